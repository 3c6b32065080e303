import { beforeAll, describe, expect, test } from "vitest";
import { transact } from "@/lib/change-log/transact";
import { addDays } from "@/lib/core/clock";
import { db } from "@/lib/db/client";
import {
  contextOf,
  decided,
  JOB,
  linesFor,
  NOW,
  openReview,
  type ReviewCompany,
  reviewCompany,
} from "../testing/assign-company";
import { delegateReviews } from "./commands/delegate";
import { endDelegation } from "./commands/end-delegation";
import { escalateReviews } from "./commands/escalate";
import { recordReviewer } from "./commands/record-reviewer";
import { remindReviewers } from "./commands/remind-reviewers";
import { runDelegations } from "./commands/run-delegations";
import { assertMayDecide } from "./may-decide";
import { linesOf } from "./queries";

let company: ReviewCompany;
beforeAll(async () => {
  company = await reviewCompany(db());
});

const REASON = "On leave until the end of the month.";

async function mayDecide(reviewId: string, lineId: string | undefined, who: { id: string }) {
  const ctx = contextOf({ kind: "person", id: who.id, roles: ["owner"] });
  const target = { reviewId, lineId: lineId ?? "", stage: 1 as const };
  return transact(ctx, (tx) => assertMayDecide(tx, ctx, target));
}

async function holders(reviewId: string, stage = 1) {
  const held = await db().reviewAssignment.findMany({
    where: { reviewId, stage, until: null },
    select: { personId: true, how: true },
  });
  return [...new Set(held.map(({ personId, how }) => `${personId} ${how}`))].sort();
}

const delegation = (differs: object = {}) => ({
  ...{ reviewId: null, fromId: company.serverOwner.id, toId: company.bystander.id },
  ...{ fromOn: addDays(NOW, -1), throughOn: addDays(NOW, 20), reason: REASON },
  ...differs,
});

async function closeReview(id: string, signedAt = addDays(NOW, -60)) {
  await db().accessReview.update({ where: { id }, data: { status: "signed", signedAt } });
}

describe("REV-20 delegation", () => {
  test("SCN-05 a delegate with a conflict is refused; one without decides, and gives back what is left", async () => {
    const review = await openReview(company, linesFor(company, 2));
    const mine = contextOf(company.serverOwner);
    const conflicted = delegateReviews(mine, delegation({ toId: company.agentOwner.id }));
    await expect(conflicted).rejects.toMatchObject({
      fieldErrors: { toId: [expect.stringContaining("conflict")] },
    });
    await expect(delegateReviews(contextOf(company.deputy), delegation())).rejects.toMatchObject({
      code: "forbidden",
    });
    const { id, lines } = await delegateReviews(mine, delegation());
    expect(lines).toBe(2);
    expect(await holders(review.id)).toEqual([`${company.bystander.id} delegated`]);
    const [first] = await linesOf(company.bystander, review.id);
    expect(first).toMatchObject({ how: "delegated", inPlaceOf: company.serverOwner.id });
    await expect(mayDecide(review.id, first?.lineId, company.serverOwner)).rejects.toThrow(
      "not yours",
    );
    const chain = delegateReviews(
      contextOf(company.bystander),
      delegation({ fromId: company.bystander.id, toId: company.deputy.id }),
    );
    await expect(chain).rejects.toThrow("nobody delegates onwards");
    await decided(db(), {
      reviewId: review.id,
      lineId: first?.lineId ?? "",
      personId: company.bystander.id,
    });
    expect(await endDelegation(mine, { delegationId: id })).toEqual({ lines: 1 });
    expect(await holders(review.id)).toEqual(
      [`${company.bystander.id} delegated`, `${company.serverOwner.id} reassigned`].sort(),
    );
    await closeReview(review.id);
  });

  test("SCN-05 after a decision it is rejected, also when that was taken back", async () => {
    const review = await openReview(company, linesFor(company, 2));
    const row = {
      reviewId: review.id,
      lineId: review.lineIds[0] ?? "",
      personId: company.serverOwner.id,
    };
    await decided(db(), row);
    await decided(db(), { ...row, decision: "undecided" });
    const late = delegateReviews(
      contextOf(company.serverOwner),
      delegation({ reviewId: review.id }),
    );
    await expect(late).rejects.toThrow("before the first decision");
    expect(await db().reviewDelegation.count({ where: { reviewId: review.id } })).toBe(0);
    await closeReview(review.id);
  });

  test("one that begins later is handed over by the job, and back when its time is over", async () => {
    const review = await openReview(company, linesFor(company, 2));
    const wish = delegation({
      reviewId: review.id,
      fromOn: addDays(NOW, 2),
      throughOn: addDays(NOW, 4),
    });
    expect(await delegateReviews(contextOf(company.serverOwner), wish)).toMatchObject({ lines: 0 });
    await runDelegations(contextOf(JOB, addDays(NOW, 1)));
    expect(await holders(review.id)).toEqual([`${company.serverOwner.id} accountable`]);
    await runDelegations(contextOf(JOB, addDays(NOW, 3)));
    expect(await holders(review.id)).toEqual([`${company.bystander.id} delegated`]);
    await runDelegations(contextOf(JOB, addDays(NOW, 5)));
    expect(await holders(review.id)).toEqual([`${company.serverOwner.id} reassigned`]);
    await closeReview(review.id);
  });
});

