import "server-only";
import { type Actor, can } from "@/lib/auth/actor";
import { read } from "@/lib/db/read";

const AGENTS_MAX = 5_000;

/**
 * The findings an actor may see: all, or those they own and those about agents they own, sponsor or succeed. Ids of
 * agents are read, because a finding names its subject as text.
 */
export async function visibleFindings(actor: Actor) {
  if (can(actor, "finding:read-all") || can(actor, "finding:raise")) return {};
  if (!can(actor, "finding:read") || actor.kind !== "person") return { id: { in: [] } };
  const { id } = actor;
  const agents = await read().agent.findMany({
    where: { OR: [{ ownerId: id }, { sponsorId: id }, { successorId: id }] },
    select: { id: true },
    orderBy: { id: "asc" },
    take: AGENTS_MAX,
  });
  const about = { subjectKind: "agent", subjectId: { in: agents.map((agent) => agent.id) } };
  return { OR: [{ ownerId: id }, about] };
}

/** The limit in words, for the provenance block of a file (IPE-05, IPE-06). */
export function scopeText(actor: Actor): string {
  return can(actor, "finding:read-all")
    ? "every finding of this installation"
    : "findings assigned to the generator, and those about agents they own, sponsor or succeed";
}
