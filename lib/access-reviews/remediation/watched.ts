// What removals are watched by, read for all of them at once.
import "server-only";
import { z } from "zod";
import { isRole } from "@/lib/auth/permissions";
import { permissionsOf } from "@/lib/auth/role-grants";
import { IS_TOLD } from "@/lib/change-log/told-grant";
import { addDays } from "@/lib/core/clock";
import { nameKey, serverPlaces, serversByName } from "@/lib/core/server-places";
import { read, readRows, sql } from "@/lib/db/read";
import type { Expected } from "../remediation-view";
import type { GrantFact, RegisterFacts, RowFact } from "./register";
import type { EnforcementFacts } from "./standing";
import { readUsage, type UsageSum } from "./usage";

/** Everything that removals are judged by. `namesOf`: what a key or agent is called by now. */
export type WatchedFacts = {
  readonly enforcement: EnforcementFacts;
  readonly register: RegisterFacts;
  readonly usage: readonly UsageSum[];
  readonly namesOf: (kind: string, id: string) => readonly string[];
  /** What the agent of a key is called, in small letters, where it has no other key in use: what it calls, this key called. */
  readonly agentNamesOf: (keyId: string) => readonly string[];
  /** Names of registered keys, in small letters: a call with one of them is that key's and not its agent's. */
  readonly keyNames: ReadonlySet<string>;
};

export type Watched = { readonly expected: Expected; readonly from: Date };

const AT_MOST = 100_000;
const BEFORE_DAYS = 120; // what was taken out of a policy between the snapshot and the signature

/** The facts of these removals. `from` of each: since when its calls and changes matter. */
export async function watchedFacts(
  watched: readonly Watched[],
  { now, staleHours }: { now: Date; staleHours: number },
): Promise<WatchedFacts> {
  const since = new Date(Math.min(now.getTime(), ...watched.map(({ from }) => from.getTime())));
  const registry = await readRegistry();
  const names = namesAsked(watched, registry.namesOf);
  const [enforcement, register, usage] = await Promise.all([
    readEnforcement(names, addDays(since, -BEFORE_DAYS)),
    readRegister(watched, since),
    readUsage([...names, ...agentNamesAsked(watched, registry.agentNamesOf)], since),
  ]);
  return {
    enforcement: { ...enforcement, servers: registry.servers, staleHours },
    ...{ register, usage, namesOf: registry.namesOf, keyNames: registry.keyNames },
    agentNamesOf: registry.agentNamesOf,
  };
}

function agentNamesAsked(
  watched: readonly Watched[],
  agentNamesOf: WatchedFacts["agentNamesOf"],
): readonly string[] {
  const keys = idsOf(
    watched.flatMap(({ expected }) => subjectsOf(expected)),
    "key",
  );
  return [...new Set(keys.flatMap((id) => agentNamesOf(id)))];
}

function namesAsked(
  watched: readonly Watched[],
  namesOf: WatchedFacts["namesOf"],
): readonly string[] {
  const names = watched.flatMap(({ expected }) => {
    if (expected.kind === "ended" && expected.subject === "key") return namesOf("key", expected.id);
    if (!("principals" in expected)) return [];
    const [first = "", ...rest] = expected.principals;
    const at = first.indexOf(":");
    return [...rest, ...namesOf(first.slice(0, at), first.slice(at + 1))];
  });
  return [...new Set(names.map((name) => name.trim().toLowerCase()))].filter((name) => name !== "");
}

