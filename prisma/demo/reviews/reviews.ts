// The access reviews of the demo company: one on time and carried out, one signed late with a removal that nobody made and one that was
// used again, one under way.
import type { Quarter } from "@/lib/access-reviews/quarters";
import { watchRemovalsJob } from "@/lib/access-reviews/remediation/jobs";
import { read } from "@/lib/db/read";
import { callAgainSeen, gatewaysSay } from "./carry-out";
import { reviewCompany } from "./company";
import { olderReview, youngerReview } from "./past-reviews";
import { reviewedQuarters } from "./review-calendar";
import { reviewUnderWay } from "./under-way";

/**
 * The older review, and what gateways said until the younger began: they are told of what it takes away, so that it comes before
 * all that they say later. What an interrupted run has played of it is not played again; so it is with the others.
 */
export async function seedOlderReview(now: Date): Promise<void> {
  const { older } = reviewedQuarters(now);
  if (!(await isSigned(older))) await olderReview(await reviewCompany(now, 3_000_000), older);
}

/** The younger review, and what gateways have said until now. Their calls are there by then: it looks at them. */
export async function seedYoungerReview(now: Date): Promise<void> {
  const { younger } = reviewedQuarters(now);
  const company = await reviewCompany(now, 4_000_000);
  if (!(await isSigned(younger))) await youngerReview(company, younger);
  await callAgainSeen(company, now);
  await gatewaysSay(company, now);
}

/** The review under way, and what the data say now of the removals of both before it. */
export async function seedReviewUnderWay(now: Date): Promise<void> {
  const { now: current } = reviewedQuarters(now);
  await reviewUnderWay(await reviewCompany(now, 5_000_000), current, now);
  await watchRemovalsJob.start(now);
}

async function isSigned({ name }: Quarter): Promise<boolean> {
  const review = await read().accessReview.findFirst({ where: { quarter: name } });
  return (review?.signedAt ?? null) !== null;
}
