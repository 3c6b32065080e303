// Calls of what a removal is about: the sums of days say whether to look, the calls themselves what happened.
import "server-only";
import { z } from "zod";
import { utcDay } from "@/lib/core/clock";
import { nameKey } from "@/lib/core/server-places";
import { readRows, sql } from "@/lib/db/read";
import { isForbidden, isPlaceOf, operationKey, type ServerNames, type Target } from "./target";

const CANARY_SOURCE = "countersign-canary";

const texts = {
  ...{ agent: z.string(), credential: z.string(), server: z.string() },
  ...{ operation: z.string(), environment: z.string() },
};
const sum = z.object({
  ...texts,
  through: z.date().nullable(),
  denied: z.date().nullable(),
});

/** When calls of these names were last let through and last denied, of all days since one. Texts as callers wrote them. */
export type UsageSum = Readonly<z.infer<typeof sum>>;

/** The sums of what any of these names (small letters) called. */
export async function readUsage(names: readonly string[], since: Date): Promise<UsageSum[]> {
  if (names.length === 0) return [];
  return readRows(
    sum,
    sql`SELECT agent, credential, server, operation, environment,
          max(last_at) FILTER (WHERE outcome <> 'denied') AS through, max(last_at) FILTER (WHERE outcome = 'denied') AS denied
        FROM ledger_usage_day
        WHERE kind = 'tool_call' AND source <> ${CANARY_SOURCE} AND calls > 0 AND day >= ${utcDay(since)}::date
          AND (lower(trim(credential)) = ANY(${[...names]}::text[]) OR lower(trim(agent)) = ANY(${[...names]}::text[]))
        GROUP BY 1, 2, 3, 4, 5 ORDER BY 1, 2, 3, 4, 5`,
  );
}

type Matching = {
  readonly servers: ServerNames;
  readonly keyNames: ReadonlySet<string>;
  /** What the agent of the key is called, where it has no other key that could have been shown. */
  readonly agentNames: ReadonlySet<string>;
};

/** The sums that are of what must be gone. `kept`: operations that other grants allow by name. */
export function usageOf(
  target: Target,
  usage: readonly UsageSum[],
  { servers, keyNames, agentNames, kept }: Matching & { kept: ReadonlySet<string> },
): UsageSum[] {
  return usage.filter(
    (one) =>
      isCaller(target, one, { keyNames, agentNames }) &&
      isPlaceOf(target, one, servers) &&
      isForbidden(target, operationKey(one.server, one.operation), kept),
  );
}

// A key is whoever shows it, or its agent where that shows none and has no other. An agent or an unknown name is meant where no known
// key was shown.
function isCaller(
  { kind, names }: Target,
  one: UsageSum,
  { keyNames, agentNames }: Pick<Matching, "keyNames" | "agentNames">,
): boolean {
  const [credential, agent] = [nameKey(one.credential), nameKey(one.agent)];
  if (credential !== "" && names.has(credential)) return true;
  if (kind === "key") return credential === "" && agentNames.has(agent);
  return names.has(agent) && !keyNames.has(credential);
}

const found = z.object({
  ...{ index: z.string(), at: z.date(), outcome: z.string() },
  ...{ server: z.string(), operation: z.string() },
});
export type FoundCall = Readonly<z.infer<typeof found>>;

type Between = { readonly from: Date; readonly to: Date; readonly denied: boolean };

const CALLS_MAX = 2_000;

/** Single calls of these sums after `from` until `to`, the oldest first; those that a correction replaced are left out. At most 2,000. */
export async function callsOf(sums: readonly UsageSum[], wish: Between): Promise<FoundCall[]> {
  const which = filterOf(sums, wish);
  if (which === null) return [];
  return readRows(
    found,
    sql`SELECT c.idx::text AS index, c.at, coalesce(c.outcome, '') AS outcome, coalesce(c.server, '') AS server,
          coalesce(c.operation, '') AS operation
        FROM ledger_calls c WHERE ${which} ORDER BY c.at, c.idx LIMIT ${CALLS_MAX}`,
  );
}

/** How many calls of these sums were let through after `from` until `to`. */
export async function countCalls(
  sums: readonly UsageSum[],
  { from, to }: Pick<Between, "from" | "to">,
): Promise<number> {
  const which = filterOf(sums, { from, to, denied: false });
  if (which === null) return 0;
  const [row] = await readRows(
    z.object({ calls: z.coerce.number() }),
    sql`SELECT count(*)::text AS calls FROM ledger_calls c WHERE ${which}`,
  );
  return row?.calls ?? 0;
}

function filterOf(sums: readonly UsageSum[], { from, to, denied }: Between) {
  const asked = sums.filter((one) => {
    const last = denied ? one.denied : one.through;
    return last !== null && last > from;
  });
  if (asked.length === 0) return null;
  const meant = denied ? sql`c.outcome = 'denied'` : sql`c.outcome IS DISTINCT FROM 'denied'`;
  const list = (of: (one: UsageSum) => string) => asked.map(of);
  const shown = [...new Set(list(({ credential }) => credential))].filter((text) => text !== "");
  const named = [...new Set(list(({ agent }) => agent))].filter((text) => text !== "");
  return sql`(c.credential = ANY(${shown}::text[]) OR c.agent = ANY(${named}::text[]))
    AND c.at > ${from} AND c.at <= ${to} AND c.kind = 'tool_call' AND c.source <> ${CANARY_SOURCE} AND ${meant}
    AND (coalesce(c.agent, ''), coalesce(c.credential, ''), coalesce(c.server, ''), coalesce(c.operation, ''), coalesce(c.environment, ''))
      IN (SELECT * FROM unnest(${list((one) => one.agent)}::text[], ${list((one) => one.credential)}::text[],
        ${list((one) => one.server)}::text[], ${list((one) => one.operation)}::text[], ${list((one) => one.environment)}::text[]))
    AND NOT EXISTS (SELECT 1 FROM ledger_calls n WHERE n.corrects = c.idx AND n.source = c.source AND n.ts >= c.ts)`;
}
