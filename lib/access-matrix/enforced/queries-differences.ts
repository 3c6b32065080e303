import "server-only";
import { z } from "zod";
import { type Actor, authorize } from "@/lib/auth/actor";
import { AppError } from "@/lib/core/app-error";
import { nameKey, serverPlaces, serversByName } from "@/lib/core/server-places";
import { isUuid } from "@/lib/core/text";
import { read, readRows, sql } from "@/lib/db/read";
import { recordedAmong } from "../grants/recorded";
import { SIDES, type Side } from "./enforced-labels";
import {
  type Difference,
  type Explained,
  explain,
  type KnownGrant,
  type Registry,
} from "./explain";

/** Differences of one policy that are read together. */
export const DIFFERENCES_MAX = 50_000;
const REGISTRY_MAX = 20_000;
const GRANTS_MAX = 200_000;

/** One policy of a source, and the one before it. Errors: forbidden, not_found. */
export async function getPolicy(actor: Actor, id: string) {
  authorize(actor, "enforced-grants:read");
  const policy = isUuid(id) ? await read().enforcedPolicy.findUnique({ where: { id } }) : null;
  if (!policy) throw new AppError("not_found", "No such policy.");
  const [source, before, after, statements] = await Promise.all([
    read().source.findUnique({ where: { id: policy.sourceId }, select: { id: true, name: true } }),
    neighbour(policy, "before"),
    neighbour(policy, "after"),
    read().enforcedStatement.count({ where: { policyId: id } }),
  ]);
  return { policy, sourceName: source?.name ?? policy.sourceId, before, after, statements };
}
export type FoundPolicy = Awaited<ReturnType<typeof getPolicy>>;

function neighbour(
  { sourceId, version }: { sourceId: string; version: number },
  which: "before" | "after",
) {
  return read().enforcedPolicy.findFirst({
    where: {
      ...{ sourceId, appliedAt: { not: null } },
      version: which === "before" ? { lt: version } : { gt: version },
    },
    select: { id: true, version: true },
    orderBy: { version: which === "before" ? "desc" : "asc" },
  });
}

/** Every line that came in or went with a policy, with what explains it; at most 50,000, in order of their names. Errors: forbidden. */
export async function differencesOf(
  actor: Actor,
  policy: { id: string; statedAt: Date },
): Promise<Explained[]> {
  authorize(actor, "enforced-grants:read");
  const lines = (await Promise.all(SIDES.map((side) => linesOf(policy.id, side)))).flat();
  if (lines.length === 0) return [];
  const registry = await registryFor(lines);
  return lines.slice(0, DIFFERENCES_MAX).map((line) => explain(line, registry, policy.statedAt));
}

async function linesOf(policyId: string, side: Side): Promise<Difference[]> {
  const rows = await read().enforcedGrant.findMany({
    where: side === "added" ? { fromPolicyId: policyId } : { toPolicyId: policyId },
    select: {
      ...{ id: true, principal: true, server: true },
      ...{ operation: true, environment: true, conditions: true },
    },
    orderBy: [
      ...[{ principal: "asc" as const }, { server: "asc" as const }, { operation: "asc" as const }],
      ...[{ environment: "asc" as const }, { id: "asc" as const }],
    ],
    take: DIFFERENCES_MAX,
  });
  return rows.map((row) => ({ ...row, side }));
}

const named = z.object({ name: z.string(), keyIds: z.array(z.string()) });

/** What the registry knows of the names in these lines. */
async function registryFor(lines: readonly Difference[]): Promise<Registry> {
  const names = [...new Set(lines.map(({ principal }) => nameKey(principal)))];
  const [principals, servers] = await Promise.all([keysNamed(names), listedServers()]);
  const byName = serversByName(servers);
  const serverIds = [...new Set(lines.map(({ server }) => byName.get(nameKey(server))?.serverId))];
  const ids = serverIds.filter((id) => id !== undefined);
  const keyIds = [...new Set(principals.flatMap((one) => one.keyIds))];
  const [operations, grants] = await Promise.all([
    read().operation.findMany({
      where: { serverId: { in: ids } },
      select: { id: true, serverId: true, name: true },
      orderBy: { id: "asc" },
      take: GRANTS_MAX,
    }),
    grantsOf(keyIds, ids),
  ]);
  const operationsOf = new Map<string, Map<string, string>>();
  for (const { id, serverId, name } of operations) {
    const known = operationsOf.get(serverId) ?? new Map<string, string>();
    operationsOf.set(serverId, known.set(id, name));
  }
  return {
    keysByName: new Map(principals.map(({ name, keyIds: keys }) => [name, keys])),
    servers: byName,
    operations: operationsOf,
    grants,
  };
}

// A key goes by its public id and its names, an agent by its short name, name and id: then all of its keys are meant.
async function keysNamed(names: readonly string[]) {
  return readRows(
    named,
    sql`WITH wanted AS (SELECT unnest(${names}::text[]) AS name),
        keys AS (
          SELECT lower(k."publicId") AS name, k."id" FROM "Key" k
          UNION SELECT lower(trim(other)), k."id" FROM "Key" k, unnest(k."names") AS other),
        agents AS (
          SELECT lower(a."slug") AS name, a."id" FROM "Agent" a
          UNION SELECT lower(trim(a."name")), a."id" FROM "Agent" a
          UNION SELECT a."id"::text, a."id" FROM "Agent" a)
        SELECT w.name, array_agg(DISTINCT k."id"::text) AS "keyIds"
        FROM wanted w JOIN keys k ON k.name = w.name GROUP BY w.name
        UNION ALL
        SELECT w.name, coalesce(array_agg(DISTINCT k."id"::text) FILTER (WHERE k."id" IS NOT NULL), '{}')
        FROM wanted w JOIN agents a ON a.name = w.name LEFT JOIN "Key" k ON k."agentId" = a."id"
        WHERE NOT EXISTS (SELECT 1 FROM keys k WHERE k.name = w.name)
        GROUP BY w.name`,
  );
}

async function listedServers() {
  const rows = await read().server.findMany({
    select: { id: true, slug: true, name: true, places: true },
    orderBy: [{ status: "asc" }, { id: "asc" }],
    take: REGISTRY_MAX,
  });
  return rows.map(({ places, ...server }) => ({ ...server, places: serverPlaces(places) }));
}

async function grantsOf(keyIds: readonly string[], serverIds: readonly string[]) {
  const rows = await read().grant.findMany({
    where: { keyId: { in: [...keyIds] }, serverId: { in: [...serverIds] } },
    select: {
      ...{ id: true, keyId: true, serverId: true, operationId: true, environment: true },
      ...{ fromAt: true, until: true, endedAt: true, requestId: true, endRequestId: true },
    },
    orderBy: [{ fromAt: "desc" }, { id: "asc" }],
    take: GRANTS_MAX,
  });
  // One that somebody wrote or edited behind the application explains nothing (SCN-01).
  const recorded = await recordedAmong(rows);
  const byPlace = new Map<string, KnownGrant[]>();
  for (const grant of rows) {
    if (!recorded.has(grant.id)) continue;
    const place = `${grant.keyId} ${grant.serverId}`;
    const known = byPlace.get(place);
    if (known) known.push(grant);
    else byPlace.set(place, [grant]);
  }
  return byPlace;
}
