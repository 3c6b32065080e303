import { randomUUID } from "node:crypto";
import { afterAll, beforeEach, expect, test, vi } from "vitest";
import { z } from "zod";
import type { Actor } from "@/lib/auth/actor";
import type { Role } from "@/lib/auth/permissions";
import type { CommandContext } from "@/lib/change-log/transact";
import { db } from "@/lib/db/client";
import { readRows, sql } from "@/lib/db/read";
import { notifySettings } from "@/lib/notify/settings";
import { decideRequest } from "@/lib/requests/commands/decide-request";
import { requestsSettings } from "@/lib/requests/settings";
import { proposePolicy } from "./commands";
import { latestVersion, policyInForce } from "./policies";
import { listPolicyVersions } from "./queries";

// Far from the dates other tests live at, so that the rules they run under stay built in.
const DAY = 86_400_000;
const made: string[] = [];
let now: Date;
let proposer: Actor;
let approver: Actor;

beforeEach(async () => {
  proposer = await person("compliance");
  approver = await person("compliance");
  const last = await db().policyVersion.aggregate({ _max: { effectiveFrom: true } });
  const start = Math.max(last._max.effectiveFrom?.getTime() ?? 0, Date.UTC(2090, 0, 1));
  now = new Date(start + 10 * DAY);
});

// Whoever stays active is told about every request of the tests that follow.
afterAll(() =>
  db().person.updateMany({ where: { id: { in: made } }, data: { deactivatedAt: new Date(0) } }),
);

test("before anything was adopted the built-in rules hold, as version 0 that nobody approved", async () => {
  expect(await policyInForce(notifySettings, new Date("2026-01-01T00:00:00.000Z"))).toEqual({
    values: { emailAttempts: 6, webhookAttempts: 6, retryAfterMinutes: 2 },
    version: 0,
    effectiveFrom: null,
    notApproved: ["emailAttempts", "webhookAttempts", "retryAfterMinutes"],
  });
});

test("a proposal changes nothing until another person approved it", async () => {
  const before = await policyInForce(notifySettings, now);
  const { requestId } = await propose({ emailAttempts: before.values.emailAttempts + 1 });
  expect(await policyInForce(notifySettings, now)).toEqual(before);
  await decide(requestId, approver);
  const after = await policyInForce(notifySettings, now);
  expect(after).toMatchObject({
    version: before.version + 1,
    effectiveFrom: now,
    notApproved: [],
    values: { emailAttempts: before.values.emailAttempts + 1 },
  });
});

test("built-in rules can be proposed as they are, so that somebody approves them", async () => {
  if ((await latestVersion(requestsSettings)) > 0) return; // a database that was used before
  const built = await policyInForce(requestsSettings, now);
  const { requestId } = await proposePolicy(contextOf(proposer), {
    ...{ room: "requests", version: 0, effectiveFrom: null, reason: "They suit us." },
    values: built.values,
  });
  const { diff } = await db().request.findUniqueOrThrow({ where: { id: requestId } });
  expect(diff).toMatchObject({
    before: { dueDays: "5 days, built-in, not approved" },
    after: { dueDays: 5 },
  });
});

test("nobody approves the rules they proposed", async () => {
  const { requestId } = await propose(await other());
  await expect(decide(requestId, proposer)).rejects.toMatchObject({ code: "forbidden" });
  expect(await db().request.findUniqueOrThrow({ where: { id: requestId } })).toMatchObject({
    status: "OPEN",
  });
});

test("a later, laxer rule never regrades the past", async () => {
  const lax = await propose({ retryAfterMinutes: 30, ...(await other()) });
  await decide(lax.requestId, approver);
  const event = later(1);
  const judged = await policyInForce(notifySettings, event);
  const laxer = await propose({ retryAfterMinutes: 700, ...(await other()) }, null, later(5));
  await decide(laxer.requestId, approver, later(6));
  expect(await policyInForce(notifySettings, event)).toEqual(judged);
  expect(await policyInForce(notifySettings, later(5))).toEqual(judged);
  expect((await policyInForce(notifySettings, later(6))).values.retryAfterMinutes).toBe(700);
});

test("rules for a later day come into force on that day", async () => {
  const before = await policyInForce(notifySettings, now);
  const { requestId } = await propose(await other(), later(3));
  await decide(requestId, approver);
  expect(await policyInForce(notifySettings, new Date(later(3).getTime() - 1))).toEqual(before);
  expect(await policyInForce(notifySettings, later(3))).toMatchObject({
    version: before.version + 1,
    effectiveFrom: later(3),
  });
});

test("rules whose day passed while they waited begin with their approval, not before", async () => {
  const { requestId } = await propose(await other(), later(1));
  await decide(requestId, approver, later(2));
  expect((await policyInForce(notifySettings, later(2))).effectiveFrom).toEqual(later(2));
  expect((await policyInForce(notifySettings, later(1))).effectiveFrom).not.toEqual(later(1));
});

test("a version adopted later replaces one that waits for its day", async () => {
  const waiting = await propose({ webhookAttempts: 11, ...(await other()) }, later(5));
  await decide(waiting.requestId, approver);
  const urgent = await propose({ webhookAttempts: 12, ...(await other()) }, null, later(1));
  await decide(urgent.requestId, approver, later(1));
  expect((await policyInForce(notifySettings, later(2))).values.webhookAttempts).toBe(12);
  expect((await policyInForce(notifySettings, later(9))).values.webhookAttempts).toBe(12);
});

