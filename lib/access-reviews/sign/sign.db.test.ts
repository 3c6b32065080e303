import { randomUUID } from "node:crypto";
import { beforeAll, expect, test } from "vitest";
import type { Actor } from "@/lib/auth/actor";
import { addDays, HOUR_MS, MINUTE_MS } from "@/lib/core/clock";
import { db } from "@/lib/db/client";
import type { Differing } from "@/lib/signatures/testing/software-authenticator";
import type { SignatureRole } from "../review-view";
import type { SnapshotLine } from "../snapshot-view";
import { WHOLE_SCOPE } from "../stored";
import {
  contextOf,
  decide,
  grantBySql,
  NOW,
  type OpenReview,
  openReview,
  type Signer,
  signer,
} from "../testing/signing-company";
import { snapshotLine } from "../testing/snapshot-line";
import { watchIntegrity } from "../watch/commands/watch-integrity";
import { beginSigning } from "./commands/begin-signing";
import { disposeDelta } from "./commands/dispose-delta";
import { approveLate, explainLate } from "./commands/explain-late";
import { finishSigning } from "./commands/finish-signing";
import { freezeDelta } from "./commands/freeze-delta";
import { prepareAddendum } from "./commands/prepare-addendum";
import { reviewIntegrity } from "./integrity";
import { loadSigning } from "./load-signing";
import { populationAt } from "./population-at";

let owner: Signer;
let one: Signer;
let other: Signer;
let risk: Signer;

beforeAll(async () => {
  owner = await signer(db(), "Ada Quist", "compliance");
  one = await signer(db(), "Bo Lind", "owner");
  other = await signer(db(), "Cy Marsh", "owner");
  risk = await signer(db(), "Di Olsen", "risk-owner");
});

const LINES = [
  snapshotLine({ n: 1 }),
  snapshotLine({ n: 2 }),
  snapshotLine({ n: 3, section: "privileged", risk: "high", stages: 2 }),
];

/** Lines 1 and 3 are `one`'s, line 2 is `other`'s, and `risk` looks at line 3 as well. */
function started(silenceRule: "leave" | "revoke" = "leave"): Promise<OpenReview> {
  return openReview(contextOf(owner), {
    ...{ ownerId: owner.id, lines: LINES, silenceRule },
    assigned: ({ n }) => ({
      first: n === 2 ? other.id : one.id,
      ...(n === 3 ? { second: risk.id } : {}),
    }),
  });
}

async function decided(): Promise<OpenReview> {
  const review = await started();
  await decide(db(), review, one, [1]);
  await decide(db(), review, one, [3], { decision: "revoke" });
  await decide(db(), review, other, [2]);
  await decide(db(), review, risk, [3], { stage: 2 });
  return review;
}

const same = async () => LINES;

async function begin(review: OpenReview, who: Signer, role: SignatureRole, at = NOW, read = same) {
  const wish = { reviewId: review.id, role, personId: who.id };
  const { shown } = await loadSigning(db(), wish, at);
  const input = { reviewId: review.id, role, method: "passkey", shown } as const;
  return beginSigning(contextOf(who, at), input, read);
}

type Answer = { challengeId: string; response: string; typedName?: string; at?: Date };

function finish(review: OpenReview, who: Signer, role: SignatureRole, answer: Answer, read = same) {
  const { at = NOW, typedName = who.name, ...rest } = answer;
  const input = { reviewId: review.id, role, typedName, password: "", ...rest };
  return finishSigning(contextOf(who, at), input, read);
}

async function sign(
  review: OpenReview,
  who: Signer,
  role: SignatureRole,
  { at = NOW, read = same, ...differing }: Differing & { at?: Date; read?: typeof same } = {},
) {
  const { challengeId, options } = await begin(review, who, role, at, read);
  const response = who.passkey.sign(options, differing);
  return finish(review, who, role, { challengeId, response, at }, read);
}

async function partsSigned(): Promise<OpenReview> {
  const review = await decided();
  await sign(review, one, "stage-1");
  await sign(review, other, "stage-1");
  await sign(review, risk, "stage-2");
  return review;
}

