// Whose an unknown caller may be: of whom the registered agents are that use the same key, act for the same person, or call the
// same servers. A guess, and said to be one.
import "server-only";
import { z } from "zod";
import { addDays, utcDay } from "@/lib/core/clock";
import { readRows, sql } from "@/lib/db/read";
import type { Candidate } from "./call-view";
import { all, dimensionsIn } from "./conditions";
import type { Registered } from "./registered";
import type { Scope } from "./scope";

/** A caller with what it used, without what is known of it beside. */
export type Used = Omit<Candidate, "guessedOwnerId" | "guessedBy" | "dismissal">;

type Guess = { readonly ownerId: string; readonly by: NonNullable<Candidate["guessedBy"]> };

/** In the order of the callers; null where nothing is shared. */
export async function guessOwners(
  scope: Scope,
  callers: readonly Used[],
  registered: ReadonlyMap<string, Registered>,
): Promise<(Guess | null)[]> {
  const known = { registered, since: sharedSince(callers) };
  const [credentials, people] = await Promise.all([
    sharedBy(scope, "credential", callers.flatMap(keysOf), known),
    sharedBy(
      scope,
      "person",
      callers.flatMap((each) => each.people),
      known,
    ),
  ]);
  const guesses = callers.map((each): Guess | null => {
    const byKey = mostOf(keysOf(each), credentials);
    if (byKey !== null) return { ownerId: byKey, by: "credential" };
    const byPerson = mostOf(each.people, people);
    return byPerson === null ? null : { ownerId: byPerson, by: "person" };
  });
  const left = callers.filter((_, nth) => guesses[nth] === null);
  if (left.length === 0) return guesses;
  const servers = await sharedBy(
    scope,
    "server",
    left.flatMap((each) => each.servers),
    known,
  );
  return guesses.map((guess, nth) => {
    const byServer = guess ?? mostShared(callers[nth]?.servers ?? [], servers);
    return typeof byServer === "string" ? { ownerId: byServer, by: "server" } : byServer;
  });
}

function keysOf({ kind, value, credentials }: Used): string[] {
  return kind === "key" ? [value] : [...credentials];
}

/** Registered agents that used a value, with how often. */
type Shared = ReadonlyMap<
  string,
  readonly { readonly agent: Registered; readonly calls: number }[]
>;

const shared = z.object({ value: z.string(), agent: z.string(), calls: z.coerce.number() });

/** What people and servers are shared by is asked of the days before the last caller was seen: all days would take seconds. */
const SHARED_DAYS = 7;

const SHARED = {
  credential: { column: sql`c.credential`, table: sql`ledger_usage_caller` },
  person: { column: sql`c.person`, table: sql`ledger_usage_day` },
  server: { column: sql`c.server`, table: sql`ledger_usage_day` },
} as const;

type Known = { readonly registered: ReadonlyMap<string, Registered>; readonly since: string };

function sharedSince(callers: readonly Used[]): string {
  const last = callers.reduce((latest, { lastSeen }) => Math.max(latest, Date.parse(lastSeen)), 0);
  return utcDay(addDays(new Date(last), -SHARED_DAYS));
}

async function sharedBy(
  scope: Scope,
  name: keyof typeof SHARED,
  values: readonly string[],
  { registered, since }: Known,
): Promise<Shared> {
  if (values.length === 0) return new Map();
  const { column, table } = SHARED[name];
  const lately = name === "credential" ? [] : [sql`c.day >= ${since}::date`];
  const rows = await readRows(
    shared,
    sql`SELECT ${column} AS value, lower(c.agent) AS agent, sum(c.calls)::text AS calls FROM ${table} c
        WHERE ${column} = ANY(${[...new Set(values)]}::text[]) AND c.agent <> '' AND ${all([...dimensionsIn(scope), ...lately])}
        GROUP BY 1, 2`,
  );
  const known = rows.flatMap(({ value, agent: called, calls }) => {
    const agent = registered.get(called);
    return agent ? [{ value, agent, calls }] : [];
  });
  return Map.groupBy(known, ({ value }) => value);
}

/** The owner of whose agents most of the calls with these values are. */
function mostOf(values: readonly string[], shared: Shared): string | null {
  const calls = new Map<string, number>();
  for (const value of values) {
    for (const { agent, calls: count } of shared.get(value) ?? []) {
      calls.set(agent.ownerId, (calls.get(agent.ownerId) ?? 0) + count);
    }
  }
  return highest(calls);
}

/** The owner of the agent that calls the most of these servers; of several, of the one that calls them most often. */
function mostShared(servers: readonly string[], shared: Shared): string | null {
  const uses = new Map<string, { ownerId: string; servers: number; calls: number }>();
  for (const server of servers) {
    for (const { agent, calls } of shared.get(server) ?? []) {
      const before = uses.get(agent.id) ?? { ownerId: agent.ownerId, servers: 0, calls: 0 };
      uses.set(agent.id, {
        ...before,
        servers: before.servers + 1,
        calls: before.calls + calls,
      });
    }
  }
  const [most] = [...uses.values()].sort(
    (one, other) => other.servers - one.servers || other.calls - one.calls,
  );
  return most?.ownerId ?? null;
}

function highest(counts: ReadonlyMap<string, number>): string | null {
  const [first] = [...counts].sort(([, one], [, other]) => other - one);
  return first?.[0] ?? null;
}
