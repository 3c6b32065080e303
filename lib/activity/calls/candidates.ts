// G3: who calls and stands in no registry: by what they call themselves, or by their key where they name nobody.
import "server-only";
import { z } from "zod";
import { read, readRows, sql } from "@/lib/db/read";
import type { Candidate } from "../call-view";
import { all, dimensionsIn, type Sql } from "./conditions";
import { guessOwners, type Used } from "./guessed-owner";
import { admittedToRegistry } from "./registered";
import type { Scope } from "./scope";

/** Callers that are listed at most: the last seen. */
const CANDIDATES_MAX = 500;
const NAMED_MAX = 20;

/** Over all time. Errors: PostgreSQL's. */
export async function candidatesFor(scope: Scope, now: Date): Promise<Candidate[]> {
  const registered = await admittedToRegistry();
  const seen = await readRows(caller, callersOf(all(dimensionsIn(scope))));
  const unknown = seen
    .filter(({ value }) => !registered.has(value))
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

const caller = z.object({ kind: z.enum(["agent", "key"]), value: z.string(), last: z.date() });
type Caller = z.infer<typeof caller>;

/** Each name and each key is one step through its index. `value` is in lower case where it is an agent's. */
function callersOf(counted: Sql): Sql {
  return sql`WITH RECURSIVE agents AS (
      SELECT min(lower(agent)) AS value FROM ledger_usage_day
    UNION ALL
      SELECT (SELECT min(lower(agent)) FROM ledger_usage_day WHERE lower(agent) > agents.value)
      FROM agents WHERE value IS NOT NULL
  ), keys AS (
      SELECT min(credential) AS value FROM ledger_usage_day
    UNION ALL
      SELECT (SELECT min(credential) FROM ledger_usage_day WHERE credential > keys.value)
      FROM keys WHERE value IS NOT NULL
  )
  SELECT 'agent' AS kind, value, last FROM agents
    CROSS JOIN LATERAL (SELECT max(c.last_at) AS last FROM ledger_usage_day c
      WHERE lower(c.agent) = agents.value AND ${counted} AND c.calls > 0) AS seen
    WHERE value <> '' AND last IS NOT NULL
  UNION ALL
  SELECT 'key', value, last FROM keys
    CROSS JOIN LATERAL (SELECT max(c.last_at) AS last FROM ledger_usage_day c
      WHERE c.credential = keys.value AND lower(c.agent) = '' AND ${counted} AND c.calls > 0) AS seen
    WHERE value <> '' AND last IS NOT NULL`;
}

const use = z.object({
  kind: z.enum(["agent", "key"]),
  value: z.string(),
  spelt: z.string(),
  server: z.string(),
  operation: z.string(),
  environment: z.string(),
  person: z.string(),
  credential: z.string(),
  calls: z.coerce.number(),
  first: z.date(),
  last: z.date(),
});
type Use = z.infer<typeof use>;

async function usedBy(scope: Scope, callers: readonly Caller[]): Promise<Used[]> {
  const valuesOf = (kind: Caller["kind"]) =>
    callers.flatMap((one) => (one.kind === kind ? [one.value] : []));
  const counted = all([...dimensionsIn(scope), sql`c.calls > 0`]);
  const used = sql`c.server, c.operation, c.environment, c.person, c.credential,
    sum(c.calls)::text AS calls, min(c.first_at) AS first, max(c.last_at) AS last FROM ledger_usage_day c`;
  const rows = await readRows(
    use,
    sql`SELECT 'agent' AS kind, lower(c.agent) AS value, min(c.agent) AS spelt, ${used}
        WHERE lower(c.agent) = ANY(${valuesOf("agent")}::text[]) AND ${counted}
        GROUP BY lower(c.agent), c.server, c.operation, c.environment, c.person, c.credential
        UNION ALL
        SELECT 'key', c.credential, c.credential, ${used}
        WHERE c.credential = ANY(${valuesOf("key")}::text[]) AND c.agent = '' AND ${counted}
        GROUP BY c.server, c.operation, c.environment, c.person, c.credential`,
  );
  const uses = Map.groupBy(rows, ({ kind, value }) => `${kind} ${value}`);
  return callers.flatMap(({ kind, value }) => {
    const own = uses.get(`${kind} ${value}`);
    return own === undefined ? [] : [usedIn(kind, own)];
  });
}

function usedIn(kind: Caller["kind"], uses: readonly Use[]): Used {
  const [{ spelt: value } = { spelt: "" }] = uses;
  const most = (name: "server" | "operation" | "environment" | "person" | "credential") =>
    mostUsed(uses.map((each) => [each[name], each.calls]));
  const operations = most("operation");
  return {
    kind,
    value,
    firstSeen: new Date(Math.min(...uses.map(({ first }) => first.getTime()))).toISOString(),
    lastSeen: new Date(Math.max(...uses.map(({ last }) => last.getTime()))).toISOString(),
    calls: uses.reduce((sum, { calls }) => sum + calls, 0),
    servers: most("server").slice(0, NAMED_MAX),
    operations: operations.slice(0, NAMED_MAX),
    operationCount: operations.length,
    environments: most("environment").slice(0, NAMED_MAX),
    people: most("person").slice(0, NAMED_MAX),
    credentials: most("credential").slice(0, NAMED_MAX),
  };
}

function mostUsed(uses: readonly (readonly [string, number])[]): string[] {
  const calls = new Map<string, number>();
  for (const [name, count] of uses) calls.set(name, (calls.get(name) ?? 0) + count);
  calls.delete("");
  return [...calls].sort(([, one], [, other]) => other - one).map(([name]) => name);
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