async function signedOff(): Promise<OpenReview> {
  const review = await partsSigned();
  await freezeDelta(contextOf(owner), { reviewId: review.id }, same);
  await sign(review, owner, "sign-off");
  return review;
}

const stateOf = async (review: OpenReview) => {
  const { state, signatures } = await reviewIntegrity(review.id);
  return { state, reasons: signatures.flatMap(({ reason }) => reason ?? []) };
};
const WHOLE = { state: "whole", reasons: [] };

function snapshotNow() {
  const period = { periodStart: new Date("2026-07-01"), periodEnd: new Date("2026-10-01") };
  const wish = { scope: WHOLE_SCOPE, exclusions: [], policy: null, previousId: null };
  return populationAt({ ...period, ...wish }, NOW);
}

/** Writes behind the application's back, as whoever has the database can: no trigger holds them. */
async function tamper(statement: string): Promise<void> {
  await db().$transaction(async (tx) => {
    await tx.$executeRawUnsafe("SET LOCAL session_replication_role = replica");
    expect(await tx.$executeRawUnsafe(statement)).toBeGreaterThan(0);
  });
}

test("SIG-02 SIG-04: parts and sign-off are signed, chained and recorded; the revoke opens a removal; all of it verifies", async () => {
  const review = await signedOff();
  const rows = await db().signature.findMany({
    where: { subjectId: review.id },
    orderBy: { sequence: "asc" },
  });
  expect(rows.map(({ role }) => role)).toEqual(["stage-1", "stage-1", "stage-2", "sign-off"]);
  const manifest = JSON.parse(rows[3]?.manifest ?? "{}");
  expect(Object.keys(manifest.files)).toEqual(["assignments", "decisions", "delta", "snapshot"]);
  expect(manifest.counts).toMatchObject({ lines: 3, keep: 2, revoke: 1, "no-response": 0 });
  expect(manifest.statement).toContain("2 keep, 0 keep until, 0 reduce, 1 revoke");
  const stored = await db().accessReview.findUniqueOrThrow({ where: { id: review.id } });
  expect(stored).toMatchObject({ status: "signed", signedAt: NOW });
  const removals = await db().reviewRemediation.findMany({ where: { reviewId: review.id } });
  expect(removals.map(({ lineKey, cause }) => [lineKey, cause])).toEqual([
    [LINES[2]?.line, "decision"],
  ]);
  expect(await stateOf(review)).toEqual(WHOLE);
});

test("G6: the hourly look records a review that was altered once, and once that it is whole again", async () => {
  const review = await signedOff();
  const actor: Actor = { kind: "job", id: "access-reviews.integrity", grants: ["review:watch"] };
  const lookedAt = async (hours: number) => {
    await watchIntegrity(contextOf(actor, new Date(NOW.getTime() + hours * HOUR_MS)));
    const told = await db().changeLogEntry.findMany({
      where: { subjectId: review.id, action: { in: ["review.broken", "review.restored"] } },
      orderBy: { seq: "asc" },
    });
    return told.map(({ action }) => action);
  };
  const rewrite = (from: string, to: string) =>
    tamper(
      `UPDATE "ReviewLine" SET text = replace(text, '${from}', '${to}') WHERE "reviewId" = '${review.id}' AND position = 2`,
    );
  expect(await lookedAt(1)).toEqual([]);
  await rewrite("list of contacts", "list of customers");
  expect(await lookedAt(2)).toEqual(["review.broken"]);
  expect(await lookedAt(3)).toEqual(["review.broken"]);
  await rewrite("list of customers", "list of contacts");
  expect(await lookedAt(4)).toEqual(["review.broken", "review.restored"]);
  expect(await lookedAt(5)).toEqual(["review.broken", "review.restored"]);
});

test("REV-08: a line that is undecided, or cannot be judged, is not signed", async () => {
  const review = await started();
  await decide(db(), review, one, [1]);
  await expect(begin(review, one, "stage-1")).rejects.toThrow("Not decided yet: line 3");
  await decide(db(), review, one, [3], { decision: "cannot-judge" });
  await expect(begin(review, one, "stage-1")).rejects.toThrow("You cannot judge line 3");
});

