import { utcDay } from "@/lib/core/clock";
import { exclusionText } from "./exclusion-lines";
import type { Review } from "./queries";

/** What the form of a draft starts from, by field. */
export function draftStart(review: Review) {
  const { scope } = review;
  return {
    ...{ reviewId: review.id, version: String(review.version), title: review.title },
    ...{ ownerId: review.ownerId, dueOn: utcDay(review.dueAt), silenceRule: review.silenceRule },
    ...{ kinds: scope.kinds, environments: scope.environments },
    ...{ serverIds: scope.serverIds, agentIds: scope.agentIds },
    exclusions: exclusionText(review.exclusions),
    tieOutNote: review.tieOutNote,
  };
}
