// ledger.md §4: the only writer of wal/. Events wait here, one flush at a time takes as many as a batch holds, and the
// next starts when the last one ends: natural group commit.
import { AppError } from "@/lib/core/app-error";
import { MAX_BATCH_BYTES, MAX_BATCH_ENTRIES } from "@/lib/ledger/batch";
import { type Asker, type Event, examineEvent, type Receipt } from "@/lib/ledger/event";
import { catchUp } from "./catch-up";
import { LedgerDamage, unavailable } from "./damage";
import type { Candidate } from "./dedupe";
import { type AppendState, flush, IndexBehind } from "./flush";
import type { LedgerLog } from "./ledger-log";
import { pause } from "./runtime";

/** What may wait for its flush; beyond it a process would sooner run out of memory than refuse. */
const MAX_WAITING_EVENTS = 50_000;
const MAX_WAITING_BYTES = 64 * 2 ** 20;

/** Where a flush fails as slowly as this, something does not answer, and whoever waits for the next one hears it as well. */
const SLOW_FAILURE_MS = 5_000;

// A flush leaves room for the `ledger.clock` entry that may go first.
const FLUSH_EVENTS = MAX_BATCH_ENTRIES - 1;
const FLUSH_BYTES = MAX_BATCH_BYTES - 1_024;
const LF = 1; // a byte behind each line

/** One call of `append`: it is answered when the last of its events is. */
type Call = {
  readonly receipts: (Receipt | undefined)[];
  open: number;
  readonly resolve: (receipts: readonly Receipt[]) => void;
  readonly reject: (error: unknown) => void;
};

type Waiting = Candidate & {
  readonly bytes: number;
  readonly call: Call;
  readonly place: number;
};

/** Appends to one log. One per process and log, as its queue is what makes a group of many callers. */
export class Appender {
  readonly #log: LedgerLog;
  readonly #lingerMs: number;
  readonly #state: AppendState = { seen: null, lastClockEntryTs: null };
  #waiting: Waiting[] = [];
  #waitingBytes = 0;
  #running: Promise<void> | null = null;
  #catchingUp: Promise<void> | null = null;

  /** `lingerMs`: how long a flush waits for company; 0 on a disk, 50 on S3, at most 100. */
  constructor(log: LedgerLog, { lingerMs }: { readonly lingerMs: number }) {
    this.#log = log;
    this.#lingerMs = Math.min(Math.max(lingerMs, 0), 100);
  }

  /**
   * Stores events and answers one receipt per event, in order, when all of them are durable. `sys:` sources and `ledger.*`
   * types are for `inside`. Errors: unavailable; some events may be stored then: send all of them again with the same keys.
   */
  append(events: readonly Event[], asker: Asker = "outside"): Promise<readonly Receipt[]> {
    return new Promise((resolve, reject) => {
      const receipts: (Receipt | undefined)[] = new Array(events.length);
      const call: Call = { receipts, open: 0, resolve, reject };
      const accepted = this.#examine(events, asker, call);
      call.open = accepted.length;
      if (accepted.length === 0) return resolve(answered(call));
      this.#admit(accepted);
    });
  }

  /** Waits until nothing waits or is brought up any more. */
  async drained(): Promise<void> {
    while (this.#running !== null || this.#catchingUp !== null) {
      await this.#running;
      await this.#catchingUp;
    }
  }

  #examine(events: readonly Event[], asker: Asker, call: Call): Waiting[] {
    return events.flatMap((event, place) => {
      const examined = examineEvent(event, this.#log.origin, asker);
      if (examined.ok)
        return [{ event, examined, bytes: examined.template.bytes + LF, call, place }];
      call.receipts[place] = { status: "refused", reason: examined.reason };
      return [];
    });
  }

  #admit(accepted: readonly Waiting[]): void {
    const bytes = accepted.reduce((sum, waiting) => sum + waiting.bytes, 0);
    if (this.#catchingUp !== null)
      throw unavailable(
        "The index of the ledger is being brought up. Send again in a few seconds.",
      );
    if (
      this.#waiting.length + accepted.length > MAX_WAITING_EVENTS ||
      this.#waitingBytes + bytes > MAX_WAITING_BYTES
    ) {
      throw unavailable(
        "The ledger is busy: too many events wait for it. Send again in a few seconds.",
      );
    }
    for (const waiting of accepted) this.#waiting.push(waiting);
    this.#waitingBytes += bytes;
    this.#running ??= this.#run();
  }

  async #run(): Promise<void> {
    await new Promise((resolve) => setImmediate(resolve)); // whoever calls in the same turn comes along
    while (this.#waiting.length > 0) {
      if (this.#lingerMs > 0) await pause(this.#log.runtime, this.#lingerMs);
      await this.#flush(this.#take());
    }
    this.#running = null;
  }

  #take(): Waiting[] {
    let [count, bytes] = [0, 0];
    for (const waiting of this.#waiting) {
      if (count === FLUSH_EVENTS || (count > 0 && bytes + waiting.bytes > FLUSH_BYTES)) break;
      count += 1;
      bytes += waiting.bytes;
    }
    this.#waitingBytes -= bytes;
    return this.#waiting.splice(0, count);
  }

  async #flush(batch: readonly Waiting[]): Promise<void> {
    const since = this.#log.runtime.elapsed();
    try {
      const receipts = await flush(this.#log, this.#state, batch);
      for (const [at, { call, place }] of batch.entries()) {
        call.receipts[place] = receipts[at];
        call.open -= 1;
        if (call.open === 0) call.resolve(answered(call));
      }
    } catch (error) {
      const isDown = this.#log.runtime.elapsed() - since > SLOW_FAILURE_MS;
      this.#refuse(isDown ? [...batch, ...this.#waiting] : batch, this.#tell(error));
    }
  }

  /** Answers the calls of these events, and waits with none of their others: they come back with them. */
  #refuse(events: readonly Waiting[], told: AppError): void {
    const calls = new Set(events.map(({ call }) => call));
    for (const call of calls) call.reject(told);
    this.#waiting = this.#waiting.filter(({ call }) => !calls.has(call));
    this.#waitingBytes = this.#waiting.reduce((sum, { bytes }) => sum + bytes, 0);
  }

  /** What the senders hear of a flush that failed; what the operator hears is said here. */
  #tell(error: unknown): AppError {
    if (error instanceof AppError && error.code === "unavailable") return error;
    if (error instanceof IndexBehind) {
      this.#catchingUp ??= this.#catchUp();
      return unavailable(
        "The index of the ledger is being brought up. Send again in a few seconds.",
        error,
      );
    }
    if (error instanceof LedgerDamage) {
      const { log, runtime } = this.#log;
      runtime.report({ kind: "damage", severity: "critical", log, message: error.message });
      return unavailable(
        "The ledger contradicts itself and takes nothing more until somebody has looked at it.",
        error,
      );
    }
    this.#log.runtime.note("ledger.append-failed", error);
    return unavailable(
      "The ledger could not store this now. Send all of it again with the same keys.",
      error,
    );
  }

  async #catchUp(): Promise<void> {
    try {
      this.#state.seen = await catchUp(this.#log, this.#state.seen);
    } catch (error) {
      this.#log.runtime.note("ledger.catch-up-failed", error);
    } finally {
      this.#catchingUp = null;
    }
  }
}

function answered({ receipts }: Call): readonly Receipt[] {
  return receipts.map((receipt) => {
    if (receipt === undefined) throw new Error("an event of the call has no receipt");
    return receipt;
  });
}