test("the second stage signs over a signed first stage; nobody begins over another page than they saw, or by password against the rules", async () => {
  const review = await decided();
  await expect(begin(review, risk, "stage-2")).rejects.toThrow("first stage of line 3");
  const input = { reviewId: review.id, role: "stage-1", method: "passkey" } as const;
  await expect(beginSigning(contextOf(one), { ...input, shown: "0".repeat(64) })).rejects.toThrow(
    "has changed since this page was shown",
  );
});

test("G9: silence is an answer only after the end of the due day, by the rule, and is called no response", async () => {
  const review = await started("revoke");
  await decide(db(), review, one, [1, 3]);
  await sign(review, one, "stage-1");
  await decide(db(), review, other, [2]); // decided, and never signed
  await freezeDelta(contextOf(owner), { reviewId: review.id }, same);
  const dueDay = new Date("2026-10-23T18:00:00.000Z");
  await expect(begin(review, owner, "sign-off", dueDay)).rejects.toThrow("2 lines still wait");
  const after = new Date("2026-10-24T00:00:00.000Z");
  await sign(review, owner, "sign-off", { at: after });
  const removals = await db().reviewRemediation.findMany({ where: { reviewId: review.id } });
  expect(removals.map(({ cause, kind }) => [cause, kind])).toEqual([
    ["silence", "revoke"],
    ["silence", "revoke"],
  ]);
  const { manifest } = await db().signature.findFirstOrThrow({
    where: { subjectId: review.id, role: "sign-off" },
  });
  expect(JSON.parse(manifest).counts).toMatchObject({ keep: 1, "no-response": 2 });
  expect(await stateOf(review)).toEqual(WHOLE);
});

test("REV-13: a late sign-off needs a reason, and the approval of exactly that reason by another person", async () => {
  const review = await partsSigned();
  const late = new Date("2026-11-05T12:00:00.000Z");
  const reviewId = review.id;
  await freezeDelta(contextOf(owner, late), { reviewId }, same);
  const attempt = () => begin(review, owner, "sign-off", late);
  await expect(attempt()).rejects.toThrow("say why");
  const reason = "The owner of the server was away for two weeks.";
  await expect(explainLate(contextOf(owner), { reviewId, reason })).rejects.toThrow("not late");
  await explainLate(contextOf(owner, late), { reviewId, reason });
  await expect(attempt()).rejects.toThrow("Somebody else has to approve");
  const link = `/access-reviews/${reviewId}/sign`;
  const told = await db().notification.findMany({ where: { link }, select: { personId: true } });
  expect(told).toEqual([{ personId: risk.id }]);
  await expect(approveLate(contextOf(owner, late), { reviewId, reason })).rejects.toMatchObject({
    code: "forbidden",
  });
  await expect(
    approveLate(contextOf(risk, late), { reviewId, reason: "Another one." }),
  ).rejects.toMatchObject({ code: "conflict" });
  const stranger = contextOf(await signer(db(), "Gus Nil", "owner"), late);
  const unseen = { code: "not_found" };
  await expect(approveLate(stranger, { reviewId, reason })).rejects.toMatchObject(unseen);
  await expect(freezeDelta(stranger, { reviewId }, same)).rejects.toMatchObject(unseen);
  await approveLate(contextOf(risk, late), { reviewId, reason });
  await sign(review, owner, "sign-off", { at: late });
  const stored = await db().accessReview.findUniqueOrThrow({ where: { id: reviewId } });
  expect(stored).toMatchObject({ signedAt: late, lateReason: reason, lateById: risk.id });
});

