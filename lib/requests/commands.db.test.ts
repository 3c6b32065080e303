import { randomUUID } from "node:crypto";
import { afterAll, beforeEach, expect, test, vi } from "vitest";
import { type Actor, answerableId } from "@/lib/auth/actor";
import type { Role } from "@/lib/auth/permissions";
import { type CommandContext, transact } from "@/lib/change-log/transact";
import { AppError } from "@/lib/core/app-error";
import { db } from "@/lib/db/client";
import { openRequest, voidOpenRequests } from "./commands";
import { decideRequest } from "./commands/decide-request";
import { withdrawRequest } from "./commands/withdraw-request";
import { defineRequestKind } from "./define-request-kind";
import { remindRequestsJob } from "./jobs";
import { countWaitingFor, getRequest, listMyRequests, listWaitingFor } from "./queries";
import { holdingTheRow } from "./testing/holding-the-row";

const asked = new Date("2026-11-21T11:00:00.000Z");
const now = new Date("2026-11-21T12:00:00.000Z");
const applied = vi.fn();
const declined = vi.fn();
const testKind = defineRequestKind({
  kind: "test.rename",
  label: "Test",
  permission: "agent:decide",
  fieldLabels: { name: "Name" },
  apply: async (_tx, _record, _ctx, request) => applied(request),
  decline: async (_tx, _record, _ctx, request) => declined(request),
  link: ({ subjectId }) => `/test/${subjectId}`,
});

const made: string[] = [];
let requester: Actor;
let officer: Actor;
let sponsor: Actor;
let subjectId: string;
let requestId: string;

beforeEach(async () => {
  applied.mockReset();
  declined.mockReset();
  requester = await person("compliance");
  officer = await person("compliance");
  sponsor = await person("risk-owner");
  subjectId = randomUUID();
  requestId = await open();
});

// Whoever stays active is told about every request of the tests that follow.
afterAll(() =>
  db().person.updateMany({ where: { id: { in: made } }, data: { deactivatedAt: new Date(0) } }),
);

test("a request is due as the rules say, bound to a hash, and those who may decide are told", async () => {
  const request = await stored();
  expect(request).toMatchObject({ status: "OPEN", dueAt: new Date("2026-11-26T11:00:00.000Z") });
  expect(request.diffHash).toMatch(/^[0-9a-f]{64}$/);
  expect(await told(officer)).toEqual(["request.waiting"]);
  expect(await told(requester)).toEqual([]);
  expect(await told(sponsor)).toEqual([]);
  expect(await actions()).toEqual(["request.opened"]);
});

test("an approval is carried out, recorded with both states, and the requester is told", async () => {
  const done = await decide(officer);
  expect(done).toEqual({
    kind: "test.rename",
    subjectId,
    link: `/test/${subjectId}`,
    decision: "approve",
    effect: "done",
  });
  expect(applied).toHaveBeenCalledWith(
    expect.objectContaining({ id: requestId, before: { name: "Old" }, after: { name: "New" } }),
  );
  expect(await told(requester)).toEqual(["request.decided"]);
  const { diffHash } = await stored();
  expect((await changes()).slice(-2)).toMatchObject([
    {
      action: "request.approved",
      actorId: officer.id,
      actorRoles: ["compliance"],
      before: { status: "OPEN" },
      after: { status: "RECORDING", decidedById: officer.id, diffHash },
    },
    {
      action: "request.carried-out",
      actorId: officer.id,
      actorRoles: ["compliance"],
      before: { status: "RECORDING" },
      after: { status: "APPROVED", decidedById: officer.id, diffHash },
    },
  ]);
});

test("a decline needs a note, and nothing is carried out", async () => {
  await expect(decide(officer, { decision: "decline", note: "" })).rejects.toMatchObject({
    code: "invalid_input",
    fieldErrors: { note: [expect.any(String)] },
  });
  await decide(officer, { decision: "decline", note: "Not now." });
  expect(applied).not.toHaveBeenCalled();
  expect(declined).toHaveBeenCalledOnce();
  expect((await changes()).at(-1)).toMatchObject({
    action: "request.declined",
    reason: "Not now.",
  });
});

