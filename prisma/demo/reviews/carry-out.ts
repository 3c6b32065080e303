// How the reviews of the demo company are carried out: our register ends the grants, gateways are told at night, and the data are watched.
import { endReviewedJob } from "@/lib/access-matrix/jobs";
import { watchRemovalsJob } from "@/lib/access-reviews/remediation/jobs";
import { addDays, DAY_MS, HOUR_MS, MINUTE_MS } from "@/lib/core/clock";
import { stateEnforced } from "../access/enforced";
import type { Company } from "./company";

/** Each night until then, gateways say what they enforce. */
export async function gatewaysSay({ stage }: Company, until: Date): Promise<void> {
  await stateEnforced(stage, { until, now: stage.now });
}

/** The jobs that carry a review out and look whether it was, as they would have run then: at once, after the next night, and for a week. */
export async function carriedOut(company: Company, signedAt: Date): Promise<void> {
  await endReviewedJob.start(new Date(signedAt.getTime() + 5 * MINUTE_MS));
  await watchRemovalsJob.start(new Date(signedAt.getTime() + 10 * MINUTE_MS));
  for (const days of LOOKED_AT) {
    const at = new Date(morningOf(addDays(signedAt, days)).getTime() + days * MINUTE_MS);
    if (at >= company.stage.now) return;
    await gatewaysSay(company, at);
    await watchRemovalsJob.start(at);
  }
}

/** Yesterday evening, after the call that a removal should have made impossible. */
export async function callAgainSeen(company: Company, now: Date): Promise<void> {
  const evening = new Date(morningOf(addDays(now, -1)).getTime() + 14 * HOUR_MS);
  await gatewaysSay(company, evening);
  await watchRemovalsJob.start(evening);
}

const LOOKED_AT = [1, 2, 7, 8, 9] as const;

// Gateways have spoken by then.
function morningOf(at: Date): Date {
  return new Date(Math.floor(at.getTime() / DAY_MS) * DAY_MS + 3 * HOUR_MS);
}