test("REV-10: what was added since the snapshot is in the delta, waits for a word, and cannot be left out", async () => {
  const review = await partsSigned();
  const reviewId = review.id;
  const added = snapshotLine({ n: 4, agent: null, meaning: "Writes the list of contacts." });
  const grown = async () => [...LINES, added];
  await freezeDelta(contextOf(owner), { reviewId }, same);
  await expect(begin(review, owner, "sign-off", NOW, grown)).rejects.toThrow("Freeze it again");
  await freezeDelta(contextOf(owner), { reviewId }, grown);
  await expect(begin(review, owner, "sign-off", NOW, grown)).rejects.toThrow("Nobody said yet");
  const [row] = await db().reviewDelta.findMany({ where: { reviewId } });
  expect(row).toMatchObject({ change: "added", lineKey: added.line });
  const said = { reviewId, deltaIds: [row?.id ?? ""], comment: "Approved as request 12." };
  await expect(disposeDelta(contextOf(owner), { ...said, disposition: "noted" })).rejects.toThrow(
    "carried over by name",
  );
  await disposeDelta(contextOf(owner), { ...said, disposition: "carried-over" });
  await sign(review, owner, "sign-off", { read: grown });
  expect(await stateOf(review)).toEqual(WHOLE);
  await expect(
    db().$executeRaw`DELETE FROM "ReviewDelta" WHERE "reviewId" = ${reviewId}::uuid`,
  ).rejects.toThrow("a signed delta is not changed");
  await tamper(`DELETE FROM "ReviewDelta" WHERE "reviewId" = '${reviewId}'`);
  expect(await stateOf(review)).toEqual({ state: "broken", reasons: ["delta"] });
});

test("REV-10: a grant written by SQL after the snapshot is found by the population itself", async () => {
  const until = addDays(NOW, 1);
  const before = await snapshotNow();
  const review = await openReview(contextOf(owner), {
    ...{ ownerId: owner.id, lines: before, assigned: () => ({ first: one.id }) },
  });
  await freezeDelta(contextOf(owner), { reviewId: review.id });
  expect(await db().reviewDelta.count({ where: { reviewId: review.id } })).toBe(0);
  const operationId = await grantBySql(db(), until);
  await freezeDelta(contextOf(owner), { reviewId: review.id });
  const rows = await db().reviewDelta.findMany({ where: { reviewId: review.id } });
  expect(rows.map(({ change, lineKey }) => [change, lineKey.includes(operationId)])).toEqual([
    ["added", true],
  ]);
});

test("SIG-10: a changed decision byte breaks the part and the whole, each by its name", async () => {
  const review = await signedOff();
  await tamper(
    `UPDATE "ReviewDecision" SET comment = 'Line 1 was looked at!' WHERE "reviewId" = '${review.id}' AND comment = 'Line 1 was looked at.'`,
  );
  expect(await stateOf(review)).toEqual({
    state: "broken",
    reasons: ["decisions", "decisions"],
  });
});

test("G6: nobody signs over a snapshot of which a byte was changed", async () => {
  const review = await decided();
  const begun = await begin(review, one, "stage-1");
  await tamper(
    `UPDATE "ReviewLine" SET text = replace(text, 'list of contacts', 'list of customers') WHERE "reviewId" = '${review.id}' AND position = 2`,
  );
  await expect(begin(review, one, "stage-1")).rejects.toThrow("BROKEN");
  const response = one.passkey.sign(begun.options);
  await expect(
    finish(review, one, "stage-1", { challengeId: begun.challengeId, response }),
  ).rejects.toThrow("BROKEN");
});

test("SIG-10: decisions swapped between two reviewers break all who signed them", async () => {
  const review = await signedOff();
  await tamper(
    `UPDATE "ReviewDecision" SET "personId" = CASE "personId" WHEN '${one.id}'::uuid THEN '${other.id}'::uuid ELSE '${one.id}'::uuid END WHERE "reviewId" = '${review.id}' AND stage = 1`,
  );
  expect((await stateOf(review)).reasons).toEqual(["decisions", "decisions", "decisions"]);
});

test("SCN-07: an answer counts once; replayed, or given for another review, it is refused and recorded", async () => {
  const [first, second] = [await decided(), await decided()];
  const begun = await begin(first, one, "stage-1");
  const response = one.passkey.sign(begun.options);
  await finish(first, one, "stage-1", { challengeId: begun.challengeId, response });
  const again = { challengeId: begun.challengeId, response };
  await expect(finish(first, one, "stage-1", again)).rejects.toThrow("counts once");
  await expect(finish(second, one, "stage-1", again)).rejects.toThrow("counts once");
  const other = await begin(second, one, "stage-1");
  const forOther = { challengeId: other.challengeId, response };
  await expect(finish(second, one, "stage-1", forOther)).rejects.toThrow(
    "something else than this",
  );
  const refused = await db().changeLogEntry.findMany({
    where: { action: "signature.refused", actorId: one.id },
    orderBy: { seq: "asc" },
    select: { after: true },
  });
  expect(refused.map(({ after }) => after)).toMatchObject([
    { refusal: "replay" },
    { refusal: "replay" },
    { refusal: "other_subject" },
  ]);
});

