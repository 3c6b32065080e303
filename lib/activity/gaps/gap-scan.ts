import "server-only";
import { z } from "zod";
import { readRows, sql } from "@/lib/db/read";
import type { LagSample } from "./clock";
import type { Island } from "./sequence";

/** Entries of the calls log that one look takes in at most. */
export const SCAN_MAX = 200_000n;

const place = z.object({ idx: z.bigint() });

/** Where a look from an index on ends: `end` is what it reads up to, `settled` the first index of what may still be completed. */
export type Stretch = {
  readonly start: bigint;
  readonly end: bigint;
  readonly settled: bigint;
  readonly cutoff: Date;
  /** More entries follow. */
  readonly cut: boolean;
};

/** The stretch of the index from `start` on of at most `max` entries. `settledBefore`: what came earlier is settled. */
export async function stretchFrom(
  start: bigint,
  settledBefore: Date,
  { windowMs, max = SCAN_MAX }: { windowMs: number; max?: bigint },
): Promise<Stretch> {
  const [last] = await readRows(
    z.object({ idx: z.bigint(), ts: z.date() }),
    sql`SELECT idx, ts FROM ledger_calls WHERE idx >= ${start} AND idx < ${start + max} ORDER BY idx DESC LIMIT 1`,
  );
  if (!last) return { start, end: start, settled: start, cutoff: settledBefore, cut: false };
  const end = last.idx + 1n;
  const [next] = await readRows(
    place,
    sql`SELECT idx FROM ledger_calls WHERE idx >= ${end} ORDER BY idx LIMIT 1`,
  );
  const cut = next !== undefined;
  const known = cut ? last.ts.getTime() - windowMs : Number.POSITIVE_INFINITY;
  const cutoff = new Date(Math.min(settledBefore.getTime(), known));
  const [unsettled] = await readRows(
    place,
    sql`SELECT idx FROM ledger_calls WHERE idx >= ${start} AND idx < ${end} AND ts > ${cutoff} ORDER BY idx LIMIT 1`,
  );
  const stretch = { start, end, settled: unsettled?.idx ?? end, cutoff, cut };
  // Where all of it is younger than the window, only a longer stretch gets on.
  return cut && stretch.settled === start
    ? stretchFrom(start, settledBefore, { windowMs, max: max * 2n })
    : stretch;
}

/** The first index that was recorded at or after an instant; the end of the log where none was. */
export async function firstSince(instant: Date): Promise<bigint> {
  const [first] = await readRows(
    place,
    sql`SELECT idx FROM ledger_calls WHERE ts >= ${instant} ORDER BY ts, idx LIMIT 1`,
  );
  if (first) return first.idx;
  const [last] = await readRows(place, sql`SELECT idx FROM ledger_calls ORDER BY idx DESC LIMIT 1`);
  return last ? last.idx + 1n : 0n;
}

const storedIsland = z.object({
  source: z.string(),
  epoch: z.string(),
  fresh: z.boolean(),
  first: z.bigint(),
  last: z.bigint(),
  settled: z.bigint().nullable(),
  firstAt: z.date(),
  lastAt: z.date(),
  receivedAt: z.date(),
});

/** The numbers of a stretch per source, as stretches without a hole. What an earlier look counted is not fresh. */
export async function islandsIn({ start, end, cutoff }: Stretch): Promise<Map<string, Island[]>> {
  const rows = await readRows(
    storedIsland,
    sql`
      WITH numbered AS (
        SELECT c.source, coalesce(c.epoch, '') AS epoch, c.seq,
               c.ts > coalesce(w."at", '-infinity') AS fresh, bool_or(c.ts <= ${cutoff}) AS settled,
               min(c.at) AS first_at, max(c.at) AS last_at, max(c.ts) AS received_at
        FROM ledger_calls c LEFT JOIN "GapWatch" w ON w."sourceId" = c.source
        WHERE c.idx >= ${start} AND c.idx < ${end} AND c.seq IS NOT NULL AND c.corrects IS NULL
        GROUP BY 1, 2, 3, 4
      ), isled AS (
        SELECT *, seq - row_number() OVER (PARTITION BY source, epoch, fresh ORDER BY seq) AS isle FROM numbered
      )
      SELECT source, epoch, fresh, min(seq) AS first, max(seq) AS last,
             max(seq) FILTER (WHERE settled) AS settled, min(first_at) AS "firstAt", max(last_at) AS "lastAt",
             max(received_at) AS "receivedAt"
      FROM isled GROUP BY source, epoch, fresh, isle ORDER BY source, epoch, first`,
  );
  return Map.groupBy(rows, ({ source }) => source);
}

const PAGE = 20_000;

/** Minutes in (from, to] with a sign of life of a source, ascending: something came in it, or happened in it and came later. */
export async function signsOfLife(source: string, from: Date, to: Date): Promise<Date[]> {
  const minutes: Date[] = [];
  for (let after = from; ; ) {
    const rows = await readRows(
      z.object({ minute: z.date() }),
      sql`SELECT minute FROM ledger_usage_minute
          WHERE source = ${source} AND minute > ${after} AND minute <= ${to}
            AND occurred + received + heartbeats + pushes > 0
          ORDER BY minute LIMIT ${PAGE}`,
    );
    minutes.push(...rows.map(({ minute }) => minute));
    const last = minutes.at(-1);
    if (rows.length < PAGE || !last) return minutes;
    after = last;
  }
}

/** How late what a source sent was recorded, per minute of [from, to) in which something came. */
export async function lagSamples(source: string, from: Date, to: Date): Promise<LagSample[]> {
  const rows = await readRows(
    z.object({ minute: z.date(), min: z.bigint(), max: z.bigint() }),
    sql`SELECT minute, lag_ms_min AS min, coalesce(lag_ms_max, lag_ms_min) AS max FROM ledger_usage_minute
        WHERE source = ${source} AND minute >= ${from} AND minute < ${to} AND lag_ms_min IS NOT NULL
        ORDER BY minute`,
  );
  return rows.map(({ minute, min, max }) => ({ minute, min: Number(min), max: Number(max) }));
}
