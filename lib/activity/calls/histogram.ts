// Calls over time.
import "server-only";
import { z } from "zod";
import { readRows, sql } from "@/lib/db/read";
import { type Bucket, DENIED_OUTCOMES, FAILED_OUTCOMES, type Histogram } from "../call-view";
import { bucketSize, bucketStart } from "./bucket-size";
import { all, NEWEST, rowsIn } from "./conditions";
import type { Scope } from "./scope";

const counted = z.object({
  start: z.coerce.number(),
  total: z.coerce.number(),
  failed: z.coerce.number(),
  denied: z.coerce.number(),
});
type Counted = z.infer<typeof counted>;

/** The buckets of a filter whose time is bounded. */
export async function histogramOf(scope: Scope, from: Date, to: Date): Promise<Histogram> {
  const size = bucketSize(from.getTime(), to.getTime());
  return picture(await fromRows({ ...scope, from, to }, size), from, to);
}

/** Counted row by row. */
export async function fromRows(scope: Scope, size: number): Promise<Counted[]> {
  return readRows(
    counted,
    sql`SELECT (floor(extract(epoch FROM c.at) * 1000 / ${size}) * ${size})::text AS start, count(*)::text AS total,
               (count(*) FILTER (WHERE c.outcome = ANY(${[...FAILED_OUTCOMES]})))::text AS failed,
               (count(*) FILTER (WHERE c.outcome = ANY(${[...DENIED_OUTCOMES]})))::text AS denied
        FROM ledger_calls c WHERE ${all([...rowsIn(scope), NEWEST])} GROUP BY 1`,
  );
}

/** Every bucket of a time, also those in which nothing happened. */
export function picture(found: readonly Counted[], from: Date, to: Date): Histogram {
  const size = bucketSize(from.getTime(), to.getTime());
  const byStart = new Map(found.map((each) => [each.start, each]));
  const first = bucketStart(from.getTime(), size);
  const count = Math.max(1, Math.ceil((to.getTime() - first) / size));
  const buckets = Array.from({ length: count }, (_, nth): Bucket => {
    const start = first + nth * size;
    const { total = 0, failed = 0, denied = 0 } = byStart.get(start) ?? {};
    return { start: new Date(start).toISOString(), total, failed, denied };
  });
  const last = first + count * size;
  return {
    bucketMs: size,
    from: new Date(first).toISOString(),
    to: new Date(last).toISOString(),
    buckets,
  };
}
