import { LastReviewedLine } from "@/components/access-reviews/last-reviewed";
import { lastReviewed, type Reviewable } from "@/lib/access-reviews/overview/last-reviewed";
import type { Actor } from "@/lib/auth/actor";

/** What the newest signed review said of an agent, a key or a grant; nothing for who may not see it. */
export async function LastReviewed({ actor, of }: { actor: Actor; of: Reviewable }) {
  const last = await lastReviewed(actor, of);
  return last === undefined ? null : <LastReviewedLine last={last} />;
}