test("nobody decides what they asked for, and the try is recorded", async () => {
  await expect(decide(requester)).rejects.toMatchObject({ code: "forbidden" });
  expect(await stored()).toMatchObject({ status: "OPEN" });
  expect((await changes()).at(-1)).toMatchObject({
    action: "request.refused",
    actorId: requester.id,
    reason: "You asked for this, so somebody else decides it.",
  });
  expect(applied).not.toHaveBeenCalled();
});

test("nobody decides a request they are excluded from, and the try is recorded", async () => {
  await expect(decide(sponsor)).rejects.toMatchObject({ code: "forbidden" });
  expect(await stored()).toMatchObject({ status: "OPEN" });
  expect((await changes()).at(-1)).toMatchObject({
    action: "request.refused",
    actorId: sponsor.id,
  });
});

test("an auditor sees the request and is refused, which is recorded", async () => {
  await expect(decide(await person("auditor"))).rejects.toMatchObject({ code: "forbidden" });
  expect(await actions()).toEqual(["request.opened", "request.refused"]);
});

test("to a stranger the request does not exist", async () => {
  const stranger = await person("owner");
  await expect(decide(stranger)).rejects.toMatchObject({ code: "not_found" });
  await expect(getRequest(stranger, requestId)).rejects.toMatchObject({ code: "not_found" });
  await expect(getRequest(officer, "not-an-id")).rejects.toMatchObject({ code: "not_found" });
  expect(await actions()).toEqual(["request.opened"]);
});

test("who saw another diff decides nothing", async () => {
  await expect(decide(officer, { diffHash: "0".repeat(64) })).rejects.toMatchObject({
    code: "conflict",
  });
  expect(await stored()).toMatchObject({ status: "OPEN" });
});

test("a diff changed behind the product's back is refused, and the try is recorded", async () => {
  const evil = JSON.stringify({ before: { name: "Old" }, after: { name: "Mallory" } });
  await db()
    .$executeRaw`UPDATE "Request" SET "diff" = ${evil}::jsonb WHERE "id" = ${requestId}::uuid`;
  await expect(decide(officer)).rejects.toMatchObject({
    code: "conflict",
    message: expect.stringContaining("hash differs"),
  });
  expect(applied).not.toHaveBeenCalled();
  expect(await stored()).toMatchObject({ status: "OPEN" });
  expect((await changes()).at(-1)).toMatchObject({ action: "request.refused" });
});

test("of two deciders who both saw it open exactly one succeeds", async () => {
  const second = await person("compliance");
  const both = await holdingTheRow(
    db(),
    requestId,
    () => decide(officer),
    () => decide(second, { decision: "decline", note: "No." }),
  );
  expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  expect(both.find(({ status }) => status === "rejected")).toMatchObject({
    reason: { code: "conflict", message: "Someone else decided or changed this request first." },
  });
  const decisions = (await actions()).filter((action) => /approved|declined/.test(action));
  expect(decisions).toHaveLength(1);
});

test("when it cannot be carried out, the request stays open and nothing is recorded", async () => {
  applied.mockImplementation(() => {
    throw new AppError("conflict", "The agent changed meanwhile.");
  });
  await expect(decide(officer)).rejects.toMatchObject({ message: "The agent changed meanwhile." });
  expect(await stored()).toMatchObject({ status: "OPEN" });
  expect(await actions()).toEqual(["request.opened"]);
});

test("an approval voids what else was asked for the same record, and its requester is told", async () => {
  const rival = await person("owner");
  const rivalId = await open(rival);
  await decide(officer);
  expect(await db().request.findUniqueOrThrow({ where: { id: rivalId } })).toMatchObject({
    status: "VOIDED",
  });
  expect(await told(rival, rivalId)).toEqual(["request.voided"]);
});

test("a change of the record voids all that was asked about it", async () => {
  const second = await open();
  await transact(contextOf(officer), (tx, record) =>
    voidOpenRequests(tx, record, contextOf(officer), "test", subjectId, "It was retired."),
  );
  expect(await stored()).toMatchObject({ status: "VOIDED", decisionNote: "It was retired." });
  expect(await db().request.findUniqueOrThrow({ where: { id: second } })).toMatchObject({
    status: "VOIDED",
  });
});

