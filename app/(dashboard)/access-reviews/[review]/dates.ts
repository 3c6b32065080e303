import type { ReviewDatesView } from "@/components/access-reviews/review-dates";
import { removalsIn } from "@/lib/access-reviews/overview/overview-view";
import type { OverviewFacts } from "@/lib/access-reviews/overview/queries";
import { timeRulesOf } from "@/lib/access-reviews/timeliness/time-rules";
import { launchTimeliness, signTimeliness } from "@/lib/access-reviews/timeliness/timeliness";

/** The dates of a review as the overview shows them. */
export function datesOf(facts: OverviewFacts, now: Date): ReviewDatesView {
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
    timeliness: timelinessIn(review, now),
  };
}

// An off-cycle review belongs to no quarter's time: it is held to its due day alone.
function timelinessIn(
  review: OverviewFacts["dossier"]["review"],
  now: Date,
): ReviewDatesView["timeliness"] {
  if (review.kind !== "quarterly" || review.status === "discarded") return [];
  const rules = timeRulesOf(review.policy?.values ?? {});
  return [launchTimeliness(review, rules, now), signTimeliness(review, rules, now)].map(
    ({ words, verdict }) => ({ words, outcome: verdict === "pending" ? "none" : verdict }),
  );
}