async function readRegistry() {
  const [keys, agents, servers] = await Promise.all([
    read().key.findMany({
      select: { id: true, publicId: true, names: true, agentId: true, revokedAt: true },
      orderBy: { id: "asc" },
      take: AT_MOST,
    }),
    read().agent.findMany({
      select: { id: true, slug: true, name: true },
      orderBy: { id: "asc" },
      take: AT_MOST,
    }),
    read().server.findMany({
      select: { id: true, slug: true, name: true, places: true },
      orderBy: { id: "asc" },
      take: AT_MOST,
    }),
  ]);
  const called = new Map<string, string[]>();
  for (const { id, publicId, names } of keys) called.set(`key:${id}`, [publicId, ...names]);
  for (const { id, slug, name } of agents) called.set(`agent:${id}`, [slug, id, name]);
  const byAgent = Map.groupBy(keys, ({ agentId }) => agentId);
  const agentOf = new Map(keys.map(({ id, agentId }) => [id, agentId]));
  const agentNamesOf = (keyId: string): readonly string[] => {
    const agentId = agentOf.get(keyId) ?? null;
    const others = byAgent.get(agentId)?.filter(({ id, revokedAt }) => id !== keyId && !revokedAt);
    if (agentId === null || others?.length) return [];
    return (called.get(`agent:${agentId}`) ?? []).map(nameKey);
  };
  const spelt = keys.flatMap(({ publicId, names }) => [publicId, ...names]);
  return {
    namesOf: (kind: string, id: string) => called.get(`${kind}:${id}`) ?? [],
    agentNamesOf,
    keyNames: new Set(spelt.map((name) => name.trim().toLowerCase())),
    servers: serversByName(
      servers.map((server) => ({ ...server, places: serverPlaces(server.places) })),
    ),
  };
}

const line = z.object({
  ...{ sourceId: z.string(), principal: z.string(), server: z.string(), operation: z.string() },
  ...{ environment: z.string(), fromAt: z.date(), toAt: z.date().nullable() },
});
const cover = z.object({ sourceId: z.string(), server: z.string(), environment: z.string() });
const statement = z.object({
  ...{ sourceId: z.string(), policyId: z.string(), version: z.number(), statedAt: z.date() },
});

// A source that was switched off speaks no more, and covers nothing.
async function readEnforcement(names: readonly string[], since: Date) {
  const [lines, covers, statements, sources] = await Promise.all([
    readRows(
      line,
      sql`SELECT "sourceId", principal, server, operation, environment, "fromAt", "toAt" FROM "EnforcedGrant"
          WHERE lower(trim(principal)) = ANY(${[...names]}::text[]) AND ("toAt" IS NULL OR "toAt" > ${since})
          ORDER BY "fromAt", id LIMIT ${AT_MOST}`,
    ),
    readRows(
      cover,
      sql`SELECT DISTINCT g."sourceId", g.server, g.environment FROM "EnforcedGrant" g
          JOIN "Source" s ON s.id = g."sourceId" AND s."disabledAt" IS NULL LIMIT ${AT_MOST}`,
    ),
    readRows(
      statement,
      sql`SELECT t."sourceId", t."policyId"::text AS "policyId", p.version, t."statedAt"
          FROM "EnforcedStatement" t JOIN "EnforcedPolicy" p ON p.id = t."policyId"
          WHERE t.outcome IN ('applied', 'confirmed') AND t."statedAt" > ${since}
          ORDER BY t."statedAt", t.id LIMIT ${AT_MOST}`,
    ),
    read().source.findMany({
      select: { id: true, name: true },
      orderBy: { id: "asc" },
      take: AT_MOST,
    }),
  ]);
  return {
    lines,
    covers,
    statements: Map.groupBy(statements, ({ sourceId }) => sourceId),
    names: new Map(sources.map(({ id, name }) => [id, name])),
  };
}

const grant = z.object({
  ...{ id: z.string(), keyId: z.string(), serverId: z.string(), environment: z.string() },
  ...{ operation: z.string().nullable(), fromAt: z.date(), until: z.date().nullable() },
  ...{ endedAt: z.date().nullable(), told: z.boolean() },
}) satisfies z.ZodType<GrantFact>;
const change = z.object({ subject: z.string(), id: z.string(), action: z.string(), at: z.date() });

