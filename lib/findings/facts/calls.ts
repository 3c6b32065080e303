// What was called, from the sums per day: as large as the number of different callers and tools, not of calls.
import "server-only";
import { z } from "zod";
import { HOUR_MS, utcDay } from "@/lib/core/clock";
import { readRows, sql } from "@/lib/db/read";
import type { AddressUse, CallerDay, CallerUse, KeyUse, SeenCaller } from "../detectors/facts";
import { CANARY_SOURCE } from "../labels";

/** Rows that one look reads at most of each kind. */
const ROWS_MAX = 50_000;
const CALLERS_MAX = 5_000;
/** Calls whose addresses are compared. */
const RECENT_MAX = 200_000;

const names = z.array(z.string());
const count = z.coerce.number();
const kind = z.enum(["agent", "key"]);
const caller = z.object({
  ...{ kind, value: z.string(), calls: count, firstAt: z.date(), lastAt: z.date() },
  ...{ servers: names, operations: names, environments: names, dismissed: z.boolean() },
});

// Who a row is of: the agent it names, or its key where it names none.
const KIND = sql`CASE WHEN agent <> '' THEN 'agent' ELSE 'key' END`;
const VALUE = sql`CASE WHEN agent <> '' THEN agent ELSE credential END`;

/** Everybody who called since a day, those with most calls first, at most 5,000. `source`: only the canary's, or all others. */
export async function callersSince(
  from: Date,
  now: Date,
  source: "canary" | "others" = "others",
): Promise<SeenCaller[]> {
  const isCanary = source === "canary";
  return readRows(
    caller,
    sql`SELECT c.kind, c.value, c.calls::text AS calls, c."firstAt", c."lastAt", c.servers, c.operations, c.environments,
               EXISTS (SELECT 1 FROM "CandidateDismissal" d WHERE d.kind = c.kind AND d.value = c.value
                       AND d."endedAt" IS NULL AND d."expiresAt" > ${now}) AS dismissed
        FROM (SELECT ${KIND} AS kind, ${VALUE} AS value, sum(calls) AS calls,
                     min(first_at) AS "firstAt", max(last_at) AS "lastAt",
                     coalesce((array_agg(DISTINCT server) FILTER (WHERE server <> ''))[1:20], '{}') AS servers,
                     coalesce((array_agg(DISTINCT operation) FILTER (WHERE operation <> ''))[1:50], '{}') AS operations,
                     coalesce((array_agg(DISTINCT environment) FILTER (WHERE environment <> ''))[1:20], '{}') AS environments
              FROM ledger_usage_day
              WHERE day BETWEEN ${utcDay(from)}::date AND ${utcDay(now)}::date AND kind = 'tool_call'
                AND (source = ${CANARY_SOURCE}) = ${isCanary}
              GROUP BY 1, 2) c
        WHERE c.value <> '' ORDER BY c.calls DESC, c.value LIMIT ${CALLERS_MAX}`,
  );
}

const day = z.object({
  ...{ kind, value: z.string(), day: z.string(), calls: count, denied: count },
  ...{ firstAt: z.date(), lastAt: z.date() },
});

/** What every caller did on each day since a day, at most 50,000 rows, the newest first. */
export async function daysSince(from: Date, now: Date): Promise<CallerDay[]> {
  return readRows(
    day,
    sql`SELECT ${KIND} AS kind, ${VALUE} AS value, day::text AS day, sum(calls)::text AS calls,
               coalesce(sum(calls) FILTER (WHERE outcome = 'denied'), 0)::text AS denied,
               min(first_at) AS "firstAt", max(last_at) AS "lastAt"
        FROM ledger_usage_day
        WHERE day BETWEEN ${utcDay(from)}::date AND ${utcDay(now)}::date AND kind = 'tool_call' AND source <> ${CANARY_SOURCE}
          AND (agent <> '' OR credential <> '')
        GROUP BY 1, 2, day ORDER BY day DESC, 2 LIMIT ${ROWS_MAX}`,
  );
}

const use = z.object({
  ...{ agent: z.string(), server: z.string(), operation: z.string(), calls: count },
  ...{ environments: names, firstAt: z.date(), lastAt: z.date() },
  ...{ agentSince: z.date(), serverSince: z.date(), operationSince: z.date() },
});

