// gateway-logs §5.2, gap detection: that a source was heard of, and how much of what came was new. One leaf per source and minute
// and process says it, whatever number of requests there were.
import { MINUTE_MS } from "@/lib/core/clock";
import type { JsonObject } from "@/lib/ledger/canonical-json";
import type { Event, Receipt } from "@/lib/ledger/event";

/** What one request brought. `lags`: how long before it was received its records say they happened, in milliseconds. */
export type Tally = {
  readonly records: number;
  readonly duplicates: number;
  readonly quarantined: number;
  readonly skipped: number;
  readonly lags: { readonly min: number; readonly max: number } | null;
};

export type Told = Tally & { readonly pushes: number };

/** Time and the way into the ledger, so that a test is the same run twice. */
export type TallyRuntime = {
  /** What tells this process from every other. */
  readonly process: string;
  /** Runs `then` after some milliseconds, unless the process ends before. Answers how to call it off. */
  readonly after: (milliseconds: number, then: () => void) => () => void;
  readonly append: (events: readonly Event[]) => Promise<unknown>;
  readonly note: (error: unknown) => void;
};

// A minute is told when it is over: a request that began in it may still be answered.
const LATE_MS = 5_000;
/** A minute that the ledger did not take is tried again; of more than these the oldest are given up, as nobody waits for them. */
const OPEN_MAX = 10_000;

export class Tallies {
  readonly #runtime: TallyRuntime;
  readonly #open = new Map<string, { source: string; minute: number; told: Told }>();
  #callOff: (() => void) | null = null;
  #flushing: Promise<void> = Promise.resolve();

  constructor(runtime: TallyRuntime) {
    this.#runtime = runtime;
  }

  /** Counts a request of a source. */
  add(source: string, now: Date, tally: Tally): void {
    const minute = Math.floor(now.getTime() / MINUTE_MS) * MINUTE_MS;
    const name = `${source} ${minute}`;
    const told = summed(this.#open.get(name)?.told, tally);
    this.#open.set(name, { source, minute, told });
    if (this.#open.size > OPEN_MAX) this.#open.delete(this.#open.keys().next().value ?? "");
    this.#callOff ??= this.#runtime.after(minute + MINUTE_MS + LATE_MS - now.getTime(), () =>
      this.#due(),
    );
  }

  /** Writes what is counted, also of a minute that is not over: for the end of the process. */
  async flush(): Promise<void> {
    this.#callOff?.();
    this.#callOff = null;
    this.#flushing = this.#flushing.then(() => this.#write());
    await this.#flushing;
  }

  #due(): void {
    this.#callOff = null;
    void this.flush();
  }

  async #write(): Promise<void> {
    const open = [...this.#open];
    if (open.length === 0) return;
    this.#open.clear();
    const events = open.map(([, one]) => this.#eventOf(one));
    try {
      await this.#runtime.append(events);
    } catch (error) {
      this.#runtime.note(error);
      for (const [name, { source, minute, told }] of open) {
        const later = this.#open.get(name)?.told;
        this.#open.set(name, {
          source,
          minute,
          told: later ? summed(later, told, told.pushes) : told,
        });
      }
      this.#callOff ??= this.#runtime.after(MINUTE_MS, () => this.#due());
    }
  }

  #eventOf({ source, minute, told }: { source: string; minute: number; told: Told }): Event {
    const { lags, ...counts } = told;
    const at = new Date(minute).toISOString();
    const data: JsonObject = {
      schema_version: "1",
      kind: "heartbeat",
      source: { id: source },
      minute: at,
      ...counts,
      ...(lags === null ? {} : { lag_ms: lags }),
    };
    // What is told of a minute twice, as at the end of a process, must not contradict itself.
    const key = `heartbeat/${at}/${this.#runtime.process}/${told.pushes}`;
    return { type: "call", key, source: { id: source }, data };
  }
}

function summed(before: Told | undefined, tally: Tally, pushes = 1): Told {
  if (!before) return { ...tally, pushes };
  return {
    pushes: before.pushes + pushes,
    records: before.records + tally.records,
    duplicates: before.duplicates + tally.duplicates,
    quarantined: before.quarantined + tally.quarantined,
    skipped: before.skipped + tally.skipped,
    lags: widest(before.lags, tally.lags),
  };
}

function widest(one: Tally["lags"], other: Tally["lags"]): Tally["lags"] {
  if (one === null || other === null) return one ?? other;
  return { min: Math.min(one.min, other.min), max: Math.max(one.max, other.max) };
}

/** How long the records of a request were under way, where their senders' own clocks say when they were. */
export function lagsOf(
  stored: readonly { readonly data: JsonObject; readonly receipt: Receipt }[],
): Tally["lags"] {
  let lags: Tally["lags"] = null;
  for (const { data, receipt } of stored) {
    const at = typeof data.occurred_at === "string" ? Date.parse(data.occurred_at) : Number.NaN;
    if (receipt.status !== "stored" || Number.isNaN(at)) continue;
    const lag = Date.parse(receipt.ts) - at;
    lags = widest(lags, { min: lag, max: lag });
  }
  return lags;
}