describe("time", () => {
  test("reminds on the published rhythm, each once, and only who has not finished", async () => {
    const review = await openReview(company, linesFor(company, 1, { stages: 2 }));
    const at = async (day: string) => {
      await remindReviewers(contextOf(JOB, new Date(`2026-${day}T12:00:00.000Z`)));
      const told = await db().reviewNotice.findMany({ where: { reviewId: review.id } });
      const own = told.filter(({ personId }) => personId === company.serverOwner.id);
      return own.map(({ about }) => about).sort();
    };
    expect(await at("10-06")).toEqual(["kick-off"]);
    expect(await at("10-14")).toEqual(["kick-off", "week-1"]);
    expect(await at("10-15")).toEqual(["kick-off", "week-1"]);
    const days = ["10-27", "10-29", "10-30", "10-31", "11-01"];
    for (const day of days) await at(day);
    expect(await at("11-01")).toEqual([
      "due",
      "kick-off",
      "one-day",
      "overdue-1",
      "overdue-2",
      "three-days",
      "week-1",
    ]);
    await closeReview(review.id, new Date("2026-11-02T08:00:00.000Z"));
    expect(await at("11-02")).toContain("closed");
  });

  test("escalates: after seven days somebody else beside, after ten in their place, and the due day stays", async () => {
    const review = await openReview(company, linesFor(company, 2), { dueAt: addDays(NOW, 10) });
    const run = (days: number) => escalateReviews(contextOf(JOB, addDays(NOW, 10 + days)));
    await run(6);
    expect(await holders(review.id)).toEqual([`${company.serverOwner.id} accountable`]);
    await run(7);
    await run(8);
    const both = [`${company.serverOwner.id} accountable`, `${company.deputy.id} added`].sort();
    expect(await holders(review.id)).toEqual(both);
    await run(10);
    await run(11);
    expect(await holders(review.id)).toEqual([`${company.deputy.id} replaced`]);
    const escalated = await db().changeLogEntry.count({
      where: { action: "review.escalated", subjectId: review.id },
    });
    expect(escalated).toBe(2);
    await closeReview(review.id);
  });
});

test("REV-07 somebody else records why a person is fit to review", async () => {
  const input = {
    ...{ personId: company.riskOwner.id, role: "Risk owner", trainedOn: addDays(NOW, -30) },
    suitability: "Has run the risk register for four years.",
  };
  await expect(recordReviewer(contextOf(company.riskOwner), input)).rejects.toMatchObject({
    fieldErrors: { personId: ["Somebody else records it for you."] },
  });
  await recordReviewer(contextOf(company.officer), input);
  expect(await db().reviewerRecord.count({ where: { personId: company.riskOwner.id } })).toBe(1);
});
