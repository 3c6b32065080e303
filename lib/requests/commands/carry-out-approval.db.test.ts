import { randomUUID } from "node:crypto";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Actor } from "@/lib/auth/actor";
import type { Role } from "@/lib/auth/permissions";
import { relayedLedger } from "@/lib/change-log/testing/relayed-ledger";
import { type CommandContext, transact } from "@/lib/change-log/transact";
import { AppError } from "@/lib/core/app-error";
import { db } from "@/lib/db/client";
import { openRequest } from "../commands";
import { defineRequestKind } from "../define-request-kind";
import { diffHash } from "../hash";
import { carryOutApproval, carryOutRecorded } from "./carry-out-approval";
import { decideRequest } from "./decide-request";

const now = new Date("2026-11-21T12:00:00.000Z");
const later = new Date("2026-11-21T12:00:09.000Z");
const possible = vi.fn();
// What it does can be seen: it gives the person it is about one role more.
const testKind = defineRequestKind({
  kind: "test.rename",
  label: "Test",
  permission: "agent:decide",
  fieldLabels: {},
  apply: async (tx, record, ctx, { subjectId }) => {
    await possible();
    const before = await tx.person.findUniqueOrThrow({ where: { id: subjectId } });
    const after = await tx.person.update({
      where: { id: subjectId },
      data: { roles: { push: "auditor" }, joinedAt: ctx.now },
    });
    await record({ action: "person.roles-changed", subjectId, before, after });
  },
  link: () => "/test",
});
const kinds = [testKind];

let requester: Actor;
let officer: Actor;
let subjectId: string;
let requestId: string;

beforeEach(async () => {
  possible.mockReset();
  requester = await person("owner");
  officer = await person("compliance");
  subjectId = (await person("owner")).id;
  requestId = await open();
});
afterEach(() => {
  globalThis.countersignRelay = undefined;
});

test("an approval that is not in the ledger yet is being recorded, and has no effect", async () => {
  const decided = await approve(async () => null);
  expect(decided).toMatchObject({ decision: "approve", effect: "recording" });
  expect(await stored()).toMatchObject({ status: "RECORDING", decidedById: officer.id });
  expect(await roles()).toEqual(["owner"]);
  expect(await actions()).toEqual(["request.opened", "request.approved"]);
  expect(await told(requester)).toEqual([]);

  // The process that waited is gone; the relay of another one goes on, more than once, and two of them at a time.
  const recordedAt = async () => later;
  const outcomes = await Promise.all(
    [1, 2, 3].map(() => carryOutApproval(requestId, now, { kinds, recordedAt })),
  );
  outcomes.push(await carryOutApproval(requestId, now, { kinds, recordedAt }));
  expect(outcomes).toEqual(outcomes.map(() => ({ status: "APPROVED" })));
  expect(await roles()).toEqual(["owner", "auditor"]);
  expect(await actions()).toEqual(["request.opened", "request.approved", "request.carried-out"]);
  expect(await told(requester)).toEqual(["request.decided"]);
  // It took effect when the ledger had it, not when it was clicked.
  const { joinedAt } = await db().person.findUniqueOrThrow({ where: { id: subjectId } });
  expect(joinedAt).toEqual(later);
}, 30_000);

test("what is impossible is not approved: it is tried out first, and the trial leaves nothing", async () => {
  possible.mockRejectedValue(new AppError("conflict", "It changed meanwhile."));
  await expect(approve(async () => now)).rejects.toThrow("It changed meanwhile.");
  expect(await stored()).toMatchObject({ status: "OPEN" });
  possible.mockReset();
  await approve(async () => now);
  expect(await roles()).toEqual(["owner", "auditor"]); // once, and not twice
});

test("what has become impossible until it is recorded is voided, and both are told why", async () => {
  possible.mockResolvedValueOnce(undefined);
  possible.mockRejectedValue(new AppError("conflict", "It changed meanwhile."));
  await expect(approve(async () => now)).rejects.toMatchObject({
    code: "conflict",
    message: "It was approved, and could not be carried out any more. It changed meanwhile.",
  });
  expect(await stored()).toMatchObject({ status: "VOIDED", decidedById: officer.id });
  expect(await roles()).toEqual(["owner"]);
  expect(await told(requester)).toEqual(["request.voided"]);
  expect(await told(officer)).toContain("request.voided");
});

test("a wish that was edited together with its hash after the approval is not carried out", async () => {
  await approve(async () => null);
  const request = await stored();
  const diff = { before: { name: "Old" }, after: { name: "Mine" } };
  await db().request.update({
    where: { id: requestId },
    data: { diff, diffHash: diffHash({ ...request, diff }) },
  });
  const outcome = await carryOutApproval(requestId, now, { kinds, recordedAt: async () => now });
  expect(outcome).toMatchObject({
    status: "VOIDED",
    why: expect.stringContaining("not what was approved"),
  });
  expect(await roles()).toEqual(["owner"]);
});

