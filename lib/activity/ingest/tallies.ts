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

type Open = { readonly source: string; readonly minute: number; readonly told: Told };

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
  readonly #open = new Map<string, Open>();
  /** What is on its way to the ledger: told again as it was where nobody answered, as it may stand there already. */
  #told: readonly { readonly minute: number; readonly event: Event }[] = [];
  #leaves = 0;
  #callOff: (() => void) | null = null;
  #writing: Promise<void> = Promise.resolve();

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
    this.#wait(minute, minute + MINUTE_MS + LATE_MS - now.getTime());
  }

  /** Writes what is counted, also of a minute that is not over: for the end of the process. */
  async flush(): Promise<void> {
    this.#callOff?.();
    this.#callOff = null;
    await this.#tell([...this.#open]);
  }

  #wait(minute: number, milliseconds: number): void {
    this.#callOff ??= this.#runtime.after(milliseconds, () => {
      this.#callOff = null;
      void this.#due(minute);
    });
  }

  /** What came since belongs to a minute that is not over. */
  async #due(minute: number): Promise<void> {
    const over = [...this.#open].filter(([, one]) => one.minute <= minute);
    if (over.length < this.#open.size) this.#wait(minute + MINUTE_MS, MINUTE_MS);
    await this.#tell(over);
  }

  async #tell(counted: readonly (readonly [string, Open])[]): Promise<void> {
    for (const [name] of counted) this.#open.delete(name);
    const told = counted.map(([, one]) => ({ minute: one.minute, event: this.#eventOf(one) }));
    this.#told = [...this.#told, ...told].slice(-OPEN_MAX);
    this.#writing = this.#writing.then(() => this.#write());
    await this.#writing;
  }

  async #write(): Promise<void> {
    const told = new Set(this.#told);
    const newest = this.#told.at(-1);
    if (!newest) return;
    try {
      await this.#runtime.append([...told].map(({ event }) => event));
      this.#told = this.#told.filter((one) => !told.has(one));
    } catch (error) {
      this.#runtime.note(error);
      this.#wait(newest.minute + MINUTE_MS, MINUTE_MS);
    }
  }

  #eventOf({ source, minute, told }: Open): Event {
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
    // A minute may be told twice, as by a request that took longer: the second time says something else.
    this.#leaves += 1;
    const key = `heartbeat/${at}/${this.#runtime.process}/${this.#leaves}`;
    return { type: "call", key, source: { id: source }, data };
  }
}

function summed(before: Told | undefined, tally: Tally): Told {
  if (!before) return { ...tally, pushes: 1 };
  return {
    pushes: before.pushes + 1,
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
