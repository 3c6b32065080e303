import { type Actor, can } from "@/lib/auth/actor";
import { read } from "@/lib/db/read";

/**
 * Which reviews an actor may see: all with review:read-all; else those that ask something of them (assigned now or once, also by
 * delegation) and those they answer for.
 */
export async function visibleReviews(actor: Actor) {
  if (can(actor, "review:read-all")) return {};
  if (actor.kind !== "person" || !can(actor, "review:read")) return { id: { in: [] } };
  const assigned = await read().reviewAssignment.findMany({
    where: { personId: actor.id },
    distinct: ["reviewId"],
    select: { reviewId: true },
  });
  return {
    OR: [{ ownerId: actor.id }, { id: { in: assigned.map(({ reviewId }) => reviewId) } }],
  };
}
