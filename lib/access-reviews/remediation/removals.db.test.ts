import { expect, test } from "vitest";
import { changeRoles } from "@/lib/auth/commands/people";
import { makeToken, revokeToken } from "@/lib/auth/commands/tokens";
import type { CommandContext } from "@/lib/change-log/transact";
import { db } from "@/lib/db/client";
import {
  type Company,
  called,
  ended,
  granted,
  hours,
  personWith,
  pushed,
  removalCompany,
  SIGNED,
  signed,
  watchedAt,
} from "../testing/removal-company";
import { agentOf } from "../testing/review-company";
import { acceptRemoval, reportRemoval, testRemoval } from "./commands/answer-removal";
import { readProof } from "./stored-removal";

const by = (co: Company, now: Date): CommandContext => ({
  ...{ actor: co.officer, now, requestId: crypto.randomUUID() },
});
const reviewStatus = async (id: string) =>
  (await db().accessReview.findUniqueOrThrow({ where: { id } })).status;

test("G10 REV-16: revoked access stays open while the next push has it, is verified with its five proofs when it is gone, and reopens as critical at a later call", async () => {
  const co = await removalCompany();
  const grant = await granted(co, co.write.id);
  await pushed(co, ["read", "write"], hours(-300));
  const exposed = await called(co, "write", hours(-2));
  await called(co, "read", hours(1));
  const { removalId, reviewId } = await signed(co, "write", { outcome: "revoke" });
  expect((await watchedAt(removalId, hours(1))).standing).toContain("our own register");
  await ended(grant.id, hours(2));
  expect((await watchedAt(removalId, hours(3))).standing).toContain("nothing since");
  await pushed(co, ["read", "write"], hours(4));
  const kept = await watchedAt(removalId, hours(5));
  expect(kept).toMatchObject({ state: "open", registerEndedAt: hours(2), goneAt: null });
  expect(kept.standing).toContain("still allows");
  const policy = await pushed(co, ["read"], hours(6));
  const gone = await watchedAt(removalId, hours(7));
  expect(gone).toMatchObject({ state: "verified", goneAt: hours(6), verifiedAt: hours(7) });
  expect(readProof(gone.proof)).toMatchObject({
    before: { snapshot: "a".repeat(64), n: 1 },
    changes: [{ action: "grant.ended", at: hours(2).toISOString() }],
    after: { policyId: policy.id, statedAt: hours(6).toISOString() },
    negative: { kind: "policy", policyId: policy.id },
    exposure: { calls: 1, to: hours(6).toISOString(), examples: [{ index: exposed }] },
  });
  expect(await reviewStatus(reviewId)).toBe("remediated");
  const late = await called(co, "write", hours(8));
  const again = await watchedAt(removalId, hours(9));
  expect(again).toMatchObject({ state: "reopened", critical: true, heldCall: late });
  expect(again.dueAt).toEqual(hours(9 + 24));
  expect(await reviewStatus(reviewId)).toBe("signed");
  // Another statement of the same policy proves nothing any more: it was let through against it.
  await pushed(co, ["read"], hours(10));
  expect(await watchedAt(removalId, hours(11))).toMatchObject({ state: "reopened" });
  const refused = await called(co, "write", hours(12), "denied");
  const over = await watchedAt(removalId, hours(13));
  expect(over.state).toBe("verified");
  expect(readProof(over.proof).negative).toMatchObject({ kind: "denied-call", index: refused });
});

test("SCN-04: a ticket that says it is done closes nothing, a test that was let through keeps it open, a refused one is proof", async () => {
  const co = await removalCompany();
  await pushed(co, ["write"], hours(-300));
  const { removalId, reviewId } = await signed(co, "write", { outcome: "revoke" });
  await reportRemoval(by(co, hours(1)), { removalId, ticket: "OPS-1" });
  expect(await watchedAt(removalId, hours(2))).toMatchObject({ state: "open" });
  await pushed(co, [], hours(3));
  const test = { removalId, at: "2026-11-19T16:00", how: "curl" } as const;
  await testRemoval(by(co, hours(4)), { ...test, answer: "allowed" });
  const still = await watchedAt(removalId, hours(5));
  expect(still).toMatchObject({ state: "open", reportedTicket: "OPS-1" });
  expect(still.standing).toContain("let through");
  await testRemoval(by(co, hours(6)), { ...test, at: "2026-11-19T17:30", answer: "denied" });
  const over = await watchedAt(removalId, hours(7));
  expect(over.state).toBe("verified");
  expect(readProof(over.proof).negative).toMatchObject({ kind: "test", answer: "denied" });
  expect(await reviewStatus(reviewId)).toBe("remediated");
});

