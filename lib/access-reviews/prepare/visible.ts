import "server-only";
import { type Actor, can } from "@/lib/auth/actor";
import { read } from "@/lib/db/read";

const OWN_MAX = 1_000;

/** The reviews an actor may see: all, or those they sign, decide in or decide in for somebody else. */
export async function visibleReviews(actor: Actor) {
  if (can(actor, "review:read-all")) return {};
  if (!can(actor, "review:read") || actor.kind !== "person") return { id: { in: [] } };
  const [assigned, delegated] = await Promise.all([
    read().reviewAssignment.findMany({
      where: { personId: actor.id },
      select: { reviewId: true },
      distinct: ["reviewId"],
      orderBy: { reviewId: "asc" },
      take: OWN_MAX,
    }),
    read().reviewDelegation.findMany({
      where: { OR: [{ toId: actor.id }, { fromId: actor.id }], reviewId: { not: null } },
      select: { reviewId: true },
      orderBy: { id: "asc" },
      take: OWN_MAX,
    }),
  ]);
  const ids = [...assigned, ...delegated].flatMap(({ reviewId }) => reviewId ?? []);
  return { OR: [{ id: { in: ids } }, { ownerId: actor.id }] };
}
