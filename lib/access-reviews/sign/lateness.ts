// REV-12, REV-13: whether a signature comes too late. The time is the server's, never one that somebody typed.
import { addDays } from "@/lib/core/clock";
import { completed } from "@/lib/settings/completed";
import { accessReviewsSettings } from "../settings";
import { policyOf } from "../stored";
import { daysAfter } from "../timeliness/timeliness";

/** Until when a review is signed in time, by the rules it started with; an off-cycle one until its due day. */
export function lateness(
  review: {
    readonly kind: string;
    readonly periodEnd: Date;
    readonly dueAt: Date;
    readonly policy: unknown;
  },
  at: Date,
): { readonly isLate: boolean; readonly inTimeUntil: Date } {
  const { values } = completed(accessReviewsSettings, policyOf(review.policy)?.values ?? {});
  if (review.kind !== "quarterly") return { isLate: false, inTimeUntil: review.dueAt };
  return {
    isLate: daysAfter(review.periodEnd, at) > values.signDays,
    inTimeUntil: new Date(addDays(review.periodEnd, values.signDays).getTime() - 1),
  };
}
