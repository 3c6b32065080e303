import "server-only";
import { type Actor, authorize, can } from "@/lib/auth/actor";
import { read } from "@/lib/db/read";
import { hashesOf } from "../commands/access-facts";
import { whereInForce } from "./in-force";
import { FOUND_MAX, OPERATIONS_MAX } from "./limits";
import type { FindOperationsInput } from "./list-schema";
import { isSensitive, objectionToKey, objectionToOperation, objectionToServer } from "./policy";
import { ownKeyIds, visibleGrants } from "./visible";

const KEYS_MAX = 2_000;

/** Keys for which an actor can ask for access, by agent and label, with why nothing can be asked for where that is so. */
export async function listAskableKeys(actor: Actor, now: Date) {
  if (actor.kind !== "person" || !can(actor, "grant:request")) return [];
  const mine = can(actor, "grant:request-all") ? {} : { id: { in: await ownKeyIds(actor.id) } };
  const keys = await read().key.findMany({
    where: {
      AND: [mine, { agentId: { not: null }, revokedAt: null, kind: { not: "emergency" } }],
    },
    orderBy: [{ label: "asc" }, { id: "asc" }],
    take: KEYS_MAX,
  });
  const agentIds = [...new Set(keys.flatMap(({ agentId }) => agentId ?? []))];
  const agents = await read().agent.findMany({
    where: { id: { in: agentIds } },
    take: agentIds.length,
  });
  const agentById = new Map(agents.map((agent) => [agent.id, agent]));
  return keys.flatMap((key) => {
    const agent = key.agentId ? agentById.get(key.agentId) : undefined;
    if (!agent) return [];
    const objection = objectionToKey(key, agent, now, { granting: false });
    return [{ key, agent, objection }];
  });
}
export type AskableKey = Awaited<ReturnType<typeof listAskableKeys>>[number];

/** Servers in scope that stand somewhere, by name, at most 1,000: for wildcards and the catalogue. */
export async function listScopedServers() {
  return read().server.findMany({
    where: { status: "active", inScope: true },
    select: { id: true, name: true, slug: true, places: true },
    orderBy: [{ name: "asc" }, { id: "asc" }],
    take: 1_000,
  });
}

/**
 * Operations that hold every word typed in their name, meaning or server, at most 50, and those chosen already; each with
 * what would happen if the key asked for it. Without a key: what it means only. Errors: forbidden.
 */
export async function findOperations(
  actor: Actor,
  { key: keyId, q, ids }: FindOperationsInput,
  now: Date,
) {
  authorize(actor, "server:read");
  const key = keyId === "" ? null : await read().key.findUnique({ where: { id: keyId } });
  const operations = await read().operation.findMany({
    where: {
      server: { status: "active" },
      OR: [{ id: { in: ids } }, { AND: [{ retiredAt: null }, ...wordsWhere(q)] }],
    },
    include: {
      server: {
        select: { id: true, name: true, slug: true, status: true, inScope: true, places: true },
      },
      definitions: {
        where: { OR: [{ replacedAt: null }, { pinnedAt: { not: null }, unpinnedAt: null }] },
        select: { hash: true, replacedAt: true, pinnedAt: true, unpinnedAt: true },
      },
    },
    orderBy: [{ server: { name: "asc" } }, { name: "asc" }, { id: "asc" }],
    take: FOUND_MAX + 1 + ids.length,
  });
  const held = key
    ? await heldBy(
        key.id,
        operations.map(({ id }) => id),
        now,
      )
    : new Map<string | null, Date | null>();
  return operations.map(({ definitions, server, ...operation }) => {
    const facts = { ...operation, ...hashesOf(definitions) };
    const environment = key?.environment ?? null;
    return {
      ...{ operation: facts, server },
      held: held.has(operation.id),
      heldUntil: held.get(operation.id) ?? null,
      ownerDecides: environment !== null && isSensitive(environment, [facts]),
      objection:
        environment === null
          ? null
          : (objectionToServer(server, environment) ?? objectionToOperation(facts, environment)),
    };
  });
}
export type FoundOperation = Awaited<ReturnType<typeof findOperations>>[number];

async function heldBy(keyId: string, operationIds: readonly string[], now: Date) {
  const grants = await read().grant.findMany({
    where: { keyId, operationId: { in: [...operationIds] }, ...whereInForce(now) },
    select: { operationId: true, until: true },
    take: operationIds.length * 2,
  });
  return new Map(grants.map(({ operationId, until }) => [operationId, until]));
}

// Every word must be there, in whatever place: "billing invoice read". PostgreSQL would read % and _ as wildcards.
function wordsWhere(q: string) {
  const words = q.trim().split(/\s+/).filter(Boolean).slice(0, 8);
  return words.map((word) => {
    const text = word.replaceAll(/[\\%_]/g, "\\$&");
    const holds = { contains: text, mode: "insensitive" as const };
    return {
      OR: [
        { name: holds },
        { meaning: holds },
        { access: holds },
        { server: { name: holds } },
        { server: { slug: holds } },
      ],
    };
  });
}

/** Operations that a key was granted and still is, as far as the actor may see them: what a new key may need as well. */
export async function grantedOperationIds(
  actor: Actor,
  keyId: string,
  now: Date,
): Promise<string[]> {
  const grants = await read().grant.findMany({
    where: {
      AND: [await visibleGrants(actor), whereInForce(now)],
      keyId,
      operationId: { not: null },
      kind: { not: "emergency" },
    },
    select: { operationId: true },
    orderBy: { id: "asc" },
    take: OPERATIONS_MAX,
  });
  return [...new Set(grants.flatMap(({ operationId }) => operationId ?? []))];
}