test("rules never reach back, stay within bounds, and differ from those in force", async () => {
  await expect(propose(await other(), later(-1))).rejects.toMatchObject({
    code: "invalid_input",
    fieldErrors: { effectiveFrom: [expect.any(String)] },
  });
  await expect(propose({ emailAttempts: 21 })).rejects.toMatchObject({ code: "invalid_input" });
  await expect(propose({})).rejects.toMatchObject({ code: "invalid_input" });
});

test("who proposes from an older version sees both", async () => {
  const version = await latestVersion(notifySettings);
  await decide((await propose(await other())).requestId, approver);
  const { emailAttempts: theirs } = (await typed({})).values;
  const mine = theirs === 20 ? 19 : 20;
  const late = await typed({ emailAttempts: mine });
  await expect(proposePolicy(contextOf(proposer), { ...late, version })).rejects.toMatchObject({
    code: "conflict",
    conflict: [
      {
        field: "emailAttempts",
        label: "E-mail given up after",
        mine: `${mine} attempts`,
        theirs: expect.stringMatching(`^${theirs} `),
        theirsValue: String(theirs),
      },
      { field: "version", mine: String(version), theirs: String(version + 1) },
    ],
  });
});

test("of two proposals from one version only one is adopted, and the other is voided", async () => {
  const first = await propose(await other());
  const second = await propose({ webhookAttempts: 20, ...(await other()) });
  await decide(first.requestId, approver);
  await expect(decide(second.requestId, approver)).rejects.toMatchObject({ code: "conflict" });
  expect(await db().request.findUniqueOrThrow({ where: { id: second.requestId } })).toMatchObject({
    status: "VOIDED",
  });
});

test("of two approvals at the same moment exactly one becomes the next version", async () => {
  const version = await latestVersion(notifySettings);
  const requests = [await propose(await other()), await propose(await other())];
  const second = await person("compliance");
  const { settled } = await db().$transaction(
    async (tx) => {
      await tx.$executeRaw`LOCK TABLE "PolicyVersion" IN EXCLUSIVE MODE`;
      const parts = [approver, second].map((actor, index) =>
        decide(requests[index]?.requestId ?? "", actor),
      );
      const outcome = { settled: Promise.allSettled(parts) };
      await vi.waitFor(async () => expect(await waitingAdopters()).toBe(2), 10_000);
      return outcome;
    },
    { timeout: 20_000 },
  );
  expect((await settled).map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  expect((await settled).find(({ status }) => status === "rejected")).toMatchObject({
    reason: { code: "conflict" },
  });
  expect(await latestVersion(notifySettings)).toBe(version + 1);
});

test("an adoption is recorded with who proposed and who approved, and no version is ever edited", async () => {
  const { requestId } = await propose(await other());
  await decide(requestId, approver);
  const [change] = await db().changeLogEntry.findMany({
    where: { subjectKind: "policy", subjectId: "notify" },
    orderBy: { seq: "desc" },
    take: 1,
  });
  expect(change).toMatchObject({
    action: "policy.adopted",
    actorId: approver.id,
    after: { room: "notify", proposedById: proposer.id, approvedById: approver.id },
  });
  await expect(db().policyVersion.updateMany({ data: { reason: "x" } })).rejects.toThrow(
    "append-only",
  );
  await expect(db().policyVersion.deleteMany({})).rejects.toThrow("append-only");
});

test("who may not read policies gets no versions", async () => {
  await expect(listPolicyVersions(await person("owner"), "notify")).rejects.toMatchObject({
    code: "forbidden",
  });
  expect(await listPolicyVersions(await person("auditor"), "notify")).not.toHaveLength(0);
});

function later(days: number): Date {
  return new Date(now.getTime() + days * DAY);
}

async function person(role: Role): Promise<Actor> {
  const { id } = await db().person.create({
    data: { roles: [role], joinedAt: new Date("2026-11-21T00:00:00.000Z") },
  });
  made.push(id);
  return { kind: "person", id, roles: [role] };
}

function contextOf(actor: Actor, at = now): CommandContext {
  return { actor, now: at, requestId: randomUUID() };
}

type Change = Partial<Record<keyof typeof notifySettings.fields, number>>;

// A change that certainly differs from what was adopted last.
async function other(): Promise<Change> {
  const { values } = await policyInForce(notifySettings, new Date("9000-01-01T00:00:00.000Z"));
  return { emailAttempts: (values.emailAttempts % 15) + 1 };
}

async function typed(change: Change) {
  const { values } = await policyInForce(notifySettings, new Date("9000-01-01T00:00:00.000Z"));
  return {
    room: "notify",
    version: await latestVersion(notifySettings),
    effectiveFrom: null,
    reason: "A test of the rules.",
    values: { ...values, ...change },
  };
}

async function propose(change: Change, effectiveFrom: Date | null = null, at = now) {
  return proposePolicy(contextOf(proposer, at), { ...(await typed(change)), effectiveFrom });
}

async function decide(requestId: string, actor: Actor, at = now) {
  const { diffHash } = await db().request.findUniqueOrThrow({ where: { id: requestId } });
  const input = { requestId, diffHash, decision: "approve", note: "" } as const;
  return decideRequest(contextOf(actor, at), input, { recordedAt: async () => at });
}

async function waitingAdopters(): Promise<number> {
  const [row] = await readRows(
    z.object({ waiting: z.number() }),
    sql`SELECT count(*)::int AS waiting FROM pg_stat_activity
        WHERE datname = current_database() AND wait_event_type = 'Lock'
          AND query LIKE '%"PolicyVersion"%'`,
  );
  return row?.waiting ?? 0;
}
