// G3: who calls and stands in no registry: by what they call themselves, or, where they name nobody, by a key that nobody registered.
import "server-only";
import { z } from "zod";
import { addDays, utcDay } from "@/lib/core/clock";
import { read, readRows, sql } from "@/lib/db/read";
import type { Candidate } from "./call-view";
import { all, dimensionsIn, type Sql } from "./conditions";
import { guessOwners, type Used } from "./guessed-owner";
import { admittedToRegistry } from "./registered";
import { namesOfKeys } from "./registered-keys";
import type { Scope } from "./scope";

/** Callers that are listed at most: the last seen. */
const CANDIDATES_MAX = 500;
const NAMED_MAX = 20;
const USED_DAYS = 7;

/** First and last seen and the number of calls are of all time, what was used is of the last week of a caller. */
export async function candidatesFor(scope: Scope, now: Date): Promise<Candidate[]> {
  const registered = await admittedToRegistry();
  const [called, keys] = await Promise.all([readRows(name, NAMES), namesOfKeys()]);
  const isKnown = ({ kind, value }: Name) =>
    registered.has(value.toLowerCase()) || (kind === "key" && keys.has(value.toLowerCase()));
  const seen = await seenOf(
    scope,
    called.filter((each) => !isKnown(each)),
  );
  const unknown = seen
    .sort((one, other) => Number(other.last) - Number(one.last))
    .slice(0, CANDIDATES_MAX);
  const callers = await usedBy(scope, unknown);
  const owners = await guessOwners(scope, callers, registered);
  const dismissed = await dismissalsAt(now);
  return callers.map((each, nth) => ({
    ...each,
    guessedOwnerId: owners[nth]?.ownerId ?? null,
    guessedBy: owners[nth]?.by ?? null,
    dismissal: dismissed.get(`${each.kind} ${each.value.toLowerCase()}`) ?? null,
  }));
}

const name = z.object({ kind: z.enum(["agent", "key"]), value: z.string() });
type Name = z.infer<typeof name>;

/** What callers call themselves, in lower case, and the keys of those who say nothing: each is one step through an index. */
const NAMES = sql`WITH RECURSIVE agents AS (
    SELECT min(lower(agent)) AS value FROM ledger_usage_caller WHERE lower(agent) > ''
  UNION ALL
    SELECT (SELECT min(lower(agent)) FROM ledger_usage_caller WHERE lower(agent) > agents.value)
    FROM agents WHERE value IS NOT NULL
), keys AS (
    SELECT min(credential) AS value FROM ledger_usage_caller WHERE credential > '' AND agent = ''
  UNION ALL
    SELECT (SELECT min(credential) FROM ledger_usage_caller WHERE credential > keys.value AND agent = '')
    FROM keys WHERE value IS NOT NULL
)
SELECT 'agent' AS kind, value FROM agents WHERE value IS NOT NULL
UNION ALL SELECT 'key', value FROM keys WHERE value IS NOT NULL`;

const caller = name.extend({
  spelt: z.string(),
  calls: z.coerce.number(),
  first: z.date(),
  last: z.date(),
});
type Caller = z.infer<typeof caller>;

async function seenOf(scope: Scope, names: readonly Name[]): Promise<Caller[]> {
  const counted = all([...dimensionsIn(scope), sql`c.calls > 0`]);
  const seen = sql`sum(c.calls)::text AS calls, min(c.first_at) AS first, max(c.last_at) AS last FROM ledger_usage_caller c`;
  return readRows(
    caller,
    sql`SELECT 'agent' AS kind, lower(c.agent) AS value, min(c.agent) AS spelt, ${seen}
        WHERE lower(c.agent) = ANY(${valuesOf(names, "agent")}::text[]) AND ${counted} GROUP BY lower(c.agent)
        UNION ALL
        SELECT 'key', c.credential, c.credential, ${seen}
        WHERE c.credential = ANY(${valuesOf(names, "key")}::text[]) AND c.agent = '' AND ${counted}
        GROUP BY c.credential`,
  );
}

