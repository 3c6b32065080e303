import { createHash, randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import type { ChangeAction } from "@/lib/change-log/actions";
import { type Tx, transact } from "@/lib/change-log/transact";
import { addDays, HOUR_MS, utcDay } from "@/lib/core/clock";
import { db } from "@/lib/db/client";
import { detectHourly } from "./commands/detect";
import { accessFacts } from "./facts/access";
import { comparedRows } from "./facts/altered";
import { reviewFacts } from "./facts/reviews";
import { NOW } from "./testing/quiet-facts";
import { contextOf, person, usage } from "./testing/rows";

const ago = (hours: number) => new Date(NOW.getTime() - hours * HOUR_MS);

async function key(publicId: string, differs: object = {}) {
  const ownerId = (await person("owner")).id;
  return recorded("key.registered", (tx) =>
    tx.key.create({
      data: {
        ...{
          publicId,
          names: [],
          label: publicId,
          kind: "agent-api-key",
          ownerId,
          purpose: "Tests",
        },
        ...{
          environment: "production",
          algorithm: "HMAC-SHA256",
          store: "vault",
          issuerPolicy: "",
        },
        ...{
          issuedAt: addDays(NOW, -100),
          activatedAt: addDays(NOW, -100),
          registeredById: ownerId,
        },
        ...{ registeredAt: addDays(NOW, -100), ...differs },
      },
    }),
  );
}

async function recorded<Row extends { id: string }>(
  action: ChangeAction,
  write: (tx: Tx) => Promise<Row>,
): Promise<Row> {
  return transact(contextOf(), async (tx, record) => {
    const row = await write(tx);
    await record({ action, subjectId: row.id, before: null, after: row });
    return row;
  });
}

const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");

/** A policy with the lines that came in with it, as a gateway's statement leaves them. */
async function policy(
  version: number,
  { added = [], removed = 0 }: { added?: readonly string[]; removed?: number },
) {
  const place = { principal: "ak_1", server: "crm", environment: "production", conditions: "" };
  const hashes = added.map((one) => sha256(["ak_1", "crm", one, "production", ""].join("\u001f")));
  const times = { statedAt: NOW, receivedAt: NOW, confirmedAt: NOW, appliedAt: NOW };
  const counts = { grants: added.length, added: added.length, removed };
  const row = await recorded("enforced-policy.received", (tx) =>
    tx.enforcedPolicy.create({
      data: {
        ...{ sourceId: "edge-a", version, label: "", hash: "", channel: "push", ...times },
        ...{ receivedFrom: "edge-a", ...counts, addedHash: sha256(hashes.sort().join("")) },
      },
    }),
  );
  await db().enforcedGrant.createMany({
    data: added.map((operation) => ({
      ...{ ...place, operation, sourceId: "edge-a", fromAt: NOW, fromPolicyId: row.id },
    })),
  });
  return row;
}

test("SCN-01: a key or a line of a policy that was written, edited or deleted by hand is found", async () => {
  expect((await comparedRows()).altered).toEqual([]);
  const [edited, revived, gone] = [await key("ak_1"), await key("ak_2"), await key("ak_3")];
  await db().key.update({ where: { id: edited.id }, data: { environment: "development" } });
  await db().key.update({ where: { id: revived.id }, data: { revokedAt: NOW } });
  await db().key.delete({ where: { id: gone.id } });
  const { id: _, ...columns } = edited;
  const planted = await db().key.create({ data: { ...columns, publicId: "ak_4" } });
  const first = await policy(1, { added: ["read", "write"] });
  const second = await policy(2, { removed: 1 });
  const line = { fromPolicyId: first.id };
  const went = { ...line, operation: "write" };
  await db().enforcedGrant.updateMany({ where: went, data: { toAt: NOW, toPolicyId: second.id } });
  const found = async () =>
    new Map((await comparedRows()).altered.map(({ id, what }) => [id, what]));
  const keys = [edited, revived].map(({ id }) => [id, "differs"] as const);
  const known = [...keys, [gone.id, "gone"] as const, [planted.id, "untold"] as const];
  expect(await found()).toEqual(new Map(known));
  await db().enforcedGrant.updateMany({ where: line, data: { operation: "admin" } });
  expect(await found()).toEqual(new Map([...known, [first.id, "differs"]]));
  await db().enforcedGrant.deleteMany({ where: { toPolicyId: second.id } });
  expect(await found()).toEqual(new Map([...known, [first.id, "differs"], [second.id, "differs"]]));
  await db().$executeRaw`DELETE FROM "Key" WHERE "publicId" LIKE 'ak\\_%'`;
  await db().$executeRaw`TRUNCATE "EnforcedGrant", "EnforcedPolicy"`;
});

test("KEY-01, KEY-02, G32, CHG-09: what stands in the tables of access is found by the hourly look, and only that", async () => {
  const [old, excused] = [await key("ck_old"), await key("ck_excused")];
  await key("ck_young", { issuedAt: addDays(NOW, -80) });
  await key("ck_identity", { kind: "workload-identity" });
  await key("ck_upstream", { kind: "upstream" }); // 180 days
  const gone = await key("ck_gone", { revokedAt: ago(30), names: ["Gone Alias"] });
  await key("ck_gone_well", { revokedAt: ago(30) });
  await db().keyException.create({
    data: {
      ...{ keyId: excused.id, reason: "r", measures: "m", fromAt: ago(30), until: addDays(NOW, 9) },
      ...{ requestId: randomUUID(), acceptedById: randomUUID(), acceptedAt: ago(30) },
    },
  });
  const day = utcDay(addDays(NOW, -1));
  await usage([
    { day, agent: "", credential: "gone alias", calls: 2 },
    { day, agent: "", credential: "ck_gone_well", calls: 2, outcome: "denied" },
  ]);
  const at = ago(20);
  await db()
    .$executeRaw`SELECT ledger_make_partition('ledger_calls', ${at.toISOString()}::timestamptz)`;
  await db().$executeRaw`
    INSERT INTO ledger_calls (idx, ts, leaf_hash, type, source, kind, at, credential, outcome)
    VALUES (1, ${at}, '', 'call', 'edge', 'tool_call', ${at}, 'gone alias', 'success'),
           (2, ${at}, '', 'call', 'edge', 'tool_call', ${ago(40)}, 'gone alias', 'success'),
           (3, ${at}, '', 'call', 'edge', 'tool_call', ${at}, 'ck_gone_well', 'denied')`;
  const facts = await accessFacts(NOW);
  const tooOld = facts.standingKeys.filter(({ ageDays, maxDays }) => ageDays > maxDays);
  expect(tooOld.map(({ publicId, excused: is }) => [publicId, is])).toEqual([
    ...[old, excused]
      .sort((a, b) => (a.id < b.id ? -1 : 1))
      .map((one) => [one.publicId, one === excused]),
  ]);
  expect(facts.standingKeys.map(({ publicId }) => publicId)).not.toContain("ck_identity");
  expect(facts.revokedUses).toMatchObject([{ keyId: gone.id, calls: 1, lastAt: at }]);
  const drift = await drifted();
  const emergency = await db().emergencyAccess.create({
    data: {
      ...{ personId: randomUUID(), keyId: old.id, environment: "production", operationIds: [] },
      ...{ reason: "r", onCallId: randomUUID(), startedAt: ago(60), endsAt: ago(56) },
      ...{ requestId: randomUUID(), approvalDueAt: ago(12) },
    },
  });
  const deviation = await db().deviation.create({
    data: {
      ...{ kind: "without-approval", mark: "m", principal: "ck_old", server: "crm" },
      ...{ operation: "read", environment: "production", detail: "d", keyId: old.id },
      ...{ since: ago(3), foundAt: ago(2), seenAt: ago(1) },
    },
  });
  await detectHourly(contextOf());
  const findings = await db().finding.findMany({
    where: { detector: { in: OURS } },
    orderBy: [{ detector: "asc" }],
  });
  expect(findings.map(({ detector, groupKey }) => `${detector} ${groupKey}`)).toEqual([
    `definition-drift operation:${drift}:${"b".repeat(16)}`,
    `emergency-overdue emergency:${emergency.id}`,
    `key-over-age key:${old.id}`,
    `revoked-key-use key:${gone.id}`,
    `unticketed-grant deviation:${deviation.id}`,
  ]);
  await db().deviation.update({ where: { id: deviation.id }, data: { disposition: "accepted" } });
  await detectHourly(contextOf(undefined, new Date(NOW.getTime() + HOUR_MS)));
  const cleared = await db().finding.findMany({ where: { clearedAt: { not: null } } });
  expect(cleared.map(({ detector }) => detector)).toContain("unticketed-grant");
});

const OURS = [
  ...["used-not-granted", "enforced-not-granted", "unticketed-grant", "definition-drift"],
  ...["key-over-age", "revoked-key-use", "stale-policy", "emergency-overdue"],
];

/** An operation whose server says something else than what was pinned. */
async function drifted(): Promise<string> {
  const ownerId = (await person("owner")).id;
  const server = await db().server.create({
    data: {
      ...{ slug: "crm", name: "CRM", purpose: "p", provider: "", hosting: "ours", ownerId },
      ...{ dataClasses: [], inScope: true, scopeReason: "", contradictedBy: [], places: [] },
      ...{ registeredById: ownerId, registeredAt: ago(90) },
    },
  });
  const said = { definition: {}, origin: "paste", observedAt: ago(40), lastSeenAt: ago(40) };
  const operation = await db().operation.create({
    data: {
      ...{ serverId: server.id, name: "read", meaning: "m", dataClasses: [] },
      ...{ registeredById: ownerId, registeredAt: ago(90) },
      definitions: {
        create: [
          { ...said, hash: "a".repeat(64), pinnedAt: ago(39), replacedAt: ago(9) },
          { ...said, hash: "b".repeat(64), observedAt: ago(9) },
        ],
      },
    },
  });
  return operation.id;
}

test("G6, G10, REV-15: reviews are read as they stand: open ones, what they took away, and one that was found broken", async () => {
  const { id } = await db().accessReview.create({
    data: {
      ...{ reference: "AR-2026-Q3", title: "R", kind: "quarterly", quarter: "2026-Q3" },
      ...{ periodStart: ago(3_000), periodEnd: ago(900), status: "open", scope: {} },
      ...{ exclusions: [], silenceRule: "leave", ownerId: randomUUID(), dueAt: ago(1) },
      ...{ createdById: randomUUID(), createdAt: ago(200), launchedAt: ago(100), snapshotLines: 1 },
    },
  });
  const line = { reviewId: id, position: 1, lineKey: "k", kind: "access", section: "standard" };
  const { id: lineId } = await db().reviewLine.create({
    data: { ...line, risk: "low", stages: 1, text: "{}" },
  });
  // Decided once; an exception has a second person look.
  const said = { reviewId: id, lineId, personId: randomUUID() };
  await db().reviewDecision.create({
    data: { ...said, stage: 1, decision: "keep", comment: "", decidedAt: ago(2) },
  });
  await db().reviewAssignment.create({
    data: { ...said, stage: 2, how: "exception", why: "", fromAt: ago(3), byId: "test" },
  });
  await db().reviewRemediation.create({
    data: {
      ...{ reviewId: id, lineKey: "k", kind: "revoke", cause: "decision", expected: {} },
      ...{ critical: true, openedAt: ago(50), dueAt: ago(26), state: "reopened" },
      ...{ heldCall: "7", reopenedAt: ago(2), reopenedBecause: "A call was let through." },
    },
  });
  const change = { actorKind: "job", actorId: "j", requestId: randomUUID(), subjectKind: "review" };
  await db().changeLogEntry.create({
    data: {
      ...{ ...change, action: "review.broken", subjectId: id, after: { detail: "Line 1." } },
      ...{ occurredAt: ago(1), recordedAt: ago(1) },
    },
  });
  expect(await reviewFacts(NOW)).toMatchObject({
    open: [{ id, lines: 1, undecided: 1 }],
    removals: [{ reviewId: id, usedAt: ago(2) }],
    broken: [{ id, detail: "Line 1." }],
    started: 1,
  });
});
