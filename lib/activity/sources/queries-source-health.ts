import "server-only";
import { z } from "zod";
import { type Actor, authorize } from "@/lib/auth/actor";
import { DAY_MS, HOUR_MS } from "@/lib/core/clock";
import { read, readRows, sql } from "@/lib/db/read";
import { GROUPS, type Group } from "../record/completeness";

/** Days that the figures of a source look back. */
export const HEALTH_DAYS = 7;

/** What a source did of late, from the roll-ups over the ledger's index. Milliseconds and counts. */
export type SourceFigures = {
  /** The minute in which something of it came last; null if nothing ever did. */
  readonly lastSeen: Date | null;
  readonly receivedLastHour: number;
  /** Of the last day: how long records were under way. Negative: its clock is ahead of ours. */
  readonly lagMin: number | null;
  readonly lagMax: number | null;
  readonly calls: number;
  /** Of those calls, how many hold each group fully. */
  readonly full: Readonly<Record<Group, number>>;
  /** Open ones. */
  readonly quarantined: number;
};

const figuresRow = z.object({
  source: z.string(),
  last_seen: z.date().nullable(),
  received: z.coerce.number(),
  lag_min: z.coerce.number().nullable(),
  lag_max: z.coerce.number().nullable(),
});

/** The figures of all sources, or of one, by id. Errors: forbidden. */
export async function sourceFigures(
  actor: Actor,
  now: Date,
  only?: string,
): Promise<Map<string, SourceFigures>> {
  authorize(actor, "source:read");
  const [rates, groups, open] = await Promise.all([
    ratesOf(now, only),
    completenessOf(now),
    read().quarantinedRecord.groupBy({
      by: ["sourceId"],
      where: { state: "open", ...(only === undefined ? {} : { sourceId: only }) },
      _count: { _all: true },
    }),
  ]);
  const waiting = new Map(open.map(({ sourceId, _count }) => [sourceId, _count._all]));
  const ids = new Set([...rates.keys(), ...waiting.keys(), ...groups.keys()]);
  return new Map(
    [...ids].map((id) => {
      const rate = rates.get(id);
      const found = groups.get(id);
      return [
        id,
        {
          lastSeen: rate?.last_seen ?? null,
          receivedLastHour: rate?.received ?? 0,
          lagMin: rate?.lag_min ?? null,
          lagMax: rate?.lag_max ?? null,
          calls: found?.calls ?? 0,
          full: found?.full ?? NONE,
          quarantined: waiting.get(id) ?? 0,
        },
      ];
    }),
  );
}

async function ratesOf(now: Date, only: string | undefined) {
  const hourAgo = new Date(now.getTime() - HOUR_MS);
  const dayAgo = new Date(now.getTime() - DAY_MS);
  const rows = await readRows(
    figuresRow,
    sql`
      SELECT s.id AS source, seen.minute AS last_seen, lately.received, lately.lag_min, lately.lag_max
      FROM "Source" s
      LEFT JOIN LATERAL (
        SELECT minute FROM ledger_usage_minute
        WHERE source = s.id AND (received > 0 OR heartbeats > 0 OR pushes > 0)
        ORDER BY minute DESC LIMIT 1
      ) seen ON TRUE
      LEFT JOIN LATERAL (
        SELECT COALESCE(SUM(received) FILTER (WHERE minute >= ${hourAgo}), 0) AS received,
               MIN(lag_ms_min) AS lag_min, MAX(lag_ms_max) AS lag_max
        FROM ledger_usage_minute WHERE source = s.id AND minute >= ${dayAgo}
      ) lately ON TRUE
      WHERE ${only ?? null}::text IS NULL OR s.id = ${only ?? null}::text`,
  );
  return new Map(rows.map((row) => [row.source, row]));
}

const NONE: SourceFigures["full"] = { G1: 0, G2: 0, G3: 0, G4: 0, G5: 0, G6: 0, G7: 0 };
const groupsRow = z.object({
  source: z.string(),
  completeness: z.number(),
  calls: z.coerce.number(),
});
type Found = { readonly calls: number; readonly full: Readonly<Record<Group, number>> };

const KEPT_TIMES = 20;
let kept: { until: number; readonly found: Promise<Map<string, Found>> } | null = null;

// It looks at every call of the week, for all sources at once: the longer that takes, the longer the answer is kept.
function completenessOf(now: Date): Promise<Map<string, Found>> {
  const since = performance.now();
  if (kept && kept.until > since) return kept.found;
  const mine = { until: Number.POSITIVE_INFINITY, found: loadCompleteness(now) };
  kept = mine;
  mine.found.then(
    () => {
      const took = performance.now() - since;
      mine.until = since + took + took * KEPT_TIMES;
    },
    () => {
      mine.until = 0;
    },
  );
  return mine.found;
}

async function loadCompleteness(now: Date): Promise<Map<string, Found>> {
  const from = new Date(now.getTime() - HEALTH_DAYS * DAY_MS);
  const rows = await readRows(
    groupsRow,
    sql`
      SELECT source, completeness, COUNT(*) AS calls FROM ledger_calls
      WHERE at >= ${from} AND at IS NOT NULL AND kind = 'tool_call' AND version = 1 AND completeness IS NOT NULL
      GROUP BY source, completeness`,
  );
  const bySource = new Map<string, { calls: number; full: Record<Group, number> }>();
  for (const { source, completeness, calls } of rows) {
    const sums = bySource.get(source) ?? { calls: 0, full: { ...NONE } };
    sums.calls += calls;
    GROUPS.forEach((group, at) => {
      if ((completeness >> at) & 1) sums.full[group] += calls;
    });
    bySource.set(source, sums);
  }
  return bySource;
}

const dayRow = z.object({
  day: z.string(),
  occurred: z.coerce.number(),
  received: z.coerce.number(),
  heartbeats: z.coerce.number(),
  pushes: z.coerce.number(),
  duplicates: z.coerce.number(),
  quarantined: z.coerce.number(),
  skipped: z.coerce.number(),
  lagMin: z.coerce.number().nullable(),
  lagMax: z.coerce.number().nullable(),
});
export type SourceDay = z.infer<typeof dayRow>;

/** The last days of a source, newest first, UTC; a day without anything is there with zeros. Errors: forbidden. */
export async function sourceDays(actor: Actor, id: string, now: Date): Promise<SourceDay[]> {
  authorize(actor, "source:read");
  return readRows(
    dayRow,
    sql`
      SELECT to_char(d.day, 'YYYY-MM-DD') AS day,
        COALESCE(SUM(occurred), 0) AS occurred, COALESCE(SUM(received), 0) AS received,
        COALESCE(SUM(heartbeats), 0) AS heartbeats, COALESCE(SUM(pushes), 0) AS pushes,
        COALESCE(SUM(duplicates), 0) AS duplicates, COALESCE(SUM(quarantined), 0) AS quarantined,
        COALESCE(SUM(skipped), 0) AS skipped,
        MIN(lag_ms_min) AS "lagMin", MAX(lag_ms_max) AS "lagMax"
      FROM generate_series(0, ${HEALTH_DAYS - 1}::int) AS back
      CROSS JOIN LATERAL (SELECT (${now}::timestamptz AT TIME ZONE 'UTC')::date - back AS day) d
      LEFT JOIN ledger_usage_minute u
        ON u.source = ${id} AND u.minute >= d.day::timestamp AT TIME ZONE 'UTC'
        AND u.minute < (d.day + 1)::timestamp AT TIME ZONE 'UTC'
      GROUP BY d.day ORDER BY d.day DESC`,
  );
}
