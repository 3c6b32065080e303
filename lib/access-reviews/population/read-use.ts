import "server-only";
import { z } from "zod";
import { utcDay } from "@/lib/core/clock";
import { readLongRows, sql } from "@/lib/db/read";
import type { UseFact } from "./facts";

/** The source of this product's own test calls, which are nobody's. */
const CANARY = "countersign-canary";

const answer = z.object({ firstAt: z.number().nullable(), text: z.string().nullable() });
const text = z.string();
const tuple = z.tuple([
  text,
  text,
  text,
  text,
  text,
  z.number(),
  z.number(),
  z.number().nullable(),
]);

/**
 * Calls by what callers and things were called: how many in the period [start, end) (UTC days), and when the last was, until an
 * instant. `trackedFrom`: the first call of any kind; null: there was none. Errors: PostgreSQL's.
 */
export async function readUse(
  asOf: Date,
  period: { readonly start: Date; readonly end: Date },
): Promise<{ use: readonly UseFact[]; trackedFrom: number | null }> {
  const [start, end, today] = [utcDay(period.start), utcDay(period.end), utcDay(asOf)];
  const inPeriod = sql`day >= ${start}::date AND day < ${end}::date`;
  const names = sql`agent, credential, server, operation, environment`;
  const [found] = await readLongRows(
    answer,
    sql`SELECT (SELECT extract(epoch FROM first_at)::float8 * 1000 FROM (SELECT min(first_at) AS first_at FROM ledger_usage_caller
             WHERE day = (SELECT min(day) FROM ledger_usage_caller WHERE calls > 0) AND calls > 0) AS first) AS "firstAt",
          json_agg(json_build_array(${names}, used, denied, last))::text AS text
        FROM (SELECT ${names}, coalesce(sum(calls) FILTER (WHERE outcome <> 'denied' AND ${inPeriod}), 0) AS used,
                coalesce(sum(calls) FILTER (WHERE outcome = 'denied' AND ${inPeriod}), 0) AS denied,
                extract(epoch FROM max(least(last_at, ${asOf.toISOString()}::timestamptz))
                  FILTER (WHERE outcome <> 'denied'))::float8 * 1000 AS last
              FROM ledger_usage_day
              WHERE day <= ${today}::date AND first_at <= ${asOf.toISOString()}::timestamptz
                AND kind = 'tool_call' AND source <> ${CANARY} AND calls > 0
              GROUP BY ${names}) AS each`,
  );
  const rows = z.array(tuple).parse(JSON.parse(found?.text ?? "[]"));
  const use = rows.map(
    ([agent, credential, server, operation, environment, used, denied, lastAt]) => ({
      ...{ agent, credential, server, operation, environment, used, denied },
      lastAt: lastAt === null ? null : Math.round(lastAt),
    }),
  );
  return { use, trackedFrom: found?.firstAt ?? null };
}
