// Calls over time as bars, with the times of which nothing is proved. Pure.
import { instantsOf, localOf, offsetAt } from "@/lib/core/zones";
import type { Histogram } from "./call-view";

/** A time of which nothing proves that it was quiet. `to` null: it lasts. */
export type GapSpan = {
  readonly fromAt: string;
  readonly toAt: string | null;
  readonly source: string;
  readonly what: string;
};

export type TimeBar = {
  readonly start: string;
  /** As clocks of the zone show it, with the offset where that is not UTC. */
  readonly label: string;
  readonly short: string;
  readonly total: number;
  readonly failed: number;
  readonly denied: number;
  /** What is missing in it, in words; "" where nothing is known to be. */
  readonly gap: string;
  /** What of the address says this bar alone. */
  readonly narrow: Readonly<Record<"from" | "to" | "fromFold" | "toFold", string>>;
};

export function barsOf(
  { bucketMs, buckets }: Histogram,
  gaps: readonly GapSpan[],
  zone: string,
  now: Date,
): TimeBar[] {
  return buckets.map(({ start, total, failed, denied }) => {
    const from = new Date(start);
    const to = new Date(from.getTime() + bucketMs);
    const [first, last] = [placed(from, zone), placed(to, zone)];
    return {
      ...{ start, total, failed, denied },
      label: labelOf(from, zone, bucketMs),
      short: shortOf(from, zone, bucketMs),
      gap: gapText(gaps, from, to, now),
      narrow: { from: first.local, fromFold: first.fold, to: last.local, toFold: last.fold },
    };
  });
}

/** `every 15 minutes`, `every day`. */
export function everyText(bucketMs: number): string {
  for (const [unit, ms] of UNITS) {
    if (bucketMs % ms !== 0) continue;
    const count = bucketMs / ms;
    return count === 1 ? `each ${unit}` : `each ${count} ${unit}s`;
  }
  return `each ${bucketMs} ms`;
}

const UNITS = [
  ["day", 86_400_000],
  ["hour", 3_600_000],
  ["minute", 60_000],
  ["second", 1_000],
] as const;

function labelOf(at: Date, zone: string, bucketMs: number): string {
  const text = localOf(at, zone).replace("T", " ");
  const local = text.slice(0, bucketMs < 60_000 ? 23 : 16);
  return zone === "UTC" ? `${local} UTC` : `${local} (${offsetAt(at, zone)})`;
}

function shortOf(at: Date, zone: string, bucketMs: number): string {
  const text = localOf(at, zone);
  if (bucketMs >= 86_400_000) return text.slice(5, 10);
  const time = text.slice(11, bucketMs < 60_000 ? 19 : 16);
  return bucketMs >= 3_600_000 ? `${text.slice(5, 10)} ${time}` : time;
}

function gapText(gaps: readonly GapSpan[], from: Date, to: Date, now: Date): string {
  const [start, end] = [from.getTime(), to.getTime()];
  const here = gaps.filter(
    ({ fromAt, toAt }) =>
      Date.parse(fromAt) < end && (toAt === null ? now.getTime() : Date.parse(toAt)) > start,
  );
  return [...new Set(here.map(({ source, what }) => `${source}: ${what}`))].join("; ");
}

// The local time, and which of two instants it is where clocks show it twice.
function placed(at: Date, zone: string): { local: string; fold: string } {
  const local = localOf(at, zone).replace(/(?::00)?\.000$/, "");
  const twice = instantsOf(local, zone) ?? [];
  const nth = twice.length < 2 ? -1 : twice.findIndex((one) => one.at.getTime() === at.getTime());
  return { local, fold: ["first", "second"][nth] ?? "" };
}
