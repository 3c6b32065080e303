import { randomUUID } from "node:crypto";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { AppError } from "@/lib/core/app-error";
import { db } from "@/lib/db/client";
import { reassignLines } from "../assign/commands/reassign-lines";
import { getDossier } from "../overview/dossier";
import { getReviewLine, getReviewLines } from "../overview/queries";
import { listReviewRows } from "../prepare/list";
import { outcomesAt } from "../sign/decisions-file";
import { reviewMaterial } from "../sign/material";
import { signAs } from "../testing/sign-as";
import {
  contextOf,
  NOW,
  type OpenReview,
  openReview,
  type Signer,
  signer,
} from "../testing/signing-company";
import { snapshotLine } from "../testing/snapshot-line";
import { decideLine } from "./commands/decide-line";
import { decideTogether } from "./commands/decide-together";
import { undoDecision } from "./commands/undo-decision";
import { currentDecisions } from "./current-decisions";
import { getDecidePart, getLineFacts, getSaid } from "./queries";
import { decideLineInput, decideTogetherInput, undoDecisionInput } from "./schema";

let owner: Signer;
let one: Signer;
let other: Signer;
let risk: Signer;
let review: OpenReview;

beforeAll(async () => {
  owner = await signer(db(), "Ada Quist", "compliance");
  one = await signer(db(), "Bo Lind", "owner");
  other = await signer(db(), "Cy Marsh", "owner");
  risk = await signer(db(), "Di Olsen", "risk-owner");
});

// 1 to 3: plain, of one class. 4: privileged, in two stages. 5: other's. 6: one's, who answers for it. 7: privileged.
beforeEach(async () => {
  review = await openReview(contextOf(owner), {
    ownerId: owner.id,
    lines: [1, 2, 3, 4, 5, 6, 7].map((n) =>
      snapshotLine({
        n,
        agent: null,
        ...(n === 4 ? { section: "privileged", risk: "high", stages: 2 } : {}),
        ...(n === 7 ? { section: "privileged" } : {}),
        ...(n === 6 ? { ownerId: one.id } : {}),
      }),
    ),
    assigned: ({ n }) => ({
      first: n === 5 ? other.id : one.id,
      ...(n === 4 ? { second: risk.id } : {}),
    }),
  });
});

const lineId = (n: number) => review.lineIds.get(n) ?? "";

type Said = { n: number; by?: Signer; after?: string | null; stage?: 1 | 2; id?: string };

function say({ n, by = one, after = null, stage = 1, id = randomUUID() }: Said, more: object = {}) {
  const common = { id, reviewId: review.id, lineId: lineId(n), stage, after, opened: true };
  const madeAt = NOW.toISOString();
  const said = { decision: "keep", comment: "It is needed.", ...more };
  return decideLine(contextOf(by), decideLineInput.parse({ ...common, madeAt, ...said }));
}

function takeBack(n: number, after: string, by = one) {
  const madeAt = NOW.toISOString();
  const common = { id: randomUUID(), reviewId: review.id, lineId: lineId(n), stage: 1 };
  return undoDecision(contextOf(by), undoDecisionInput.parse({ ...common, after, madeAt }));
}

function together(numbers: readonly number[], basis = "All of them read public lists.") {
  const input = {
    id: randomUUID(),
    reviewId: review.id,
    stage: 1,
    lineIds: numbers.map(lineId),
    basis,
  };
  return decideTogether(contextOf(one), decideTogetherInput.parse(input));
}

async function codeOf(doing: Promise<unknown>): Promise<string> {
  return doing.then(
    () => "done",
    (error: unknown) => (error instanceof AppError ? error.code : String(error)),
  );
}

const current = async () => currentDecisions(db(), review.id);
const changesOf = (n: number, action: string) =>
  db().changeLogEntry.count({ where: { subjectId: lineId(n), action } });

/** `one`'s first stage is signed as of now. */
async function sign(person: Signer, role: string) {
  await db().signature.create({
    data: {
      ...{ challengeId: randomUUID(), subjectKind: "access-review", subjectId: review.id },
      ...{ sequence: 1, role, personId: person.id, printedName: person.name, printedTitle: "" },
      ...{ typedName: person.name, method: "passkey", manifestHash: "", nonce: new Uint8Array() },
      manifest: JSON.stringify({ preparedAt: NOW.toISOString() }),
      ...{ rpId: "", origin: "", signature: new Uint8Array(), userPresent: true },
      ...{ userVerified: true, backupEligible: false, backedUp: false, recentlyEnrolled: false },
      ...{ software: "", receivedAt: NOW, previousHash: "", hash: randomUUID() },
    },
  });
}

