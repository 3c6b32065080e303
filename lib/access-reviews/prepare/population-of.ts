import "server-only";
import { AppError } from "@/lib/core/app-error";
import { policyInForce } from "@/lib/settings/policies";
import { type Population, population } from "../population/population";
import { tooLarge } from "../population/size";
import { accessReviewsSettings } from "../settings";
import { exclusionsOf, policyOf, type ReviewPolicy, scopeOf } from "../stored";

/** What of a stored review says which population is its own. */
export type Bounded = {
  readonly periodStart: Date;
  readonly periodEnd: Date;
  readonly scope: unknown;
  readonly exclusions: unknown;
  readonly policy: unknown;
  readonly previousId: string | null;
};

/**
 * The population of a review as of an instant, by the rules it started under; of a draft by those in force. The delta measures
 * its snapshot against this. Errors: too_large (its scope holds more than a review can; the sentence says what to do), PostgreSQL's.
 */
export async function populationOf(
  review: Bounded,
  asOf: Date,
): Promise<{ population: Population; policy: ReviewPolicy }> {
  const bounds = { scope: scopeOf(review.scope), exclusions: exclusionsOf(review.exclusions) };
  const refusal = await tooLarge(asOf, bounds);
  if (refusal !== null) throw new AppError("too_large", refusal);
  const policy = policyOf(review.policy) ?? (await policyNow(asOf));
  const found = await population({
    ...{ asOf, policy, previousId: review.previousId },
    period: { start: review.periodStart, end: review.periodEnd },
    ...bounds,
  });
  return { population: found, policy };
}

async function policyNow(at: Date): Promise<ReviewPolicy> {
  const { version, values } = await policyInForce(accessReviewsSettings, at);
  return { version, values };
}