test("a hundred approvals that cannot be carried out hold up nobody behind them", async () => {
  const silent = vi.spyOn(console, "error").mockReturnValue();
  await approve(async () => null);
  const { id: _, diff, ...request } = await stored();
  const stuck = Array.from({ length: 200 }, (__, at) => ({
    ...{ ...request, diff: diff ?? {}, decidedAt: new Date(Date.UTC(2026, 0, 1, 0, at)) },
    title: "Stuck",
  }));
  await db().request.createMany({ data: stuck });
  const recordedAt = async () => later;
  for (let round = 0; round < 2; round += 1) await carryOutRecorded(now, { kinds, recordedAt });
  expect(await stored()).toMatchObject({ status: "RECORDING" });
  await carryOutRecorded(now, { kinds, recordedAt });
  expect(await stored()).toMatchObject({ status: "APPROVED" });
  // Those are tried again.
  const before = silent.mock.calls.length;
  await carryOutRecorded(now, { kinds, recordedAt });
  expect(silent.mock.calls.length).toBe(before + 100);
  await db().request.deleteMany({ where: { title: "Stuck" } });
  silent.mockRestore();
}, 30_000);

test("with a relay and a ledger the effect follows at once; an approval edited on its way has none", async () => {
  await db().outboxEntry.deleteMany();
  const relayed = await relayedLedger();
  try {
    const rounds: Promise<void>[] = [];
    const nudge = () => void rounds.push(relayed.relay());
    globalThis.countersignRelay = { nudge, stop: async () => {} };
    expect(await approve()).toMatchObject({ effect: "done" });
    expect(await roles()).toEqual(["owner", "auditor"]);

    requestId = await open();
    globalThis.countersignRelay = undefined;
    await Promise.all(rounds);
    await relayed.relay();
    expect(await approve()).toMatchObject({ effect: "recording" });
    await relayed.relay();
    const [approval] = await db().changeLogEntry.findMany({
      where: { subjectId: requestId, action: "request.approved" },
    });
    await relayed.tamper(
      `UPDATE "ChangeLogEntry" SET "actorId" = '${requester.id}' WHERE id = '${approval?.id}'`,
    );
    expect(await carryOutApproval(requestId, now, { kinds })).toEqual({ status: "RECORDING" });
    expect(await roles()).toEqual(["owner", "auditor"]);
    await relayed.tamper(
      `UPDATE "ChangeLogEntry" SET "actorId" = '${officer.id}' WHERE id = '${approval?.id}'`,
    );
    expect(await carryOutApproval(requestId, now, { kinds })).toEqual({ status: "APPROVED" });
  } finally {
    await relayed.close();
  }
}, 30_000);

async function person(role: Role): Promise<Actor> {
  const { id } = await db().person.create({ data: { roles: [role], joinedAt: now } });
  return { kind: "person", id, roles: [role] };
}

function contextOf(actor: Actor): CommandContext {
  return { actor, now, requestId: randomUUID() };
}

async function open(): Promise<string> {
  const ctx = contextOf(requester);
  const { id } = await transact(ctx, (tx, record) =>
    openRequest(tx, record, ctx, {
      kind: "test.rename",
      subjectKind: "test",
      subjectId,
      title: "Rename",
      reason: "The name is wrong.",
      before: { name: "Old" },
      after: { name: "New" },
      baseVersion: 1,
      permission: "agent:decide",
      excludedIds: [],
      requestedById: requester.id,
      quiet: true,
    }),
  );
  return id;
}

async function approve(recordedAt?: () => Promise<Date | null>) {
  const seen = (await stored()).diffHash;
  const input = { requestId, diffHash: seen, decision: "approve", note: "" } as const;
  return decideRequest(contextOf(officer), input, { kinds, ...(recordedAt ? { recordedAt } : {}) });
}

function stored() {
  return db().request.findUniqueOrThrow({ where: { id: requestId } });
}

async function roles(): Promise<string[]> {
  return (await db().person.findUniqueOrThrow({ where: { id: subjectId } })).roles;
}

async function actions(): Promise<string[]> {
  const changes = await db().changeLogEntry.findMany({
    where: { subjectKind: "request", subjectId: requestId },
    orderBy: { seq: "asc" },
  });
  return changes.map(({ action }) => action);
}

async function told({ id }: Actor): Promise<string[]> {
  const notes = await db().notification.findMany({
    where: { personId: id, link: `/inbox/${requestId}` },
  });
  return notes.map(({ kind }) => kind);
}
