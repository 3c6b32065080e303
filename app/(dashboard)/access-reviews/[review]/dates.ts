import type { ReviewDatesView } from "@/components/access-reviews/review-dates";
import { removalsIn } from "@/lib/access-reviews/overview/overview-view";
import type { OverviewFacts } from "@/lib/access-reviews/overview/queries";

/** The dates of a review as the overview shows them. */
export function datesOf(facts: OverviewFacts): ReviewDatesView {
  const { review } = facts.dossier;
  const name = (id: string | null) => (id === null ? "nobody" : (facts.names.get(id)?.name ?? id));
  const signOff = facts.signatures.find(({ role }) => role === "sign-off");
  return {
    launchedAt: review.launchedAt?.toISOString() ?? null,
    launchedBy: name(review.launchedById),
    dueAt: review.dueAt.toISOString(),
    signedAt: review.signedAt?.toISOString() ?? null,
    signedBy: signOff?.printedName ?? "nobody",
    remediatedAt: review.remediatedAt?.toISOString() ?? null,
    openRemovals: removalsIn(facts, ["open", "reopened"]),
    removals: facts.removals.reduce((sum, { _count }) => sum + _count, 0),
    owner: name(review.ownerId),
    lateReason: review.lateReason,
    lateBy: name(review.lateById),
    timeliness: null,
  };
}
