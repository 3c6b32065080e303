// How wide the bars of a picture over time are.
import { DAY_MS, HOUR_MS, MINUTE_MS } from "@/lib/core/clock";

export const BUCKETS_MAX = 120;

const SIZES = [
  1_000,
  5_000,
  15_000,
  30_000,
  MINUTE_MS,
  2 * MINUTE_MS,
  5 * MINUTE_MS,
  10 * MINUTE_MS,
  15 * MINUTE_MS,
  30 * MINUTE_MS,
  HOUR_MS,
  2 * HOUR_MS,
  3 * HOUR_MS,
  6 * HOUR_MS,
  12 * HOUR_MS,
  DAY_MS,
] as const;

/** The smallest width from `least` on, in milliseconds, with which [from, to) takes at most 120 buckets: a second to many whole days. */
export function bucketSize(from: number, to: number, least = 0): number {
  const fits = (size: number) => size >= least && bucketCount(from, to, size) <= BUCKETS_MAX;
  const size = SIZES.find(fits);
  if (size !== undefined) return size;
  let days = Math.ceil((to - from) / DAY_MS / BUCKETS_MAX);
  while (!fits(days * DAY_MS)) days += 1;
  return days * DAY_MS;
}

/** Buckets stand at multiples of their width since 1970, so that a day is a UTC day. */
export function bucketStart(at: number, size: number): number {
  return Math.floor(at / size) * size;
}

function bucketCount(from: number, to: number, size: number): number {
  return Math.ceil((to - bucketStart(from, size)) / size);
}