function valuesOf(names: readonly Name[], kind: Name["kind"]): string[] {
  return names.flatMap((one) => (one.kind === kind ? [one.value] : []));
}

const use = name.extend({
  what: z.enum(["server", "operation", "environment", "person", "credential"]),
  name: z.string(),
  calls: z.coerce.number(),
});
type Use = z.infer<typeof use>;

/** What each caller used, with how often: counted in the database, which has a hundred times as many sums. */
async function usedBy(scope: Scope, callers: readonly Caller[]): Promise<Used[]> {
  const earliest = callers.map(sinceThe).sort()[0] ?? "infinity";
  const counted = all([
    ...dimensionsIn(scope),
    ...[sql`c.calls > 0`, sql`c.day >= u.since`, sql`c.day >= ${earliest}::date`],
  ]);
  const used = sql`u.value, c.server, c.operation, c.environment, c.person, c.credential, c.calls FROM ledger_usage_day c`;
  const rows = await readRows(
    use,
    sql`SELECT kind, value,
          CASE GROUPING(server, operation, environment, person, credential)
            WHEN 15 THEN 'server' WHEN 23 THEN 'operation' WHEN 27 THEN 'environment' WHEN 29 THEN 'person' ELSE 'credential' END AS what,
          coalesce(server, operation, environment, person, credential) AS name, sum(calls)::text AS calls
        FROM (
          SELECT 'agent' AS kind, ${used} JOIN ${sinceOf(callers, "agent")} ON lower(c.agent) = u.value AND ${counted}
          UNION ALL
          SELECT 'key', ${used} JOIN ${sinceOf(callers, "key")} ON c.credential = u.value AND c.agent = '' AND ${counted}) used
        GROUP BY GROUPING SETS
          ((kind, value, server), (kind, value, operation), (kind, value, environment), (kind, value, person), (kind, value, credential))`,
  );
  const uses = Map.groupBy(rows, ({ kind, value }) => `${kind} ${value}`);
  return callers.map((each) => usedIn(each, uses.get(`${each.kind} ${each.value}`) ?? []));
}

/** Callers with the day from which on it is said what they used. */
function sinceOf(callers: readonly Caller[], kind: Name["kind"]): Sql {
  const own = callers.filter((one) => one.kind === kind);
  return sql`unnest(${own.map(({ value }) => value)}::text[], ${own.map(sinceThe)}::date[]) AS u (value, since)`;
}

function sinceThe({ last }: Caller): string {
  return utcDay(addDays(last, -USED_DAYS));
}

function usedIn({ kind, spelt, calls, first, last }: Caller, uses: readonly Use[]): Used {
  const most = (one: Use["what"]) =>
    uses
      .filter((each) => each.what === one && each.name !== "")
      .sort((one, other) => other.calls - one.calls)
      .map((each) => each.name);
  const operations = most("operation");
  return {
    kind,
    value: spelt,
    firstSeen: first.toISOString(),
    lastSeen: last.toISOString(),
    calls,
    servers: most("server").slice(0, NAMED_MAX),
    operations: operations.slice(0, NAMED_MAX),
    operationCount: operations.length,
    environments: most("environment").slice(0, NAMED_MAX),
    people: most("person").slice(0, NAMED_MAX),
    credentials: most("credential").slice(0, NAMED_MAX),
  };
}

/** Those that hold, by kind and value in lower case: an expired one lets its caller come back. */
async function dismissalsAt(now: Date): Promise<Map<string, NonNullable<Candidate["dismissal"]>>> {
  const rows = await read().candidateDismissal.findMany({
    where: { endedAt: null, expiresAt: { gt: now } },
    orderBy: [{ dismissedAt: "asc" }, { id: "asc" }],
    take: 20_000,
  });
  return new Map(
    rows.map((row) => [
      `${row.kind} ${row.value.toLowerCase()}`,
      {
        id: row.id,
        reason: row.reason,
        dismissedById: row.dismissedById,
        dismissedAt: row.dismissedAt.toISOString(),
        expiresAt: row.expiresAt.toISOString(),
      },
    ]),
  );
}