test("SIG-10: the wrong origin, a passkey that asks nobody, and another's name sign nothing", async () => {
  const review = await decided();
  await expect(sign(review, one, "stage-1", { origin: "https://evil.example" })).rejects.toThrow(
    "another address",
  );
  await expect(sign(review, one, "stage-1", { uv: false })).rejects.toThrow("did not ask who");
  const begun = await begin(review, one, "stage-1");
  const response = one.passkey.sign(begun.options);
  const answer = { challengeId: begun.challengeId, response };
  await expect(
    finish(review, one, "stage-1", { ...answer, typedName: "Cy Marsh" }),
  ).rejects.toMatchObject({ fieldErrors: { typedName: [expect.any(String)] } });
  expect(await db().signature.count({ where: { subjectId: review.id } })).toBe(0);
  await finish(review, one, "stage-1", answer);
});

test("SIG-10: what changes between beginning and signing is not signed", async () => {
  const review = await decided();
  const begun = await begin(review, one, "stage-1");
  const response = one.passkey.sign(begun.options);
  const soon = new Date(NOW.getTime() + MINUTE_MS);
  await decide(db(), review, one, [1], { decision: "revoke", at: soon });
  const at = new Date(NOW.getTime() + 2 * MINUTE_MS);
  const answer = { challengeId: begun.challengeId, response, at };
  await expect(finish(review, one, "stage-1", answer)).rejects.toThrow("has changed since");
});

test("SIG-08: a signature stays valid when its signer is deactivated and the passkey revoked", async () => {
  const leaver = await signer(db(), "Ev Noor", "owner");
  const review = await openReview(contextOf(owner), {
    ...{ ownerId: owner.id, lines: LINES.slice(0, 1), assigned: () => ({ first: leaver.id }) },
  });
  await decide(db(), review, leaver, [1]);
  await sign(review, leaver, "stage-1");
  const later = addDays(NOW, 1);
  await db().person.update({ where: { id: leaver.id }, data: { deactivatedAt: later } });
  await db().passkey.updateMany({ where: { personId: leaver.id }, data: { revokedAt: later } });
  expect(await stateOf(review)).toEqual(WHOLE);
});

test("SIG-11: whoever is not the one to sign, an admin, a job and a token sign nothing, and that is recorded", async () => {
  const review = await partsSigned();
  const reviewId = review.id;
  const admin = await signer(db(), "Fay Admin", "admin");
  const grants = ["review:sign"] as const;
  const strangers: Actor[] = [
    risk, // a reviewer, and not the one who answers for it
    admin,
    { kind: "job", id: "access-reviews.sign", grants },
    { kind: "token", id: randomUUID(), grants, responsibleId: owner.id },
  ];
  await freezeDelta(contextOf(owner), { reviewId }, same);
  const begun = await begin(review, owner, "sign-off");
  const response = owner.passkey.sign(begun.options);
  for (const actor of strangers) {
    const common = { reviewId, role: "sign-off" } as const;
    await expect(
      beginSigning(contextOf(actor), { ...common, method: "passkey", shown: "0".repeat(64) }, same),
    ).rejects.toMatchObject({ code: "forbidden" });
    const { challengeId } = begun;
    const input = { ...common, challengeId, response, typedName: owner.name, password: "" };
    await expect(finishSigning(contextOf(actor), input, same)).rejects.toMatchObject({
      code: "forbidden",
    });
    const refused = { action: "signature.refused", actorId: actor.id } as const;
    expect(await db().changeLogEntry.count({ where: refused })).toBe(2);
  }
  expect(await db().signature.count({ where: { subjectId: reviewId, role: "sign-off" } })).toBe(0);
});

