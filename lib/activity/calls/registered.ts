import "server-only";
import { z } from "zod";
import { read, readRows, sql } from "@/lib/db/read";
import { keysBehind } from "./registered-keys";
import { callerNames } from "./visible";

export type Registered = {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
  readonly ownerId: string;
};

const found = z.object({ id: z.string(), slug: z.string(), name: z.string(), ownerId: z.string() });

/** More agents than an installation registers. */
const AGENTS_MAX = 20_000;

/** The registered agents behind what callers called themselves, by that in lower case: by slug, else id, else name. */
export async function registeredBehind(
  values: readonly (string | null)[],
): Promise<Map<string, Registered>> {
  const wanted = [...new Set(values.flatMap((one) => (one === null ? [] : [one.toLowerCase()])))];
  if (wanted.length === 0) return new Map();
  const agents = await readRows(
    found,
    sql`SELECT id::text AS id, slug, name, "ownerId"::text AS "ownerId" FROM "Agent"
        WHERE lower(slug) = ANY(${wanted}) OR lower(name) = ANY(${wanted}) OR id::text = ANY(${wanted})
        ORDER BY id LIMIT ${AGENTS_MAX}`,
  );
  return byNames(agents);
}

/**
 * The registered agent behind each caller, in the same order: by what it calls itself, or, where it says nothing, by the registered
 * key that it used. What names itself is never taken for another because of its key.
 */
export async function callersBehind(
  callers: readonly { readonly agent: string | null; readonly credential: string | null }[],
): Promise<(Registered | null)[]> {
  const silent = callers.flatMap(({ agent, credential }) => (agent === null ? [credential] : []));
  const [named, keys] = await Promise.all([
    registeredBehind(callers.map(({ agent }) => agent)),
    keysBehind(silent),
  ]);
  const byId = await registeredBehind([...keys.values()].map(({ agentId }) => agentId));
  return callers.map(({ agent, credential }) => {
    if (agent !== null) return named.get(agent.toLowerCase()) ?? null;
    const key = credential === null ? undefined : keys.get(credential.toLowerCase());
    return byId.get(key?.agentId ?? "") ?? null;
  });
}

/** All agents by each of their names in lower case, without those whose registration was declined or withdrawn. */
export async function admittedToRegistry(): Promise<Map<string, Registered>> {
  return byNames(
    await read().agent.findMany({
      where: { status: { notIn: ["DECLINED", "WITHDRAWN"] } },
      select: { id: true, slug: true, name: true, ownerId: true },
      orderBy: { id: "asc" },
      take: AGENTS_MAX,
    }),
  );
}

/** A slug belongs to one agent alone; a name, which may be another one's slug, only where it does not. */
function byNames(agents: readonly Registered[]): Map<string, Registered> {
  const named = new Map<string, Registered>();
  for (const nth of [0, 1, 2]) {
    for (const agent of agents) {
      const name = callerNames(agent)[nth];
      if (name !== undefined && !named.has(name)) named.set(name, agent);
    }
  }
  return named;
}
