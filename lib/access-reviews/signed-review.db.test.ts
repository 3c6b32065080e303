import { beforeAll, expect, test } from "vitest";
import { addDays } from "@/lib/core/clock";
import { db } from "@/lib/db/client";
import { drawCheck } from "./check/commands/draw-check";
import { finishCheck, judgeItem } from "./check/commands/judge-check";
import { drawnOf } from "./check/draw";
import { getCheck } from "./check/queries";
import { drawCheckInput, judgeItemInput } from "./check/schema";
import { lastReviewed } from "./overview/last-reviewed";
import { signAs } from "./testing/sign-as";
import {
  contextOf,
  decide,
  NOW,
  type OpenReview,
  openReview,
  type Signer,
  signer,
} from "./testing/signing-company";
import { snapshotLine } from "./testing/snapshot-line";

const GRANT = {
  ...{ id: "g2", kind: "normal", fromAt: "", until: null, endedAt: null, requestId: null },
  ...{ requestedById: "somebody", approvedById: "somebody", approvedAt: "" },
};
const LINES = [1, 2, 3, 4].map((n) => snapshotLine({ n, grants: n === 2 ? [GRANT] : [] }));
const KEPT = LINES.slice(1).map(({ line }) => ({ key: line }));
const LATER = addDays(NOW, 1);

let owner: Signer;
let decider: Signer;
let checker: Signer;
let unfit: Signer;
let review: OpenReview;

beforeAll(async () => {
  owner = await signer(db(), "Ada Quist", "compliance");
  decider = await signer(db(), "Bo Lind", "owner", "risk-owner");
  checker = await signer(db(), "Di Olsen", "risk-owner");
  unfit = await signer(db(), "Cy Marsh", "owner");
  review = await signedReview();
});

/** A signed review of which the first line was revoked. */
async function signedReview() {
  const started = await openReview(contextOf(owner), {
    ...{ ownerId: owner.id, lines: LINES },
    assigned: () => ({ first: decider.id }),
  });
  await decide(db(), started, decider, [1], { decision: "revoke" });
  await decide(db(), started, decider, [2, 3, 4]);
  await signAs(started, decider, "stage-1", LINES);
  await signAs(started, owner, "sign-off", LINES);
  return started;
}

test("REV-25 SCN-13: a second look is drawn by its seed from what was kept, never by who decided or signed; each line is judged, and a disagreement stays", async () => {
  const draw = (checkerId: string) => {
    const input = { reviewId: review.id, checkerId, size: 2, seed: "auditor 7" };
    return drawCheck(contextOf(owner, LATER), drawCheckInput.parse(input));
  };
  for (const { id } of [decider, owner, unfit]) {
    await expect(draw(id)).rejects.toMatchObject({
      fieldErrors: { checkerId: [expect.any(String)] },
    });
  }
  const expected = drawnOf("auditor 7", KEPT, 2).map(({ key }) => key);
  const [check, again] = [await draw(checker.id), await draw(checker.id)];
  for (const { id } of [check, again]) {
    const { items } = await getCheck(checker, id);
    expect(items.map(({ key }) => key)).toEqual(expected);
  }
  const { items } = await getCheck(checker, check.id);
  const judge = (at: number, verdict: string, note = "", by = checker) => {
    const input = { checkId: check.id, lineId: items[at]?.id, verdict, note };
    return judgeItem(contextOf(by, LATER), judgeItemInput.parse(input));
  };
  const finish = () => finishCheck(contextOf(checker, LATER), { checkId: check.id });
  await expect(judge(0, "agrees", "", owner)).rejects.toMatchObject({ code: "forbidden" });
  await judge(0, "agrees");
  await expect(finish()).rejects.toThrow("1 lines have no answer");
  await judge(1, "disagrees", "Nobody has called it for a year.");
  await finish();
  await expect(judge(1, "agrees")).rejects.toMatchObject({ code: "conflict" });
  expect((await getCheck(checker, check.id)).check).toMatchObject({ done: "2 of 2", disagrees: 1 });
  const told = await db().changeLogEntry.findMany({
    where: { subjectId: check.id, actorId: checker.id },
    orderBy: { seq: "asc" },
    select: { action: true, after: true },
  });
  expect(told).toMatchObject([
    { action: "review-check.decided", after: { verdict: "agrees" } },
    { action: "review-check.decided", after: { verdict: "disagrees", lineId: items[1]?.id } },
    { action: "review-check.finished" },
  ]);
});

test("an agent, a key and a grant say what the newest signed review said of them, to who may see that review", async () => {
  const assigned = () => ({ first: decider.id });
  await openReview(contextOf(owner, LATER), { ownerId: owner.id, lines: LINES, assigned });
  const { reference } = await db().accessReview.findUniqueOrThrow({ where: { id: review.id } });
  const said = { reference, signedAt: NOW.toISOString() };
  expect(await lastReviewed(owner, { kind: "agent", id: "agent" })).toEqual({
    ...{ ...said, words: "4 lines: keep 3, revoke 1" },
    href: `/access-reviews/${review.id}/lines?q=helper`,
  });
  const ofKey = {
    ...said,
    words: "Revoke",
    href: `/access-reviews/lines/${review.lineIds.get(1)}`,
  };
  expect(await lastReviewed(owner, { kind: "key", id: "k1" })).toEqual(ofKey);
  expect(await lastReviewed(owner, { kind: "grant", id: "g2" })).toMatchObject({ words: "Keep" });
  expect(await lastReviewed(owner, { kind: "key", id: "agent" })).toBeNull();
  expect(await lastReviewed(unfit, { kind: "key", id: "k1" })).toBeUndefined();
});
