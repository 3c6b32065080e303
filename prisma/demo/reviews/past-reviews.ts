// The two past reviews of the demo company: each decided, signed and carried out, the younger late and not wholly.
import type { Quarter } from "@/lib/access-reviews/quarters";
import { approveLate, explainLate } from "@/lib/access-reviews/sign/commands/explain-late";
import { addDays, HOUR_MS, MINUTE_MS, utcDay } from "@/lib/core/clock";
import { read } from "@/lib/db/read";
import { carriedOut, gatewaysSay } from "./carry-out";
import type { Company } from "./company";
import { decideStage, type Judgement } from "./decide";
import { recordFitness, startReview } from "./launch";
import { workdayAfter } from "./review-calendar";
import { signOff, signStage } from "./sign";
import { takenByOlder, takenByYounger } from "./verdicts";

/** On time, and remediated after the night that followed its signature. */
export async function olderReview(company: Company, older: Quarter): Promise<void> {
  const at = workdayAfter(older.end, 4, "09:10");
  const due = workdayAfter(older.end, 22, "00:00");
  await gatewaysSay(company, at);
  const reviewId = await startReview(company, {
    ...{ quarter: older, at, due, officer: "jurgen", owner: "marguerite", silence: "leave" },
  });
  await recordFitness(company, reviewId, new Date(at.getTime() + HOUR_MS));
  const judge = takenByOlder(utcDay(addDays(older.end, 150)));
  await decideAndSign(company, reviewId, workdayAfter(older.end, 9, "08:30"), judge);
  await closed(company, reviewId, workdayAfter(older.end, 21, "13:20"));
}

/** Signed late, with its reason; what it took away is gone in part, still enforced in part, and used again once. */
export async function youngerReview(company: Company, younger: Quarter): Promise<void> {
  const at = workdayAfter(younger.end, 5, "09:25");
  const due = workdayAfter(younger.end, 26, "00:00");
  await gatewaysSay(company, at);
  const reviewId = await startReview(company, {
    ...{ quarter: younger, at, due, officer: "jurgen", owner: "marguerite", silence: "leave" },
  });
  await recordFitness(company, reviewId, new Date(at.getTime() + HOUR_MS));
  const from = workdayAfter(younger.end, 19, "08:15");
  await decideAndSign(company, reviewId, from, takenByYounger);
  const late = workdayAfter(younger.end, 41, "14:05");
  const [marguerite, ioana] = [company.idOf("marguerite"), company.idOf("ioana")];
  const said = await read().accessReview.findUnique({ where: { id: reviewId } });
  if (said?.lateReason === "") {
    await explainLate(await company.as(marguerite, late), { reviewId, reason: WHY_LATE });
  }
  if (said?.lateById === null) {
    const approved = new Date(late.getTime() + 35 * MINUTE_MS);
    await approveLate(await company.as(ioana, approved), { reviewId, reason: WHY_LATE });
  }
  await closed(company, reviewId, new Date(late.getTime() + HOUR_MS));
}

const WHY_LATE =
  "All parts were signed by their day. Whoever signs the whole was away ill for three weeks, and nobody had been named in her place; a deputy is named since.";

async function decideAndSign(
  company: Company,
  reviewId: string,
  from: Date,
  judge: Judgement,
): Promise<void> {
  const decided = await decideStage(company, { reviewId, stage: 1, from, judge });
  const signed = await signStage(company, { reviewId, stage: 1 }, laterThan(decided));
  const second = await decideStage(company, { reviewId, stage: 2, from: laterThan(signed), judge });
  await signStage(company, { reviewId, stage: 2 }, laterThan(second));
}

function laterThan(at: Date): Date {
  return new Date(at.getTime() + 45 * MINUTE_MS);
}

// Gateways have said by then what they enforced until then: what changed since the snapshot is seen by that.
async function closed(company: Company, reviewId: string, at: Date): Promise<void> {
  await gatewaysSay(company, at);
  const others = [company.idOf("ioana"), company.idOf("siobhan"), company.idOf("jurgen")];
  const wish = { reviewId, ownerId: company.idOf("marguerite"), others };
  await carriedOut(company, await signOff(company, wish, at));
}
