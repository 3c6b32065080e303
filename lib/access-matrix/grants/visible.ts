import "server-only";
import { type Actor, can } from "@/lib/auth/actor";
import { read } from "@/lib/db/read";

const OWN_MAX = 5_000;

/** Keys of agents that a person owns, sponsors or succeeds, and keys they answer for. */
export async function ownKeyIds(personId: string): Promise<string[]> {
  const agents = await read().agent.findMany({
    where: {
      OR: [{ ownerId: personId }, { sponsorId: personId }, { successorId: personId }],
    },
    select: { id: true },
    orderBy: { id: "asc" },
    take: OWN_MAX,
  });
  const keys = await read().key.findMany({
    where: {
      OR: [{ agentId: { in: agents.map(({ id }) => id) } }, { ownerId: personId }, { personId }],
    },
    select: { id: true },
    orderBy: { id: "asc" },
    take: OWN_MAX,
  });
  return keys.map(({ id }) => id);
}

/** The grants an actor may see: all, or those of their agents and keys, and those on servers they answer for. */
export async function visibleGrants(actor: Actor) {
  if (can(actor, "matrix:read-all")) return {};
  if (!can(actor, "matrix:read") || actor.kind !== "person") return { id: { in: [] } };
  const [keyIds, servers] = await Promise.all([
    ownKeyIds(actor.id),
    read().server.findMany({
      where: { OR: [{ ownerId: actor.id }, { deputyId: actor.id }] },
      select: { id: true },
      orderBy: { id: "asc" },
      take: OWN_MAX,
    }),
  ]);
  return {
    OR: [{ keyId: { in: keyIds } }, { serverId: { in: servers.map(({ id }) => id) } }],
  };
}

/** The limit in words, for the provenance block of a file (IPE-05, IPE-06). */
export function grantScope(actor: Actor): string {
  return can(actor, "matrix:read-all")
    ? "every grant of this installation"
    : "grants of agents and keys the generator answers for, and on servers they own or stand in for";
}
