// gateway-logs §5.2 and §7.5: bodies are read away from the thread that answers requests, within a deadline. It fails closed: a
// record that was not looked through in time, or that broke the thread that looked, is set aside as a hash and a length, and
// never kept as it was.
import { isAbsolute } from "node:path";
import { AppError } from "@/lib/core/app-error";
import { keyedHash } from "../redaction/token";
import type { Order, WorkerData } from "./messages";
import type { BodyFacts, ReadingSource, ReadRecord, ReadResult } from "./read-body";
import { type Ending, type Loss, ReadingThread } from "./thread";

export type PoolOptions = WorkerData & {
  /** Absolute path of the bundled worker.ts. */
  readonly file: string;
  readonly threads: number;
  /** Bodies that may wait while all threads are busy. */
  readonly queueMax: number;
  /** How long one body may wait for a thread, and then how long the thread may work on it. */
  readonly deadlineMs: number;
  /** How much longer than that a body may take, by the clock, before its thread is ended. */
  readonly graceMs?: number;
};

export type ReadingPool = {
  /**
   * The records of a body. Past the deadline the texts that are left are `[redaction_failed:deadline]`; a record in which one text
   * alone takes so long, or that breaks its thread, is quarantined unseen, and the others are read without it.
   * Errors: invalid_input, too_large (the body is refused); unavailable (too many wait, none came free in time, no thread
   * starts, stopped): nothing was looked at, send it again.
   */
  readonly read: (body: Uint8Array, facts: BodyFacts, source: ReadingSource) => Promise<ReadResult>;
  /** Takes nothing new, ends what it has, and lets the threads go. */
  readonly stop: () => Promise<void>;
};

/** Threads start when they are first needed, and again after one was lost. */
export function readingPool(options: PoolOptions): ReadingPool {
  if (!isAbsolute(options.file)) throw new Error(`no absolute path: ${options.file}`);
  const pool = new Pool(options);
  return {
    read: (body, facts, source) => pool.read(body, facts, source),
    stop: () => pool.stop(),
  };
}

/** The thread that a body has; another takes its place when it is lost. */
type Seat = { thread: ReadingThread };
type Wish = { readonly body: Uint8Array; readonly facts: BodyFacts; readonly source: string };

// Each costs a thread and the time of a deadline: with more than these, somebody means harm.
const SET_ASIDE_MAX = 3;
const NOBODY = -1;

class Pool {
  readonly #options: PoolOptions;
  readonly #idle: ReadingThread[] = [];
  readonly #waiting: ((thread: ReadingThread) => void)[] = [];
  readonly #running = new Set<Promise<unknown>>();
  #busy = 0;
  #isStopped = false;

  constructor(options: PoolOptions) {
    this.#options = options;
  }

  async read(body: Uint8Array, facts: BodyFacts, source: ReadingSource): Promise<ReadResult> {
    if (this.#isStopped) throw new AppError("unavailable", STOPPED);
    const { id, adapter, facts: known, place, places } = source;
    const text = JSON.stringify({ id, adapter, facts: known, place, places });
    const work = this.#work({ body, facts, source: text });
    this.#running.add(work);
    try {
      return await work;
    } finally {
      this.#running.delete(work);
    }
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    await Promise.allSettled(this.#running);
    await Promise.all(this.#idle.splice(0).map((thread) => thread.stop()));
  }

  async #work(wish: Wish): Promise<ReadResult> {
    const seat: Seat = { thread: await this.#thread() };
    try {
      return await this.#read(wish, seat);
    } finally {
      this.#giveBack(seat.thread);
    }
  }

  async #read(wish: Wish, seat: Seat): Promise<ReadResult> {
    const setAside = new Map<number, string>();
    for (;;) {
      const { ending, lookedAt } = await this.#try(wish, seat, { setAside, all: null });
      if (ending.kind !== "lost") return resultOf(ending);
      const isKnown = lookedAt === NOBODY || setAside.has(lookedAt);
      if (isKnown || setAside.size === SET_ASIDE_MAX) {
        return await this.#unread(wish, seat, ending.reason);
      }
      setAside.set(lookedAt, UNREAD[ending.reason]);
    }
  }

  /** Nothing of the body is looked at: what can be told apart is set aside one by one, else the whole. */
  async #unread(wish: Wish, seat: Seat, reason: Loss): Promise<ReadResult> {
    const why = UNREAD[reason];
    const { ending } = await this.#try(wish, seat, { setAside: new Map(), all: why });
    if (ending.kind !== "lost") return resultOf(ending);
    const { key } = this.#options;
    const { body } = wish;
    const hmac = keyedHash(key, "raw", body);
    return {
      batch: keyedHash(key, "batch", body),
      sent: 1,
      records: [],
      skipped: 0,
      quarantined: [{ position: 0, reason: why, hmac, bytes: body.length, payload: null }],
      warnings: [],
    };
  }

  async #try(
    { body, facts, source }: Wish,
    seat: Seat,
    { setAside, all }: { readonly setAside: Map<number, string>; readonly all: string | null },
  ): Promise<{ ending: Ending; lookedAt: number }> {
    if (seat.thread.isGone) seat.thread = this.#next();
    const progress = new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT);
    const order: Order = {
      body: Uint8Array.from(body), // a copy: the thread may take its own with it
      ...{ facts, source, all, progress },
      budgetMs: this.#options.deadlineMs,
      setAside: [...setAside],
    };
    const ending = await seat.thread.do(order);
    return { ending, lookedAt: Atomics.load(new Int32Array(progress), 0) };
  }

  async #thread(): Promise<ReadingThread> {
    if (this.#busy < this.#options.threads) {
      this.#busy += 1;
      return this.#next();
    }
    if (this.#waiting.length >= this.#options.queueMax) throw new AppError("unavailable", BUSY);
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.#waiting.splice(this.#waiting.indexOf(take), 1);
        reject(new AppError("unavailable", BUSY));
      }, this.#options.deadlineMs);
      const take = (thread: ReadingThread) => {
        clearTimeout(timer);
        resolve(thread);
      };
      this.#waiting.push(take);
    });
  }

  #giveBack(thread: ReadingThread): void {
    if (!thread.isGone) this.#idle.push(thread);
    const take = this.#waiting.shift();
    if (take) take(this.#next());
    else this.#busy -= 1;
  }

  /** One that is idle and lives, or a new one. */
  #next(): ReadingThread {
    for (let thread = this.#idle.pop(); thread; thread = this.#idle.pop()) {
      if (!thread.isGone) return thread;
    }
    const { file, key, country, graceMs } = this.#options;
    return new ReadingThread(file, { key, country }, graceMs);
  }
}

type WithoutTexts = Omit<ReadResult, "records"> & {
  readonly records: readonly Omit<ReadRecord, "text">[];
};

function resultOf(ending: Exclude<Ending, { kind: "lost" }>): ReadResult {
  if (ending.kind === "never-started") throw ending.error;
  const { answer } = ending;
  if (answer.kind === "refused") throw new AppError(answer.code, answer.message);
  const { records, ...read }: WithoutTexts = JSON.parse(answer.read);
  const { texts } = answer;
  return { ...read, records: records.map((record, at) => ({ ...record, text: texts[at] ?? "" })) };
}

const UNREAD = {
  deadline: "Looking through this took too long, so it was not kept.",
  exception: "What looked through this broke, so it was not kept.",
} as const satisfies Record<Loss, string>;
const BUSY =
  "More records come than can be read at once. Nothing of these was kept: send them again later.";
const STOPPED = "The server is stopping. Nothing of these records was kept: send them again later.";