describe("a decision", () => {
  test("is appended with what it follows, and both stand in the change log", async () => {
    const first = await say({ n: 1 });
    const second = await say({ n: 1, after: first.id }, { decision: "revoke", comment: "Unused." });
    expect((await current()).get(lineId(1))?.[1]?.id).toBe(second.id);
    const logged = await db().changeLogEntry.findMany({
      where: { subjectId: lineId(1), action: "review-line.decided" },
      orderBy: { seq: "asc" },
    });
    expect(logged.map(({ before, after }) => [before, after])).toMatchObject([
      [null, { id: first.id, decision: "keep" }],
      [{ id: first.id }, { id: second.id, decision: "revoke", sequence: String(second.sequence) }],
    ]);
  });

  test("that is sent twice, one after the other or at once, is made once", async () => {
    const id = randomUUID();
    await Promise.all([say({ n: 1, id }), say({ n: 1, id })]);
    await say({ n: 1, id });
    expect(await db().reviewDecision.count({ where: { lineId: lineId(1) } })).toBe(1);
    expect(await changesOf(1, "review-line.decided")).toBe(1);
    expect(await codeOf(say({ n: 2, id }))).toBe("conflict");
  });

  test("of somebody who did not see the last one is a conflict, in any order", async () => {
    const codes = await Promise.all([codeOf(say({ n: 1 })), codeOf(say({ n: 1 }))]);
    expect(codes.sort()).toEqual(["conflict", "done"]);
  });

  test("REV-08 that lacks its reason is not kept", async () => {
    expect(await codeOf(say({ n: 4 }, { comment: "" }))).toBe("invalid_input");
    const nobody = { decision: "cannot-judge", newOwnerId: one.id, comment: "Ask." };
    expect(await codeOf(say({ n: 1 }, nobody))).toBe("invalid_input");
    expect((await current()).size).toBe(0);
  });

  test("REV-06 SCN-05 about what one answers for, or what is another's, is refused and recorded", async () => {
    expect(await codeOf(say({ n: 6 }))).toBe("forbidden");
    expect(await codeOf(say({ n: 5 }))).toBe("forbidden");
    expect(await codeOf(say({ n: 1, by: risk }))).toBe("forbidden");
    const counts = await Promise.all([6, 5, 1].map((n) => changesOf(n, "review-line.refused")));
    expect(counts).toEqual([1, 1, 1]);
    expect((await current()).size).toBe(0);
  });

  test("of the second stage waits for the first", async () => {
    const second = { n: 4, by: risk, stage: 2 } as const;
    expect(await codeOf(say(second))).toBe("conflict");
    const ask = { decision: "cannot-judge", newOwnerId: other.id, comment: "Cy knows it." };
    const asked = await say({ n: 4 }, ask);
    expect(await codeOf(say(second))).toBe("conflict");
    await say({ n: 4, after: asked.id });
    expect(await codeOf(say(second))).toBe("done");
  });

  test("SIG-02 that is signed is final, and a review that is not open takes none", async () => {
    const said = await say({ n: 1 });
    await sign(one, "stage-1");
    expect(await codeOf(say({ n: 1, after: said.id }, { decision: "revoke" }))).toBe("conflict");
    expect(await codeOf(takeBack(1, said.id))).toBe("conflict");
    const part = await getSaid(one, review.id, 1, NOW);
    expect(part.said[lineId(1)]).toMatchObject({ signed: true, mine: true });
    await db().accessReview.update({ where: { id: review.id }, data: { status: "signed" } });
    expect(await codeOf(say({ n: 2 }))).toBe("conflict");
  });
});

test("a decision is taken back until it is signed: nothing is erased, and the line waits again", async () => {
  const said = await say({ n: 1 });
  await takeBack(1, said.id);
  expect((await current()).get(lineId(1))?.[1]).toBeUndefined();
  expect(await db().reviewDecision.count({ where: { lineId: lineId(1) } })).toBe(2);
  expect(await changesOf(1, "review-line.undone")).toBe(1);
  expect(await codeOf(takeBack(1, said.id))).toBe("conflict");
  expect(await codeOf(say({ n: 1 }))).toBe("done");
});

describe("G11 keeping together", () => {
  test("writes and records each line by itself, marked as decided together and not opened", async () => {
    const rows = await together([1, 2, 3]);
    expect(new Set(rows.map(({ bulkId }) => bulkId)).size).toBe(1);
    expect(rows.every(({ opened, comment }) => !opened && comment !== "")).toBe(true);
    const counts = await Promise.all([1, 2, 3].map((n) => changesOf(n, "review-line.decided")));
    expect(counts).toEqual([1, 1, 1]);
  });

  test("is for undecided lines of one low-risk class, within the rules of the review", async () => {
    expect(await codeOf(together([1, 4]))).toBe("invalid_input");
    expect(await codeOf(together([4, 7]))).toBe("invalid_input");
    expect(await codeOf(together([1, 2], "ok"))).toBe("invalid_input");
    expect(await codeOf(together([1, 5]))).toBe("forbidden");
    expect(await changesOf(5, "review-line.refused")).toBe(1);
    await say({ n: 2 });
    expect(await codeOf(together([1, 2]))).toBe("conflict");
    expect((await current()).size).toBe(1);
  });
});