async function readRegister(watched: readonly Watched[], since: Date): Promise<RegisterFacts> {
  const subjects = watched.flatMap(({ expected }) => subjectsOf(expected));
  const keyIds = idsOf(subjects, "key");
  const grants = await readRows(
    grant,
    sql`SELECT g.id::text AS id, g."keyId"::text AS "keyId", g."serverId"::text AS "serverId", g.environment,
          lower(o.name) AS operation, g."fromAt", g.until, g."endedAt", ${IS_TOLD} AS told
        FROM "Grant" g LEFT JOIN "Operation" o ON o.id = g."operationId"
        WHERE g."keyId" = ANY(${keyIds}::uuid[]) AND (g."endedAt" IS NULL OR g."endedAt" > ${addDays(since, -BEFORE_DAYS)})
        ORDER BY g."fromAt", g.id LIMIT ${AT_MOST}`,
  );
  const asked = [...subjects, ...grants.map(({ id }) => `grant:${id}`)];
  const changes = await readRows(
    change,
    sql`SELECT c."subjectKind" || ':' || c."subjectId" AS subject, c.id::text AS id, c.action, c."recordedAt" AS at
        FROM unnest(${asked}::text[]) AS a (subject)
        JOIN "ChangeLogEntry" c ON c."subjectKind" = split_part(a.subject, ':', 1) AND c."subjectId" = split_part(a.subject, ':', 2)
        WHERE c."recordedAt" > ${addDays(since, -BEFORE_DAYS)} ORDER BY c.seq LIMIT ${AT_MOST}`,
  );
  return {
    grants,
    rows: await readRowFacts(subjects),
    changes: Map.groupBy(changes, ({ subject }) => subject),
    rightsOf: (role) => (isRole(role) ? permissionsOf(role) : []),
  };
}

/** What a removal is about, as the change log names it: kind:id. */
export function subjectsOf(expected: Expected): string[] {
  if ("principals" in expected) return expected.principals.slice(0, 1);
  if (expected.kind === "roles") return [`person:${expected.personId}`];
  if (expected.kind === "rights") return [];
  return [`${expected.subject}:${expected.id}`];
}

function idsOf(subjects: readonly string[], kind: string): string[] {
  const own = subjects.filter((subject) => subject.startsWith(`${kind}:`));
  return [...new Set(own.map((subject) => subject.slice(kind.length + 1)))].filter(
    (id) => z.guid().safeParse(id).success,
  );
}

const NOTHING: RowFact = { endedAt: null, endsAt: null, ownerId: null, roles: [] };

async function readRowFacts(subjects: readonly string[]): Promise<Map<string, RowFact>> {
  const where = (kind: string) => ({ id: { in: idsOf(subjects, kind) } });
  const [keys, agents, servers, people, tokens, sourceTokens, standards] = await Promise.all([
    read().key.findMany({ where: where("key") }),
    read().agent.findMany({ where: where("agent"), select: { id: true, ownerId: true } }),
    read().server.findMany({ where: where("server"), select: { id: true, ownerId: true } }),
    read().person.findMany({ where: where("person") }),
    read().machineToken.findMany({ where: where("token") }),
    read().sourceToken.findMany({ where: where("source-token") }),
    read().standardChange.findMany({ where: where("standard-change") }),
  ]);
  const facts = new Map<string, RowFact>();
  const put = (kind: string, id: string, fact: Partial<RowFact>) =>
    facts.set(`${kind}:${id}`, { ...NOTHING, ...fact });
  for (const { id, ownerId, revokedAt, expiresAt } of keys) {
    put("key", id, { ownerId, endedAt: revokedAt, endsAt: expiresAt });
  }
  for (const { id, ownerId } of agents) put("agent", id, { ownerId });
  for (const { id, ownerId } of servers) put("server", id, { ownerId });
  for (const { id, roles, deactivatedAt } of people) {
    put("person", id, { roles, endedAt: deactivatedAt });
  }
  for (const row of tokens) put("token", row.id, { endedAt: row.revokedAt, endsAt: row.expiresAt });
  for (const row of sourceTokens) {
    put("source-token", row.id, { endedAt: row.revokedAt, endsAt: row.expiresAt });
  }
  for (const row of standards) {
    put("standard-change", row.id, { endedAt: row.endedAt, endsAt: row.expiresAt });
  }
  return facts;
}
