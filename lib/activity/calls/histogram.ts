// Calls over time.
import "server-only";
import { DAY_MS, HOUR_MS } from "@/lib/core/clock";
import { bucketSize, bucketStart } from "./bucket-size";
import type { Bucket, Histogram } from "./call-view";
import type { Scope } from "./scope";
import { sumTablesOf } from "./sum-table";
import { type Tally, talliesIn } from "./tally";

/** From here on buckets are of whole sums: counting row by row would take too long. */
const HOURS_FROM_MS = 12 * HOUR_MS;
const DAYS_FROM_MS = 5 * DAY_MS;

/** The buckets of a filter whose time is bounded. */
export async function histogramOf(scope: Scope, from: Date, to: Date): Promise<Histogram> {
  const size = bucketSize(
    from.getTime(),
    to.getTime(),
    leastSize(scope, to.getTime() - from.getTime()),
  );
  return picture(await talliesIn({ ...scope, from, to }, size), { from, to, size });
}

function leastSize(scope: Scope, length: number): number {
  const narrowest = sumTablesOf(scope).at(-1)?.spanMs;
  if (narrowest === HOUR_MS && length > HOURS_FROM_MS) return HOUR_MS;
  return narrowest === DAY_MS && length > DAYS_FROM_MS ? DAY_MS : 0;
}

/** Of a time in which nothing can have happened. */
export function emptyHistogram(from: Date, to: Date): Histogram {
  return picture([], { from, to, size: bucketSize(from.getTime(), to.getTime()) });
}

/** Every bucket of a time, also those in which nothing happened. */
function picture(
  tallies: readonly Tally[],
  { from, to, size }: { readonly from: Date; readonly to: Date; readonly size: number },
): Histogram {
  const first = bucketStart(from.getTime(), size);
  const count = Math.max(1, Math.ceil((to.getTime() - first) / size));
  const empty = Array.from({ length: count }, (_, nth) => emptyBucket(first + nth * size));
  const buckets = new Map(empty.map((bucket) => [Date.parse(bucket.start), bucket]));
  for (const { start, total, failed, denied } of tallies) {
    const before = buckets.get(start) ?? emptyBucket(start);
    buckets.set(start, {
      ...before,
      total: before.total + total,
      failed: before.failed + failed,
      denied: before.denied + denied,
    });
  }
  return {
    bucketMs: size,
    from: new Date(first).toISOString(),
    to: new Date(first + count * size).toISOString(),
    buckets: [...buckets.values()],
  };
}

function emptyBucket(start: number): Bucket {
  return { start: new Date(start).toISOString(), total: 0, failed: 0, denied: 0 };
}
