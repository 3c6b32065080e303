// Sums over calls: per UTC day and everything they are searched by, per day and per hour and place, per source and minute. A call counts
// once, as what its newest version says; what is not said is the empty text.
import { createHash } from "node:crypto";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "@/lib/core/clock";
import type { Json, JsonObject } from "@/lib/ledger/canonical-json";
import { isInstant } from "@/lib/ledger/instant";
import { isJsonObject } from "@/lib/ledger/json-shape";
import { type CallColumns, type CallEntry, callColumns, HEARTBEAT } from "./call-row";

export const PLACE_DIMENSIONS = [
  "source",
  "kind",
  "server",
  "environment",
  "region",
  "outcome",
] as const;

export const DAY_DIMENSIONS = [
  "source",
  "kind",
  "agent",
  "credential",
  "person",
  "server",
  "operation",
  "environment",
  "region",
  "outcome",
] as const;

/** Calls of one kind in one stretch of time. `names` are in the order of its dimensions; `dims` is a UUID of them. */
export type Sum = {
  readonly start: string;
  readonly dims: string;
  readonly names: readonly string[];
  calls: number;
  firstAt: string;
  lastAt: string;
};

/** What came from a source in a minute. `occurred` counts calls by their own time, the rest is by the time of receipt. */
export type MinuteSum = {
  readonly source: string;
  readonly minute: string;
  occurred: number;
  received: number;
  heartbeats: number;
  pushes: number;
  duplicates: number;
  quarantined: number;
  skipped: number;
  lagMsMin: number | null;
  lagMsMax: number | null;
};

/** In an order that is the same for everybody, so that two who write at once wait and do not lock each other out. */
export type Sums = {
  readonly days: readonly Sum[];
  readonly places: readonly Sum[];
  readonly hours: readonly Sum[];
  readonly minutes: readonly MinuteSum[];
};

/** The part of a row that sums depend on. */
export type Counted = Pick<
  CallColumns,
  "at" | Exclude<(typeof DAY_DIMENSIONS)[number], "source">
> & {
  readonly source: string;
};

/** The sums of new entries. `replaced`: rows whose place newer versions among them take, each once. */
export function usageOf(entries: readonly CallEntry[], replaced: readonly Counted[]): Sums {
  const sums = new Adding();
  for (const entry of entries) sums.entry(entry);
  for (const row of replaced) sums.call(row, -1);
  return sums.sorted();
}

class Adding {
  readonly #days = new Map<string, Sum>();
  readonly #places = new Map<string, Sum>();
  readonly #hours = new Map<string, Sum>();
  readonly #minutes = new Map<string, MinuteSum>();

  entry(entry: CallEntry): void {
    if (entry.data.kind === HEARTBEAT) this.#heartbeat(entry);
    const columns = entry.data.kind === HEARTBEAT ? null : callColumns(entry);
    if (columns === null) return;
    const source = entry.src.id;
    this.call({ ...columns, source }, 1);
    const received = this.#minute(source, entry.ts);
    received.received += 1;
    addLag(received, entry);
    if (columns.corrects === null) this.#minute(source, columns.at).occurred += 1;
  }

  call(row: Counted, times: 1 | -1): void {
    const names = DAY_DIMENSIONS.map((name) => row[name] ?? "");
    add(this.#days, { at: row.at, span: DAY_MS, names, times });
    const place = PLACE_DIMENSIONS.map((name) => row[name] ?? "");
    add(this.#places, { at: row.at, span: DAY_MS, names: place, times });
    add(this.#hours, { at: row.at, span: HOUR_MS, names: place, times });
  }

  sorted(): Sums {
    return {
      days: inOrder(this.#days),
      places: inOrder(this.#places),
      hours: inOrder(this.#hours),
      minutes: inOrder(this.#minutes),
    };
  }

  #heartbeat({ data, src, ts }: CallEntry): void {
    const minute = typeof data.minute === "string" && isInstant(data.minute) ? data.minute : ts;
    const source = typeof data.source === "string" ? data.source : src.id;
    const sum = this.#minute(source, minute);
    sum.heartbeats += 1;
    sum.pushes += countIn(data, "pushes");
    sum.duplicates += countIn(data, "duplicates");
    sum.quarantined += countIn(data, "quarantined");
    sum.skipped += countIn(data, "skipped");
  }

  #minute(source: string, at: string): MinuteSum {
    const minute = startOf(at, MINUTE_MS);
    const name = `${source} ${minute}`;
    const sum = this.#minutes.get(name) ?? emptyMinute(source, minute);
    this.#minutes.set(name, sum);
    return sum;
  }
}

function add(
  sums: Map<string, Sum>,
  { at, span, names, times }: { at: string; span: number; names: readonly string[]; times: 1 | -1 },
): void {
  const start = startOf(at, span);
  const name = `${start}${JSON.stringify(names)}`;
  const sum = sums.get(name);
  if (sum === undefined) {
    sums.set(name, { start, dims: dimsOf(names), names, calls: times, firstAt: at, lastAt: at });
    return;
  }
  sum.calls += times;
  if (at < sum.firstAt) sum.firstAt = at;
  if (at > sum.lastAt) sum.lastAt = at;
}

/** The MD5 of the names as a JSON array, which only tells them apart: it is no evidence of anything. */
function dimsOf(names: readonly string[]): string {
  return createHash("md5").update(JSON.stringify(names)).digest("hex");
}

/** How long a record was under way, where its sender's own clock says when it was. */
function addLag(sum: MinuteSum, { ts, data }: CallEntry): void {
  const at = data.occurred_at;
  if (typeof at !== "string" || !isInstant(at) || data.clock_source === "receiver") return;
  const lag = Date.parse(ts) - Date.parse(at);
  sum.lagMsMin = Math.min(sum.lagMsMin ?? lag, lag);
  sum.lagMsMax = Math.max(sum.lagMsMax ?? lag, lag);
}

function countIn(data: JsonObject, name: string): number {
  const value: Json | undefined = isJsonObject(data) ? data[name] : undefined;
  return typeof value === "number" && Number.isSafeInteger(value) && value > 0 ? value : 0;
}

function startOf(at: string, span: number): string {
  const ms = Date.parse(at);
  return new Date(Math.floor(ms / span) * span).toISOString();
}

function emptyMinute(source: string, minute: string): MinuteSum {
  return {
    source,
    minute,
    occurred: 0,
    received: 0,
    heartbeats: 0,
    pushes: 0,
    duplicates: 0,
    quarantined: 0,
    skipped: 0,
    lagMsMin: null,
    lagMsMax: null,
  };
}

function inOrder<Value>(sums: ReadonlyMap<string, Value>): Value[] {
  return [...sums].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, value]) => value);
}
