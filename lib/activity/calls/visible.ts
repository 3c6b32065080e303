import "server-only";
import { type Actor, answerableId, authorize, can } from "@/lib/auth/actor";
import { read } from "@/lib/db/read";

/** More agents than an installation registers. */
const AGENTS_MAX = 20_000;

/**
 * Whose calls this actor may see: null is everybody's; else those of the agents that they own, sponsor or would succeed to,
 * by slug, name and id in lower case. Errors: forbidden (no right to calls at all).
 */
export async function visibleCallers(actor: Actor): Promise<readonly string[] | null> {
  if (can(actor, "call:read-all")) return null;
  authorize(actor, "call:read");
  const personId = answerableId(actor);
  if (personId === null) return [];
  const agents = await read().agent.findMany({
    where: { OR: [{ ownerId: personId }, { sponsorId: personId }, { successorId: personId }] },
    select: { id: true, slug: true, name: true },
    orderBy: { id: "asc" },
    take: AGENTS_MAX,
  });
  return agents.flatMap(callerNames);
}

/** What a registered agent may call itself in a record, in lower case. */
export function callerNames(agent: { id: string; slug: string; name: string }): string[] {
  return [agent.slug, agent.id, agent.name].map((name) => name.toLowerCase());
}
