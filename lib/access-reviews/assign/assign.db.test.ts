import { beforeAll, describe, expect, test } from "vitest";
import { transact } from "@/lib/change-log/transact";
import { addDays } from "@/lib/core/clock";
import { db } from "@/lib/db/client";
import {
  countPartsWaitingFor,
  listPartsWaitingFor,
  listSignOffsWaitingFor,
} from "../queries-waiting";
import {
  contextOf,
  decided,
  JOB,
  linesFor,
  NOW,
  openReview,
  person,
  type ReviewCompany,
  reviewCompany,
} from "../testing/assign-company";
import { exceptLines } from "./commands/except-lines";
import { reassignLines } from "./commands/reassign-lines";
import { remindReviewers } from "./commands/remind-reviewers";
import { assertMayDecide, recordingRefusals } from "./may-decide";
import { linesOf, reviewerParts } from "./queries";

let company: ReviewCompany;
beforeAll(async () => {
  company = await reviewCompany(db());
});

const REASON = "On leave until the end of the month.";

async function mayDecide(
  reviewId: string,
  lineId: string | undefined,
  who: { id: string },
  stage: 1 | 2 = 1,
) {
  const ctx = contextOf({ kind: "person", id: who.id, roles: ["owner"] });
  const target = { reviewId, lineId: lineId ?? "", stage };
  return recordingRefusals(ctx, target, () =>
    transact(ctx, async (tx, record) => {
      const answer = await assertMayDecide(tx, ctx, target);
      await record({
        action: "review-line.decided",
        subjectId: target.lineId,
        before: null,
        after: {},
      });
      return answer;
    }),
  );
}

async function holders(reviewId: string, stage = 1) {
  const held = await db().reviewAssignment.findMany({
    where: { reviewId, stage, until: null },
    select: { personId: true, how: true },
  });
  return [...new Set(held.map(({ personId, how }) => `${personId} ${how}`))].sort();
}

describe("at the start", () => {
  test("many lines are assigned in bulk, in few changes, and everybody is told once", async () => {
    const before = await db().changeLogEntry.count();
    const review = await openReview(company, linesFor(company, 500, { stages: 2 }));
    const parts = await reviewerParts(review.id);
    expect(
      parts.map(({ personId, stage, lines, undecided }) => [personId, stage, lines, undecided]),
    ).toEqual([
      [company.serverOwner.id, 1, 500, 500],
      [company.riskOwner.id, 2, 500, 500],
    ]);
    expect(await holders(review.id, 3)).toEqual([`${company.officer.id} owner`]);
    expect((await db().changeLogEntry.count()) - before).toBeLessThan(12);
    expect(await linesOf(company.serverOwner, review.id)).toHaveLength(500);
    await expect(linesOf(company.bystander, review.id)).rejects.toThrow("no such review");
    await closeReview(review.id);
  });

  test("a review with lines that nobody may decide does not start", async () => {
    const start = openReview(company, [
      ...linesFor(company, 1, { grants: [] }),
      ...linesFor(company, 1, {
        n: 2,
        line: "access/all",
        grants: Object.values(company).map(askedBy),
      }),
    ]);
    await expect(start).rejects.toThrow("Nobody may decide 1 line: access/all");
  });
});

const askedBy = ({ id }: { id: string }) => ({
  ...{ id: "g", kind: "standard", fromAt: "", until: null, endedAt: null, approvedAt: "" },
  ...{ requestedById: id, approvedById: "", requestId: null },
});

async function closeReview(id: string, signedAt = addDays(NOW, -60)) {
  await db().accessReview.update({ where: { id }, data: { status: "signed", signedAt } });
}

describe("REV-06 who may decide", () => {
  test("SCN-05 whoever owns the agent is blocked, although the line was given to them, and it is on record", async () => {
    const review = await openReview(company, linesFor(company, 2));
    const [lineId] = review.lineIds;
    await expect(mayDecide(review.id, lineId, company.serverOwner)).resolves.toMatchObject({
      stages: 1,
    });
    await expect(mayDecide(review.id, lineId, company.agentOwner)).rejects.toMatchObject({
      code: "forbidden",
    });
    // By SQL, behind the rules.
    await db().reviewAssignment.updateMany({
      where: { lineId: lineId ?? "" },
      data: { personId: company.agentOwner.id },
    });
    await expect(mayDecide(review.id, lineId, company.agentOwner)).rejects.toThrow(
      "answers for what is reviewed",
    );
    const refused = await db().changeLogEntry.findMany({
      where: { action: "review-line.refused", subjectId: lineId ?? "" },
    });
    expect(refused.map(({ actorId }) => actorId)).toEqual([
      company.agentOwner.id,
      company.agentOwner.id,
    ]);
    await closeReview(review.id);
  });

  test("G8 a small team: with a second person and a reason, and not without", async () => {
    const review = await openReview(company, linesFor(company, 2));
    const input = {
      reviewId: review.id,
      lines: [1],
      reviewerId: company.agentOwner.id,
      reason: REASON,
    };
    const except = (secondId: string) =>
      exceptLines(contextOf(company.officer), { ...input, secondId });
    await expect(except(company.agentOwner.id)).rejects.toMatchObject({
      fieldErrors: { secondId: [expect.any(String)] },
    });
    const own = { ...input, reviewerId: company.officer.id, secondId: company.bystander.id };
    await expect(exceptLines(contextOf(company.officer), own)).rejects.toMatchObject({
      fieldErrors: { reviewerId: [expect.stringContaining("never one's own")] },
    });
    await except(company.bystander.id);
    const [first, second] = review.lineIds;
    expect(await mayDecide(review.id, first, company.agentOwner)).toMatchObject({
      ...{ stages: 2, how: "exception", flagged: ["owner"] },
    });
    await expect(mayDecide(review.id, first, company.bystander, 2)).resolves.toMatchObject({
      stages: 2,
    });
    await expect(mayDecide(review.id, second, company.agentOwner)).rejects.toThrow("not yours");
    expect(await linesOf(company.agentOwner, review.id)).toMatchObject([
      { stage: 1, stages: 2, why: REASON },
    ]);
    await closeReview(review.id);
  });
});