test("REV-06 a line under an exception is decided once both have: in the list, and the dossier, and it is kept together with nothing", async () => {
  await db().installation.create({
    data: { id: randomUUID(), organisation: "Tests", demo: false, createdAt: NOW },
  });
  const counted = async () => {
    const { rows } = await listReviewRows(owner, { status: null, kind: null, quarter: "" }, NOW);
    const { lines } = await getDossier(owner, review.id);
    return {
      list: rows.find(({ id }) => id === review.id)?.decided,
      outcome: lines.find(({ id }) => id === lineId(1))?.outcome ?? null,
    };
  };
  const exception = { reviewId: review.id, lineId: lineId(1), stage: 2, how: "exception" };
  await db().reviewAssignment.create({
    data: { ...exception, personId: risk.id, why: "Nobody else.", fromAt: NOW, byId: owner.id },
  });
  await say({ n: 1 });
  expect(await counted()).toEqual({ list: { made: 1, of: 9 }, outcome: null });
  const { lines } = await getDecidePart(one, review.id, 1, NOW);
  expect(lines.flatMap(({ n, together }) => (together ? n : []))).not.toContain(1);
  const [facts] = await getLineFacts(one, review.id, 1, [lineId(1)]);
  expect(facts?.facts).toContainEqual({ term: "Risk", value: "Low · decided in two stages" });
  await say({ n: 1, by: risk, stage: 2 });
  expect(await counted()).toEqual({ list: { made: 2, of: 9 }, outcome: "keep" });
});

test("REV-21 what somebody said of a line that was handed over is in no signature of theirs, and whoever has it decides it", async () => {
  const lines = [1, 2, 3, 4, 5].map((n) => snapshotLine({ n, agent: null }));
  review = await openReview(contextOf(owner), {
    ...{ ownerId: owner.id, lines, assigned: () => ({ first: one.id }) },
  });
  for (const n of [1, 2, 3, 4]) await say({ n });
  const { id: unsure } = await say({ n: 5 }, { decision: "cannot-judge", newOwnerId: other.id });
  const kept = (await currentDecisions(db(), review.id)).get(lineId(4))?.[1]?.id ?? "";
  const wish = { reviewId: review.id, stage: 1, fromId: one.id, toId: other.id } as const;
  await reassignLines(contextOf(owner), { ...wish, lines: [5], reason: "They know it." });
  const moved = { reviewId: review.id, lineId: lineId(4) }; // as of somebody who had left
  await db().reviewAssignment.updateMany({ where: moved, data: { until: NOW } });
  const given = { stage: 1, personId: other.id, how: "reassigned", why: "", byId: owner.id };
  await db().reviewAssignment.create({ data: { ...moved, ...given, fromAt: NOW } });
  await signAs(review, one, "stage-1", lines);
  const { said } = await getSaid(other, review.id, 1, NOW);
  expect(Object.values(said).map((each) => each?.signed)).toEqual([false, false]);
  await expect(say({ n: 1, after: null })).rejects.toThrow("signed");
  await say({ n: 5, by: other, after: unsure });
  await say({ n: 4, by: other, after: kept });
  const outcomes = outcomesAt(await reviewMaterial(db(), review.id), NOW);
  expect([1, 4, 5].map((n) => outcomes.get(lineId(n))?.outcome?.outcome ?? null)).toEqual([
    ...["keep", null, null],
  ]);
});

test("REV-05 a part holds one's own lines with their facts, and none of another's", async () => {
  const seen = async (who: Signer) => {
    const { dossier, all } = await getReviewLines(who, review.id);
    return [all, ...dossier.lines.map(({ line }) => line.n)];
  };
  expect(await seen(one)).toEqual([false, 1, 2, 3, 4, 6, 7]);
  expect(await seen(owner)).toEqual([true, 1, 2, 3, 4, 5, 6, 7]);
  expect(await getReviewLine(one, lineId(5))).toBeNull();
  expect((await getReviewLine(other, lineId(5)))?.held.line.n).toBe(5);
  await say({ n: 4 });
  const mine = await getDecidePart(one, review.id, 1, NOW);
  expect(mine.lines.map(({ n }) => n)).toEqual([1, 2, 3, 4, 6, 7]);
  expect(mine.said[lineId(4)]).toMatchObject({ decision: "keep", mine: true, by: "Bo Lind" });
  const second = await getDecidePart(risk, review.id, 2, NOW);
  expect(second.lines).toMatchObject([{ n: 4, ready: true }]);
  const facts = await getLineFacts(risk, review.id, 2, [lineId(4), lineId(1)]);
  expect(facts).toMatchObject([{ id: lineId(4), first: { decision: "keep", by: "Bo Lind" } }]);
  expect(await codeOf(getDecidePart(other, randomUUID(), 1, NOW))).toBe("not_found");
});