/** Every operation that an agent used since `windowFrom`, and since when within the baseline; at most 50,000. */
export async function usesSince(
  windowFrom: Date,
  baselineFrom: Date,
  now: Date,
): Promise<CallerUse[]> {
  return readRows(
    use,
    sql`WITH used AS (
          SELECT agent, server, operation, min(first_at) AS "firstAt", max(last_at) AS "lastAt",
                 coalesce(sum(calls) FILTER (WHERE day >= ${utcDay(windowFrom)}::date), 0) AS calls,
                 coalesce((array_agg(DISTINCT environment)
                   FILTER (WHERE day >= ${utcDay(windowFrom)}::date AND environment <> ''))[1:20], '{}') AS environments
          FROM ledger_usage_day
          WHERE day BETWEEN ${utcDay(baselineFrom)}::date AND ${utcDay(now)}::date AND kind = 'tool_call'
            AND source <> ${CANARY_SOURCE} AND operation <> ''
          GROUP BY 1, 2, 3),
        since AS (
          SELECT *, min("firstAt") OVER (PARTITION BY agent) AS "agentSince",
                 min("firstAt") OVER (PARTITION BY server) AS "serverSince",
                 min("firstAt") OVER (PARTITION BY server, operation) AS "operationSince"
          FROM used)
        SELECT agent, server, operation, calls::text AS calls, environments, "firstAt", "lastAt",
               "agentSince", "serverSince", "operationSince"
        FROM since WHERE calls > 0 ORDER BY "firstAt" DESC, agent, server, operation LIMIT ${ROWS_MAX}`,
  );
}

const key = z.object({
  ...{ agent: z.string(), credential: z.string(), environment: z.string() },
  ...{ calls: count, before: count, firstAt: z.date(), lastAt: z.date() },
});

/** Which agent used which key in which environment since `baselineFrom`; at most 50,000, the latest first. */
export async function keysSince(
  windowFrom: Date,
  baselineFrom: Date,
  now: Date,
): Promise<KeyUse[]> {
  const recent = sql`day >= ${utcDay(windowFrom)}::date`;
  return readRows(
    key,
    sql`SELECT agent, credential, environment,
               coalesce(sum(calls) FILTER (WHERE ${recent}), 0)::text AS calls,
               coalesce(sum(calls) FILTER (WHERE NOT ${recent}), 0)::text AS before,
               coalesce(min(first_at) FILTER (WHERE ${recent}), min(first_at)) AS "firstAt",
               max(last_at) AS "lastAt"
        FROM ledger_usage_day
        WHERE day BETWEEN ${utcDay(baselineFrom)}::date AND ${utcDay(now)}::date AND kind = 'tool_call' AND source <> ${CANARY_SOURCE}
          AND (agent <> '' OR credential <> '')
        GROUP BY 1, 2, 3 ORDER BY max(last_at) DESC, 1, 2, 3 LIMIT ${ROWS_MAX}`,
  );
}

const address = z.object({
  ...{ credential: z.string(), addresses: count, calls: count },
  ...{ firstAt: z.date(), lastAt: z.date() },
});

/** Keys that were used from more than `most` addresses in the last hour, among its newest 200,000 calls; at most 1,000. */
export async function addressesOf(now: Date, most: number): Promise<AddressUse[]> {
  const from = new Date(now.getTime() - HOUR_MS);
  return readRows(
    address,
    sql`SELECT credential, count(DISTINCT address)::text AS addresses, count(*)::text AS calls,
               min(at) AS "firstAt", max(at) AS "lastAt"
        FROM (SELECT credential, address, at FROM ledger_calls
              WHERE at > ${from} AND at <= ${now} AND kind = 'tool_call' AND source <> ${CANARY_SOURCE}
              ORDER BY at DESC, idx DESC LIMIT ${RECENT_MAX}) recent
        WHERE credential IS NOT NULL AND address IS NOT NULL
        GROUP BY credential HAVING count(DISTINCT address) > ${most}
        ORDER BY 2 DESC, 1 LIMIT 1000`,
  );
}

/** The first call since a day; null: there was none. */
export async function firstCallSince(from: Date, now: Date): Promise<Date | null> {
  const [row] = await readRows(
    z.object({ at: z.date().nullable() }),
    sql`SELECT min(first_at) AS at FROM ledger_usage_day
        WHERE day BETWEEN ${utcDay(from)}::date AND ${utcDay(now)}::date AND kind = 'tool_call' AND source <> ${CANARY_SOURCE}`,
  );
  return row?.at ?? null;
}
