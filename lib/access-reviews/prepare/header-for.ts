import { POPULATION_QUERY, type Population } from "../population/population";
import { SILENCE_RULES } from "../review-view";
import { headerText } from "../snapshot/canonical";
import type { SnapshotHeader } from "../snapshot-view";
import { exclusionsOf, type ReviewPolicy, scopeOf } from "../stored";
import type { AccessReviewRow } from "./stored-row";

/** The first line of a snapshot, as it is stored and hashed. Errors: not_json. */
export function headerFor(
  review: AccessReviewRow,
  { lines, sources, tieOut, previous }: Population,
  policy: ReviewPolicy,
  asOf: Date,
): string {
  const header: SnapshotHeader = {
    ...{ v: 1, file: "snapshot", review: review.id, reference: review.reference },
    asOf: asOf.toISOString(),
    period: { start: review.periodStart.toISOString(), end: review.periodEnd.toISOString() },
    ...{ query: POPULATION_QUERY, lines: lines.length },
    ...{ scope: scopeOf(review.scope), exclusions: exclusionsOf(review.exclusions) },
    silenceRule: SILENCE_RULES.find((rule) => rule === review.silenceRule) ?? "leave",
    ...{ owner: review.ownerId, due: review.dueAt.toISOString() },
    policy: { version: policy.version, values: policy.values },
    ...{ sources, tieOut, tieOutNote: review.tieOutNote },
    previous: previous && { review: previous.review, snapshot: previous.snapshot },
  };
  return headerText(header);
}
