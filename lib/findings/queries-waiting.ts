import "server-only";
import { type Actor, can } from "@/lib/auth/actor";
import { read } from "@/lib/db/read";

const WAITING_MAX = 200;

/** Findings assigned to the actor that are not closed, the most urgent first, at most 200. */
export async function listFindingsOf(actor: Actor) {
  return read().finding.findMany({
    where: assigned(actor),
    select: { id: true, title: true, severity: true, raisedAt: true, dueAt: true },
    orderBy: [{ dueAt: "asc" }, { id: "asc" }],
    take: WAITING_MAX,
  });
}

/** How many of them there are. */
export async function countFindingsOf(actor: Actor): Promise<number> {
  return read().finding.count({ where: assigned(actor) });
}

function assigned(actor: Actor) {
  return can(actor, "finding:read")
    ? { ownerId: actor.id, state: { not: "closed" } }
    : { id: { in: [] } };
}
