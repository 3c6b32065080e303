// What sums over calls are kept by, and what heartbeats add to them that no row says.
import { MINUTE_MS } from "@/lib/core/clock";
import type { Json, JsonObject } from "@/lib/ledger/canonical-json";
import { isInstant } from "@/lib/ledger/instant";
import { isJsonObject } from "@/lib/ledger/json-shape";
import { type CallEntry, HEARTBEAT } from "./call-row";

/** Columns of `ledger_calls`: of sums by day and by hour alike. */
export const PLACE_DIMENSIONS = [
  "source",
  "kind",
  "server",
  "environment",
  "region",
  "outcome",
] as const;

/** Of sums by day that know the caller and not what was called. */
export const CALLER_DIMENSIONS = ["source", "kind", "agent", "credential", "outcome"] as const;

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

/** What a process told of a source and a minute. Milliseconds before receipt; null where no record said when it happened. */
export type HeartbeatSum = {
  readonly source: string;
  readonly minute: string;
  readonly pushes: number;
  readonly duplicates: number;
  readonly quarantined: number;
  readonly skipped: number;
  readonly lagMsMin: number | null;
  readonly lagMsMax: number | null;
};

/** One for each heartbeat among entries, in an order that is the same for everybody who writes them. */
export function heartbeatsIn(entries: readonly CallEntry[]): HeartbeatSum[] {
  return entries
    .filter(({ data }) => data.kind === HEARTBEAT)
    .map(sumOf)
    .sort((one, other) => (orderOf(one) < orderOf(other) ? -1 : 1));
}

function sumOf({ src, ts, data }: CallEntry): HeartbeatSum {
  const at = typeof data.minute === "string" && isInstant(data.minute) ? data.minute : ts;
  const lag = isJsonObject(data.lag_ms) ? data.lag_ms : {};
  return {
    source: src.id,
    minute: new Date(Math.floor(Date.parse(at) / MINUTE_MS) * MINUTE_MS).toISOString(),
    pushes: countIn(data, "pushes"),
    duplicates: countIn(data, "duplicates"),
    quarantined: countIn(data, "quarantined"),
    skipped: countIn(data, "skipped"),
    lagMsMin: wholeOf(lag.min),
    lagMsMax: wholeOf(lag.max),
  };
}

function orderOf({ source, minute }: HeartbeatSum): string {
  return `${source} ${minute}`;
}

function countIn(data: JsonObject, name: string): number {
  return Math.max(0, wholeOf(data[name]) ?? 0);
}

function wholeOf(value: Json | undefined): number | null {
  return typeof value === "number" && Number.isSafeInteger(value) ? value : null;
}
