// gateway-logs §7.5: redaction away from the thread that answers requests, within a deadline. It fails closed: what was not looked
// through in time, or broke the thread that looked, is replaced by `[redaction_failed:…]` and never kept as it was.
import { isAbsolute } from "node:path";
import { AppError } from "@/lib/core/app-error";
import type { Json } from "@/lib/ledger/canonical-json";
import { slicesOf } from "./payload-text";
import type { Redacted, RedactionFailure } from "./redact";
import { RedactionThread } from "./thread";
import type { Results, WorkerData } from "./worker-messages";

export type PoolOptions = WorkerData & {
  /** Absolute path of the bundled worker.ts. */
  readonly file: string;
  readonly threads: number;
  /** Requests that may wait while all threads are busy. */
  readonly queueMax: number;
  /** How long one request may wait for a thread, and then how long it may take in it. */
  readonly deadlineMs: number;
};

export type RedactionPool = {
  /**
   * The payloads as redact() would give them, in order. Past the deadline the texts that are left are `[redaction_failed:deadline]`.
   * A payload in which one text alone takes so long, or that breaks its thread, is left out as a whole.
   * Errors: unavailable (too many wait, none came free in time, no thread starts, stopped): nothing was looked at, send it again.
   */
  readonly redact: (payloads: readonly Json[]) => Promise<Results>;
  /** Takes nothing new, ends what it has, and lets the threads go. */
  readonly stop: () => Promise<void>;
};

/** Threads start when they are first needed, and again after one was lost. */
export function redactionPool(options: PoolOptions): RedactionPool {
  if (!isAbsolute(options.file)) throw new Error(`no absolute path: ${options.file}`);
  const pool = new Pool(options);
  return { redact: (payloads) => pool.redact(payloads), stop: () => pool.stop() };
}

/** The thread that a request has; another takes its place when it is lost. */
type Seat = { thread: RedactionThread };

class Pool {
  readonly #options: PoolOptions;
  readonly #idle: RedactionThread[] = [];
  readonly #waiting: ((thread: RedactionThread) => void)[] = [];
  readonly #running = new Set<Promise<unknown>>();
  #busy = 0;
  #isStopped = false;

  constructor(options: PoolOptions) {
    this.#options = options;
  }

  async redact(payloads: readonly Json[]): Promise<Results> {
    if (this.#isStopped) throw new AppError("unavailable", STOPPED);
    if (payloads.length === 0) return [];
    const work = this.#work(payloads);
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

  async #work(payloads: readonly Json[]): Promise<Results> {
    const seat: Seat = { thread: await this.#thread() };
    try {
      const end = performance.now() + this.#options.deadlineMs;
      const results: Redacted[] = [];
      for (const slice of slicesOf(payloads)) {
        results.push(...(await this.#redacted(slice, seat, end)));
      }
      return results;
    } finally {
      this.#giveBack(seat.thread);
    }
  }

  async #redacted(slice: readonly string[], seat: Seat, end: number): Promise<Results> {
    const budgetMs = end - performance.now();
    if (budgetMs <= 0) return slice.map(() => failed("deadline"));
    if (seat.thread.isGone) seat.thread = this.#next();
    const ending = await seat.thread.do({ payloads: `[${slice.join()}]`, budgetMs });
    if (ending.kind === "never-started") throw ending.error;
    if (ending.kind === "done") return ending.results;
    if (ending.reason !== "exception" || slice.length === 1) {
      return slice.map(() => failed(ending.reason));
    }
    // One of them broke the thread: the others are not to suffer for it.
    const alone: Redacted[] = [];
    for (const text of slice) alone.push(...(await this.#redacted([text], seat, end)));
    return alone;
  }

  async #thread(): Promise<RedactionThread> {
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
      const take = (thread: RedactionThread) => {
        clearTimeout(timer);
        resolve(thread);
      };
      this.#waiting.push(take);
    });
  }

  #giveBack(thread: RedactionThread): void {
    if (!thread.isGone) this.#idle.push(thread);
    const take = this.#waiting.shift();
    if (take) take(this.#next());
    else this.#busy -= 1;
  }

  /** One that is idle and lives, or a new one. */
  #next(): RedactionThread {
    for (let thread = this.#idle.pop(); thread; thread = this.#idle.pop()) {
      if (!thread.isGone) return thread;
    }
    const { file, key, country } = this.#options;
    return new RedactionThread(file, { key, country });
  }
}

function failed(reason: RedactionFailure): Redacted {
  return { value: `[redaction_failed:${reason}]`, counts: {}, state: "failed" };
}

const BUSY =
  "More records come than can be redacted at once. Nothing of these was kept: send them again later.";
const STOPPED = "The server is stopping. Nothing of these records was kept: send them again later.";