test("REV-18: a reduced wildcard is open while more is granted or allowed than was decided", async () => {
  const co = await removalCompany();
  const wild = await granted(co, null);
  await pushed(co, ["*"], hours(-300));
  const { removalId } = await signed(co, "*", { outcome: "reduce", remaining: [co.read.id] });
  await ended(wild.id, hours(1));
  expect((await watchedAt(removalId, hours(1))).standing).toContain("read is to stay");
  await granted(co, co.read.id, hours(1));
  await pushed(co, ["read", "write"], hours(2));
  expect(await watchedAt(removalId, hours(3))).toMatchObject({ state: "open" });
  await pushed(co, [], hours(4));
  expect((await watchedAt(removalId, hours(5))).standing).toContain("which stays");
  await pushed(co, ["read"], hours(6));
  expect(await watchedAt(removalId, hours(7))).toMatchObject({ state: "verified" });
  await called(co, "read", hours(8));
  expect(await watchedAt(removalId, hours(9))).toMatchObject({ state: "verified" });
});

test("REV-17: a review is remediated only when all is verified or accepted, and what was accepted is open again after its day", async () => {
  const co = await removalCompany();
  await granted(co, co.write.id);
  await pushed(co, ["write"], hours(-300));
  const { removalId, reviewId } = await signed(co, "write", { outcome: "revoke" });
  await watchedAt(removalId, hours(1));
  expect(await reviewStatus(reviewId)).toBe("signed");
  const accept = { removalId, reason: "Needed for the close.", until: "2026-12-01" };
  const asker = await personWith("risk-owner");
  const theirs = { more: { ownerId: asker.id } };
  const own = await signed(co, "purge", { outcome: "revoke" }, theirs);
  await expect(
    acceptRemoval({ ...by(co, hours(2)), actor: asker }, { ...accept, removalId: own.removalId }),
  ).rejects.toMatchObject({ code: "forbidden" });
  await acceptRemoval(by(co, hours(2)), accept);
  await watchedAt(removalId, hours(3));
  expect(await reviewStatus(reviewId)).toBe("remediated");
  const lapsed = await watchedAt(removalId, new Date("2026-12-01T00:00:00.000Z"));
  expect(lapsed).toMatchObject({ state: "open" });
  expect(lapsed.reopenedBecause).toContain("acceptance ended");
  expect(await reviewStatus(reviewId)).toBe("signed");
});

test("G10: a later call reopens however it is written: the environment in other letters, or the agent alone where it has no other key", async () => {
  const co = await removalCompany();
  const agent = await agentOf(db(), { ownerId: co.officer.id, sponsorId: co.officer.id });
  await db().key.update({ where: { id: co.key.id }, data: { agentId: agent.id } });
  const grant = await granted(co, co.write.id);
  await pushed(co, ["write"], hours(-300));
  const { removalId } = await signed(co, "write", { outcome: "revoke" });
  await ended(grant.id, hours(1));
  await pushed(co, [], hours(2));
  expect(await watchedAt(removalId, hours(3))).toMatchObject({ state: "verified" });
  const loud = await called(co, "write", hours(4), "success", { environment: "Production" });
  const first = await watchedAt(removalId, hours(5));
  expect(first).toMatchObject({ state: "reopened", heldCall: loud });
  await pushed(co, [], hours(6));
  await called(co, "write", hours(7), "denied");
  expect(await watchedAt(removalId, hours(8))).toMatchObject({ state: "verified" });
  const bare = await called(co, "write", hours(9), "success", { agent: agent.slug.toUpperCase() });
  const second = await watchedAt(removalId, hours(10));
  expect(second).toMatchObject({ state: "reopened", heldCall: bare });
});

test("REV-16: access that nobody's grant covers, stale sources and changes nobody recorded verify nothing; access granted anew is no relapse", async () => {
  const co = await removalCompany();
  const grant = await granted(co, co.write.id);
  await pushed(co, ["write"], hours(-300));
  const { removalId } = await signed(co, "write", { outcome: "revoke" });
  await db().grant.update({ where: { id: grant.id }, data: { endedAt: hours(1) } });
  await pushed(co, [], hours(2));
  expect((await watchedAt(removalId, hours(3))).standing).toContain("without a change record");
  await db().grant.update({ where: { id: grant.id }, data: { endedAt: null } });
  await ended(grant.id, hours(3));
  expect((await watchedAt(removalId, hours(40))).standing).toContain("stale");
  await pushed(co, [], hours(41));
  expect(await watchedAt(removalId, hours(42))).toMatchObject({ state: "verified" });
  await granted(co, co.write.id, hours(50));
  await pushed(co, ["write"], hours(51));
  await called(co, "write", hours(52));
  expect(await watchedAt(removalId, hours(53))).toMatchObject({ state: "verified" });
});

