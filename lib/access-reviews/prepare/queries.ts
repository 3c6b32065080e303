import "server-only";
import { type Actor, can } from "@/lib/auth/actor";
import { AppError } from "@/lib/core/app-error";
import { isUuid } from "@/lib/core/text";
import { read } from "@/lib/db/read";
import { exclusionsOf, policyOf, scopeOf } from "../stored";
import { visibleReviews } from "./visible";

/** The row of a review with its columns of JSON read. */
export type Review = Awaited<ReturnType<typeof getReview>>;
type StoredReview = NonNullable<
  Awaited<ReturnType<ReturnType<typeof read>["accessReview"]["findUnique"]>>
>;

export function toReview({ scope, exclusions, policy, ...row }: StoredReview) {
  return {
    ...row,
    scope: scopeOf(scope),
    exclusions: exclusionsOf(exclusions),
    policy: policyOf(policy),
  };
}

/** One review. Errors: not_found (also: not theirs to see). */
export async function getReview(actor: Actor, id: string) {
  const visible = await visibleReviews(actor);
  const review = isUuid(id)
    ? await read().accessReview.findFirst({ where: { AND: [{ id }, visible] } })
    : null;
  if (!review) throw new AppError("not_found", "No such access review.");
  return toReview(review);
}

const REVIEWS_MAX = 500;

/** Every review the actor may see, drafts first, then the newest quarter; discarded ones only where asked for. At most 500. */
export async function listReviews(actor: Actor, wish: { discarded?: boolean } = {}) {
  if (!can(actor, "review:read")) return [];
  const reviews = await read().accessReview.findMany({
    where: {
      AND: [await visibleReviews(actor), wish.discarded ? {} : { status: { not: "discarded" } }],
    },
    orderBy: [{ periodEnd: "desc" }, { createdAt: "desc" }, { id: "asc" }],
    take: REVIEWS_MAX,
  });
  return reviews.map(toReview);
}