test("SIG-11: whoever is no longer the one to sign when they answer signs nothing", async () => {
  const review = await partsSigned();
  const reviewId = review.id;
  await freezeDelta(contextOf(owner), { reviewId }, same);
  const begun = await begin(review, owner, "sign-off");
  const held = { reviewId, stage: 3, personId: owner.id };
  await db().reviewAssignment.updateMany({ where: held, data: { until: NOW } });
  await db().reviewAssignment.create({
    data: { ...held, personId: risk.id, how: "reassigned", why: "", fromAt: NOW, byId: owner.id },
  });
  const response = owner.passkey.sign(begun.options);
  await expect(
    finish(review, owner, "sign-off", { challengeId: begun.challengeId, response }),
  ).rejects.toThrow("Only the person who answers for this review signs it.");
});

test("SIG-11: a signature by a person to whom no line was assigned, written by SQL, does not verify", async () => {
  const review = await signedOff();
  await tamper(
    `UPDATE "ReviewAssignment" SET "personId" = '${risk.id}' WHERE "reviewId" = '${review.id}' AND "personId" = '${other.id}'`,
  );
  expect((await stateOf(review)).reasons).toEqual(["signer", "decisions"]);
});

test("REV-17: a removal, a decision or a status that somebody wrote by SQL is told by no change, and the review is BROKEN", async () => {
  const review = await signedOff();
  const says = async () => (await reviewIntegrity(review.id)).detail;
  const of = `WHERE "reviewId" = '${review.id}'`;
  await tamper(`UPDATE "ReviewRemediation" SET state = 'verified', "verifiedAt" = now() ${of}`);
  expect(await says()).toContain("1 of its removals are not as they were last recorded");
  const lineId = review.lineIds.get(2) ?? "";
  await tamper(
    `INSERT INTO "ReviewDecision" (id, "reviewId", "lineId", stage, "personId", decision, comment, "decidedAt")
     VALUES (gen_random_uuid(), '${review.id}', '${lineId}', 1, '${other.id}', 'keep', '', now() + interval '9 years')`,
  );
  expect(await says()).toContain("1 of its decisions stand in no change record");
  await tamper(
    `UPDATE "AccessReview" SET status = 'remediated', "remediatedAt" = now() WHERE id = '${review.id}'`,
  );
  expect(await says()).toContain("Its status, its dates");
  expect((await stateOf(review)).state).toBe("broken");
});

test("SIG-11: whoever was put in the place of the signer by SQL signs, and it does not verify", async () => {
  const review = await partsSigned();
  await tamper(
    `UPDATE "ReviewAssignment" SET "personId" = '${risk.id}' WHERE "reviewId" = '${review.id}' AND stage = 3`,
  );
  await freezeDelta(contextOf(risk), { reviewId: review.id }, same);
  await sign(review, risk, "sign-off");
  expect(await stateOf(review)).toEqual({ state: "broken", reasons: ["signer"] });
});

test("REV-19: an addendum has its own reason and signature, takes away what was kept, and v1 still verifies", async () => {
  const review = await signedOff();
  const reviewId = review.id;
  const later = addDays(NOW, 5);
  const gone = async (): Promise<readonly SnapshotLine[]> => LINES.slice(0, 2);
  const read: typeof same = async () => [...(await gone())];
  const reason = "The owner of line 1 asked to take it away.";
  await expect(
    prepareAddendum(contextOf(owner, later), { reviewId, reason, lines: "3" }, read),
  ).rejects.toThrow("Revoked already: line 3");
  await prepareAddendum(contextOf(owner, later), { reviewId, reason, lines: "1" }, read);
  const rows = await db().reviewDelta.findMany({ where: { reviewId, version: 2 } });
  expect(rows.map(({ change }) => change)).toEqual(["removed"]);
  const deltaIds = rows.map(({ id }) => id);
  await disposeDelta(contextOf(owner, later), {
    ...{ reviewId, deltaIds, disposition: "noted", comment: "" },
  });
  await sign(review, owner, "addendum", { at: later, read });
  expect(await stateOf(review)).toEqual(WHOLE);
  const removal = await db().reviewRemediation.findFirst({
    where: { reviewId, lineKey: LINES[0]?.line ?? "" },
  });
  expect(removal).toMatchObject({ cause: "addendum", kind: "revoke" });
  await expect(freezeDelta(contextOf(owner, later), { reviewId }, same)).rejects.toThrow("signed");
});