test("only the requester withdraws, once", async () => {
  const withdraw = (actor: Actor) =>
    withdrawRequest(contextOf(actor), { requestId, reason: "No longer needed." }, [testKind]);
  await expect(withdraw(officer)).rejects.toMatchObject({ code: "forbidden" });
  await withdraw(requester);
  expect(await stored()).toMatchObject({ status: "WITHDRAWN" });
  await expect(withdraw(requester)).rejects.toMatchObject({ code: "conflict" });
  expect((await changes()).at(-1)).toMatchObject({
    action: "request.withdrawn",
    reason: "No longer needed.",
  });
});

test("whoever made a token does not decide what it asks for in another person's name", async () => {
  const token = await db().machineToken.create({
    data: {
      name: "CI",
      grants: ["agent:import"],
      tokenHash: randomUUID(),
      responsibleId: requester.id,
      createdById: officer.id,
      createdAt: asked,
      expiresAt: new Date("2027-11-21T11:00:00.000Z"),
    },
  });
  const grants = ["agent:import"] as const;
  requestId = await open({ kind: "token", id: token.id, grants, responsibleId: requester.id });
  expect(await told(officer)).toEqual([]);
  await expect(decide(officer)).rejects.toMatchObject({ code: "forbidden" });
  await decide(await person("compliance"));
  expect(await stored()).toMatchObject({ status: "APPROVED" });
});

test("the inbox holds what a person may decide and nothing else", async () => {
  const ids = async (actor: Actor) => (await listWaitingFor(actor)).map(({ id }) => id);
  expect(await ids(officer)).toContain(requestId);
  for (const other of [requester, sponsor, await person("auditor"), await person("admin")]) {
    expect(await ids(other)).not.toContain(requestId);
  }
  expect(await countWaitingFor(await person("owner"))).toBe(0);
  expect((await listMyRequests(requester)).map(({ id }) => id)).toEqual([requestId]);
});

test("after the days the rules give, those who may decide are reminded once", async () => {
  await remindRequestsJob.start(new Date("2026-11-22T11:00:00.000Z"));
  expect(await told(officer)).toEqual(["request.waiting"]);
  await remindRequestsJob.start(new Date("2026-11-23T11:00:00.000Z"));
  await remindRequestsJob.start(new Date("2026-11-24T11:00:00.000Z"));
  expect(await told(officer)).toEqual(["request.waiting", "request.reminder"]);
  expect((await changes()).at(-1)).toMatchObject({
    action: "request.reminded",
    actorKind: "job",
    actorId: "requests.remind",
  });
});

async function person(role: Role): Promise<Actor> {
  const { id } = await db().person.create({ data: { roles: [role], joinedAt: asked } });
  made.push(id);
  return { kind: "person", id, roles: [role] };
}

function contextOf(actor: Actor, at = now): CommandContext {
  return { actor, now: at, requestId: randomUUID() };
}

async function open(by = requester): Promise<string> {
  const ctx = contextOf(by, asked);
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
      excludedIds: [sponsor.id],
      requestedById: answerableId(by) ?? by.id,
    }),
  );
  return id;
}

async function decide(actor: Actor, typed: Partial<Parameters<typeof decideRequest>[1]> = {}) {
  const { diffHash } = await stored();
  const input = { requestId, diffHash, decision: "approve" as const, note: "", ...typed };
  return decideRequest(contextOf(actor), input, { kinds: [testKind], recordedAt: async () => now });
}

function changes() {
  return db().changeLogEntry.findMany({
    where: { subjectKind: "request", subjectId: requestId },
    orderBy: { seq: "asc" },
  });
}

async function actions(): Promise<string[]> {
  return (await changes()).map(({ action }) => action);
}

async function told(actor: Actor, about = requestId): Promise<string[]> {
  const notes = await db().notification.findMany({
    where: { personId: actor.id, link: `/inbox/${about}` },
    orderBy: { createdAt: "asc" },
  });
  return notes.map(({ kind }) => kind);
}

function stored() {
  return db().request.findUniqueOrThrow({ where: { id: requestId } });
}
