import { randomUUID } from "node:crypto";
import { beforeAll, expect, test } from "vitest";
import { type CommandContext, transact } from "@/lib/change-log/transact";
import { addDays } from "@/lib/core/clock";
import { db } from "@/lib/db/client";
import { endReviewedGrants } from "./commands/end-reviewed-grants";
import { giveGrant } from "./commands/give-grant";
import { whereInForce } from "./grants/in-force";
import { recordedAmong, unrecordedGrants } from "./grants/recorded";
import { accessCompany, type Company, contextOf, keyOf, NOW } from "./testing/access-company";

let co: Company;
const job: CommandContext = {
  actor: { kind: "job", id: "access-matrix.reviewed", grants: ["matrix:read-all"] },
  ...{ now: NOW, requestId: randomUUID() },
};

beforeAll(async () => {
  co = await accessCompany(db());
});

/** A grant of a new key, and a signed review that says something of it. */
async function reviewed(
  operationId: string | null,
  kind: string,
  decision: string,
  expected: object,
) {
  const key = await keyOf(db(), { agentId: co.agent.id, ownerId: co.owner.id });
  const grant = await transact(contextOf(co.owner, addDays(NOW, -20)), (tx, record) =>
    giveGrant(tx, record, {
      ...{ keyId: key.id, serverId: co.server.id, operationId, environment: "production" },
      ...{ purpose: "To match invoices.", kind: "normal", definitionHash: "a".repeat(64) },
      ...{ fromAt: addDays(NOW, -20), until: addDays(NOW, 60), requestId: null },
      ...{ requestedById: co.owner.id, requestedAt: NOW, approvedById: co.serverOwner.id },
      approvedAt: NOW,
    }),
  );
  const lineKey = `access/key:${key.id}/${co.server.id}/${operationId ?? "*"}/production`;
  const reviewId = await signedReview();
  const line = await db().reviewLine.create({
    data: {
      ...{ reviewId, position: 1, lineKey, kind: "access", section: "standard" },
      ...{ risk: "low", stages: 1, text: "{}" },
    },
  });
  const common = { reviewId, lineId: line.id };
  await db().reviewDecision.create({
    data: {
      ...{ ...common, stage: 1, personId: co.serverOwner.id, decision },
      ...{ remaining: [], comment: "c", decidedAt: addDays(NOW, -2) },
    },
  });
  await db().reviewRemediation.create({
    data: {
      ...{ ...common, lineKey, kind, cause: "decision", expected, critical: false },
      ...{ openedAt: addDays(NOW, -1), dueAt: addDays(NOW, 5) },
    },
  });
  return { key, grant };
}

async function signedReview(): Promise<string> {
  const { id } = await db().accessReview.create({
    data: {
      ...{ reference: `AR-${randomUUID()}`, title: "R", kind: "quarterly", quarter: "2026-Q3" },
      ...{ periodStart: addDays(NOW, -90), periodEnd: NOW, status: "signed", scope: {} },
      ...{ exclusions: [], silenceRule: "leave", ownerId: co.officer.id, dueAt: NOW },
      ...{ createdById: co.officer.id, createdAt: NOW, signedAt: addDays(NOW, -1) },
    },
  });
  return id;
}

const standing = (keyId: string) =>
  db().grant.findMany({
    where: { keyId, ...whereInForce(NOW) },
    orderBy: { operationId: "asc" },
  });

test("REV-15 SCN-01: what a signed review took away ends in the register, and each end and each grant in its place is on record", async () => {
  const revoked = await reviewed(co.write.id, "revoke", "revoke", { kind: "gone" });
  const remaining = [co.read.name.toUpperCase(), co.admin.name];
  const reduced = await reviewed(null, "reduce", "reduce", { kind: "remaining", remaining });
  const at = addDays(NOW, 10);
  const until = await reviewed(co.read.id, "until", "keep-until", { kind: "ends", at });
  expect(await endReviewedGrants(job)).toBe(3);
  expect(await standing(revoked.key.id)).toEqual([]);
  const named = await standing(reduced.key.id);
  expect(named.map(({ operationId }) => operationId)).toEqual([co.read.id, co.admin.id].sort());
  expect(named[0]).toMatchObject({
    ...{ replacesId: reduced.grant.id, until: addDays(NOW, 60), purpose: "To match invoices." },
    ...{ requestedById: co.officer.id, approvedById: co.serverOwner.id },
    approvedAt: addDays(NOW, -2),
  });
  expect(await standing(until.key.id)).toMatchObject([{ until: at, replacesId: until.grant.id }]);
  const all = await db().grant.findMany({ select: { id: true } });
  expect((await recordedAmong(all)).size).toBe(all.length);
  expect(await unrecordedGrants()).toEqual([]);
  // What is over by now, or ends when it may, is not visited again.
  const changes = await db().changeLogEntry.count();
  expect(await endReviewedGrants(job)).toBe(0);
  expect(await db().changeLogEntry.count()).toBe(changes);
});