describe("REV-21 reassigning", () => {
  test("moves what is undecided; decided lines stay attributed and the due day stays", async () => {
    const review = await openReview(company, linesFor(company, 3));
    const [first, second] = review.lineIds;
    const from = { reviewId: review.id, personId: company.serverOwner.id };
    await decided(db(), { ...from, lineId: first ?? "" });
    await decided(db(), { ...from, lineId: second ?? "", decision: "cannot-judge" });
    const input = {
      reviewId: review.id,
      stage: 1 as const,
      fromId: company.serverOwner.id,
      lines: [],
      reason: REASON,
    };
    const toOwner = reassignLines(contextOf(company.officer), {
      ...input,
      toId: company.agentOwner.id,
    });
    await expect(toOwner).rejects.toMatchObject({
      fieldErrors: { toId: [expect.stringContaining("conflict")] },
    });
    const moved = await reassignLines(contextOf(company.officer), {
      ...input,
      toId: company.deputy.id,
    });
    expect(moved).toEqual({ moved: 2, kept: 1 });
    expect(await reviewerParts(review.id)).toMatchObject(
      [
        { personId: company.serverOwner.id, lines: 1, decided: 1, undecided: 0 },
        { personId: company.deputy.id, lines: 2, decided: 0, undecided: 2 },
      ].sort((a, b) => (a.personId < b.personId ? -1 : 1)),
    );
    const decisions = await db().reviewDecision.findMany({ where: { lineId: first ?? "" } });
    expect(decisions).toMatchObject([{ personId: company.serverOwner.id, decision: "keep" }]);
    const after = await db().accessReview.findUniqueOrThrow({ where: { id: review.id } });
    expect(after.dueAt).toEqual(review.dueAt);
    await closeReview(review.id);
  });

  test("of somebody who left, also what they decided and nobody can sign", async () => {
    const gone = await person(db(), "owner");
    const server = { id: null, slug: "crm", name: "CRM", ownerId: gone.id, deputyId: null };
    const review = await openReview(company, linesFor(company, 2, { server }));
    await decided(db(), {
      reviewId: review.id,
      lineId: review.lineIds[0] ?? "",
      personId: gone.id,
    });
    await db().person.update({ where: { id: gone.id }, data: { deactivatedAt: NOW } });
    await remindReviewers(contextOf(JOB, addDays(NOW, 1)));
    await remindReviewers(contextOf(JOB, addDays(NOW, 2)));
    const told = { reviewId: review.id, about: `left:${gone.id}` };
    expect(await db().reviewNotice.findMany({ where: told })).toMatchObject([
      { personId: company.officer.id },
    ]);
    const moved = await reassignLines(contextOf(company.officer), {
      ...{
        reviewId: review.id,
        stage: 1,
        fromId: gone.id,
        toId: company.deputy.id,
        lines: [],
        reason: REASON,
      },
    });
    expect(moved).toEqual({ moved: 2, kept: 0 });
    await closeReview(review.id);
  });
});

test("what waits in the inbox: parts, a second stage once it can begin, the sign-off once it is due", async () => {
  const { serverOwner, riskOwner, officer } = company;
  const review = await openReview(company, linesFor(company, 2, { stages: 2 }));
  const waits = async (who: typeof officer) => {
    const parts = await listPartsWaitingFor(who);
    expect(await countPartsWaitingFor(who)).toBe(parts.length);
    return parts.map(({ stage, lines, owed }) => [stage, lines, owed]);
  };
  expect([await waits(serverOwner), await waits(riskOwner)]).toEqual([[[1, 2, 2]], []]);
  const [first = "", second = ""] = review.lineIds;
  await decided(db(), { reviewId: review.id, lineId: first, personId: serverOwner.id });
  expect([await waits(serverOwner), await waits(riskOwner)]).toEqual([[[1, 2, 1]], [[2, 2, 2]]]);
  await decided(db(), { reviewId: review.id, lineId: second, personId: serverOwner.id });
  expect(await waits(serverOwner)).toEqual([[1, 2, 0]]);
  const late = addDays(review.dueAt, 1);
  expect(await listSignOffsWaitingFor(officer, review.dueAt)).toEqual([]);
  expect(await listSignOffsWaitingFor(officer, late)).toMatchObject([{ unsigned: 2 }]);
  await closeReview(review.id);
  expect(await waits(serverOwner)).toEqual([]);
});