const NO_ACCESS = { agent: null, server: null, operation: null, environment: null } as const;

test("REV-16: a revoked role is gone when its person holds it no more and a change tells who did it, and open again when it is back without one", async () => {
  const co = await removalCompany();
  const admin = await personWith("admin");
  const { id } = await personWith("owner", "risk-owner");
  const principal = { kind: "person", id, label: "", detail: "risk-owner" };
  const line = { line: `person/${id}/risk-owner`, kind: "person", principal } as const;
  const more = { ...NO_ACCESS, ...line };
  const { removalId } = await signed(co, "write", { outcome: "revoke" }, { more });
  expect((await watchedAt(removalId, hours(1))).standing).toContain("still holds risk-owner");
  await db().person.update({ where: { id }, data: { roles: ["owner"] } });
  const silently = await watchedAt(removalId, hours(2));
  expect(silently.state).toBe("open");
  expect(silently.standing).toContain("no change record");
  const { version } = await db().person.update({
    where: { id },
    data: { roles: ["owner", "risk-owner"] },
  });
  const input = { personId: id, version, roles: ["owner" as const], reason: "The review." };
  await changeRoles({ ...by(co, hours(3)), actor: admin }, input);
  const gone = await watchedAt(removalId, hours(4));
  expect(gone).toMatchObject({ state: "verified", goneAt: hours(3) });
  const changes = [{ action: "person.roles-changed", at: hours(3).toISOString() }];
  expect(readProof(gone.proof)).toMatchObject({ changes });
  await db().person.update({ where: { id }, data: { roles: ["owner", "risk-owner"] } });
  const back = await watchedAt(removalId, hours(5));
  expect(back).toMatchObject({ state: "reopened", critical: true });
  expect(back.reopenedBecause).toContain("no change record tells who gave it");
});

test("REV-16: a revoked token is gone when it is revoked, not when somebody says so", async () => {
  const co = await removalCompany();
  const actor = await personWith("admin");
  const wish = { name: "Export", grants: ["ledger:read" as const], days: 90 };
  const made = { ...wish, responsibleId: co.officer.id };
  const { id: tokenId } = await makeToken({ ...by(co, hours(-200)), actor }, made);
  const principal = { kind: "token", id: tokenId, label: "Export", detail: "ledger:read" };
  const more = { ...NO_ACCESS, line: `token/${tokenId}`, kind: "token", principal } as const;
  const { removalId, reviewId } = await signed(co, "write", { outcome: "revoke" }, { more });
  await reportRemoval(by(co, hours(1)), { removalId, ticket: "OPS-2" });
  expect((await watchedAt(removalId, hours(2))).standing).toContain("can still be used");
  await revokeToken({ ...by(co, hours(3)), actor }, { tokenId });
  const gone = await watchedAt(removalId, hours(4));
  expect(gone).toMatchObject({ state: "verified", goneAt: hours(3) });
  const changes = [{ action: "token.revoked", at: hours(3).toISOString() }];
  expect(readProof(gone.proof)).toMatchObject({ changes });
  expect(await reviewStatus(reviewId)).toBe("remediated");
});

test("REV-15 G9: what is due when, and what nobody answered is revoked where that was the rule", async () => {
  const co = await removalCompany();
  const silent = await signed(co, "write", { outcome: "no-response" }, { silenceRule: "revoke" });
  const left = await signed(co, "write", { outcome: "no-response" });
  const privileged = { more: { section: "privileged" } } as const;
  const critical = await signed(co, "write", { outcome: "revoke" }, privileged);
  const rows = await db().reviewRemediation.findMany({
    where: { reviewId: { in: [silent.reviewId, left.reviewId, critical.reviewId] } },
    orderBy: { dueAt: "asc" },
  });
  expect(rows).toMatchObject([
    { cause: "decision", critical: true, dueAt: hours(24) },
    { cause: "silence", critical: false, dueAt: new Date("2026-11-26T23:59:59.999Z") },
  ]);
  expect(SIGNED.getUTCDay()).toBe(4);
});
