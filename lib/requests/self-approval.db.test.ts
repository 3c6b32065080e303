import { randomUUID } from "node:crypto";
import { afterAll, beforeEach, expect, test, vi } from "vitest";
import type { Actor } from "@/lib/auth/actor";
import type { Role } from "@/lib/auth/permissions";
import { type CommandContext, transact } from "@/lib/change-log/transact";
import { AppError } from "@/lib/core/app-error";
import { db } from "@/lib/db/client";
import { openRequest, type Revision, reviseRequest, type Wish } from "./commands";
import { carryOutApproval } from "./commands/carry-out-approval";
import { decideRequest } from "./commands/decide-request";
import { handOverRequest } from "./commands/hand-over-request";
import { defineRequestKind } from "./define-request-kind";
import { remindRequestsJob } from "./jobs";
import { countWaitingFor, getRequest, listWaitingFor } from "./queries";
import { standingOf } from "./standing";
import { holdingTheRow } from "./testing/holding-the-row";

const asked = new Date("2026-11-21T11:00:00.000Z");
const now = new Date("2026-11-21T12:00:00.000Z");
const applied = vi.fn();
const parties = vi.fn();
const testKind = defineRequestKind({
  kind: "test.access",
  label: "Test",
  permission: "grant:decide",
  fieldLabels: {},
  partiesNow: async () => parties(),
  apply: async (_tx, _record, ctx, request) => applied(ctx, request),
  link: () => "/test",
});
const kinds = [testKind];

const made: string[] = [];
let requester: Actor;
let officer: Actor;
let subjectId: string;
let requestId: string;

beforeEach(async () => {
  applied.mockReset();
  parties.mockReset().mockReturnValue([]);
  requester = await person("owner", "compliance");
  officer = await person("compliance");
  subjectId = randomUUID();
  requestId = await open();
});

// Whoever stays active is told about every request of the tests that follow.
afterAll(() =>
  db().person.updateMany({ where: { id: { in: made } }, data: { deactivatedAt: new Date(0) } }),
);

test("G38: whoever holds two roles does not approve with one what they asked for with the other", async () => {
  await refused(requester, "You asked for this");
});

test("G38: whoever has a part in it, as the agent's owner has, sees it and does not approve it", async () => {
  const owner = await person("owner");
  requestId = await open({ excludedIds: [owner.id] });
  await refused(owner, "You have a part in this");
});

test("G38: whoever has come to own it since it was asked for does not approve it, named or not", async () => {
  requestId = await open({ namedIds: [officer.id] });
  parties.mockReturnValue([null, officer.id]);
  await refused(officer, "have come to have a part");
});

test("G38: what its kind forbids when it is tried out is refused and recorded as well", async () => {
  applied.mockImplementation(() => {
    throw new AppError("forbidden", "This agent is yours.");
  });
  await refused(officer, "This agent is yours.");
});

test("CHG-06: an approver who edits a request asks for it from then on, and neither they nor who asked before decide it", async () => {
  const { id: before } = await stored();
  const { diffHash } = await stored();
  requestId = await revise(officer, { operation: "orders.delete" });
  expect(await stored()).toMatchObject({
    status: "OPEN",
    requestedById: officer.id,
    excludedIds: [requester.id],
    revisesId: before,
  });
  expect((await stored()).diffHash).not.toBe(diffHash);
  expect(await actions()).toEqual(["request.revised"]);
  expect(await actions(before)).toEqual(["request.opened", "request.voided"]);
  const old = await getRequest(officer, before);
  expect(await standingOf(officer, old, testKind)).toMatchObject({ revisedById: requestId });
  await refused(officer, "You asked for this");
  await refused(requester, "You have a part in this");

  // Edited back by the first one: still nobody who had a hand in it.
  requestId = await revise(requester, { operation: "orders.read" });
  await refused(officer, "You have a part in this");
  await decide(await person("compliance"));
  expect(await stored()).toMatchObject({ status: "APPROVED" });
});

test("CHG-06: the form of a request that was edited since approves neither the old nor the new one", async () => {
  const old = await stored();
  const revised = await revise(requester, { operation: "orders.delete" });
  await refused(officer, "was voided", { diffHash: old.diffHash });
  requestId = revised;
  await refused(officer, "changed since you opened it", { diffHash: old.diffHash });
});

test("CHG-06: editing voids an approval that is still being recorded; what was carried out is not edited", async () => {
  let edited = false;
  const outcome = decide(officer, {}, async () => (edited ? now : null)).catch((error) => error);
  await vi.waitFor(async () => expect(await stored()).toMatchObject({ status: "RECORDING" }));
  applied.mockReset(); // it was tried out
  const old = requestId;
  requestId = await revise(requester, { operation: "orders.delete" });
  edited = true;
  expect(await outcome).toMatchObject({
    code: "conflict",
    message: expect.stringContaining("edited"),
  });
  expect(await carryOutApproval(old, now, { kinds, recordedAt: async () => now })).toMatchObject({
    status: "VOIDED",
  });
  expect(applied).not.toHaveBeenCalled();
  await decide(officer); // who approved the first wording asked for neither
  await expect(revise(requester, { operation: "all" })).rejects.toMatchObject({ code: "conflict" });
});

test("G38: nobody hands a request over to whoever asked for it or has a part in it, nor does the requester hand it on", async () => {
  const sponsor = await person("compliance");
  requestId = await open({ excludedIds: [sponsor.id] });
  const says = { code: "forbidden" };
  await expect(handOver(officer, requester)).rejects.toMatchObject(says);
  await expect(handOver(officer, sponsor)).rejects.toMatchObject(says);
  await expect(handOver(requester, officer)).rejects.toMatchObject(says);
  parties.mockReturnValue([officer.id]);
  await expect(handOver(officer, await person("compliance"))).rejects.toMatchObject(says);
  expect(await actions()).toEqual(["request.opened", ...Array(4).fill("request.refused")]);
  expect(await stored()).toMatchObject({ namedIds: [] });
});

test("G38: what was handed over waits for one person; handed back after an edit it is refused", async () => {
  const second = await person("compliance");
  const owner = await person("owner");
  await expect(handOver(officer, owner)).rejects.toMatchObject({ code: "invalid_input" });
  await expect(handOver(officer, officer)).rejects.toMatchObject({ code: "invalid_input" });
  await handOver(officer, second);
  expect(await stored()).toMatchObject({ namedIds: [second.id] });
  expect(await waits(second)).toBe(true);
  expect(await waits(officer)).toBe(false);
  await refused(officer, "waits for a named person");
  requestId = await revise(officer, { operation: "orders.delete" });
  expect(await stored()).toMatchObject({ namedIds: [second.id] });
  await expect(handOver(second, officer)).rejects.toMatchObject({ code: "forbidden" });
  expect((await actions()).at(-1)).toBe("request.refused");
  await decide(second);
  expect(await stored()).toMatchObject({ status: "APPROVED", decidedById: second.id });
});

test("G38: whoever asked and left could be back under another id, so nobody approves it; it can be declined", async () => {
  await leave(requester);
  await refused(officer, "has left");
  await decide(officer, { decision: "decline", note: "Nobody answers for it." });
  expect(await stored()).toMatchObject({ status: "DECLINED" });
});

test("G38: what needs a verdict is approved though whoever asked has left", async () => {
  await leave(requester);
  await decide(officer, {}, async () => now, [{ ...testKind, outlivesRequester: true }]);
  expect(await stored()).toMatchObject({ status: "APPROVED" });
});

test("G38: whoever was deactivated while the form was open decides nothing and hands nothing over", async () => {
  await leave(officer);
  await refused(officer, "deactivated");
  await expect(handOver(officer, await person("compliance"))).rejects.toMatchObject({
    code: "forbidden",
  });
});

test("G38: a form that is sent again decides nothing a second time, and the try is recorded", async () => {
  const { diffHash } = await stored();
  await decide(officer);
  await refused(officer, "already been approved", { diffHash });
  await refused(requester, "already been approved", { diffHash });
  expect(applied).toHaveBeenCalledTimes(2); // the trial and the deed
});

test("G38: whoever writes a wish in another's name does not approve it", async () => {
  requestId = await open({ requestedById: (await person("owner")).id });
  await refused(requester, "You have a part in this");
});

test("whom a request names decides it without the right, and nobody else does with it", async () => {
  const serverOwner = await person("owner");
  requestId = await open({ namedIds: [serverOwner.id, requester.id] });
  expect(await stored()).toMatchObject({ namedIds: [serverOwner.id] }); // who asks is not waited for
  expect(await waits(serverOwner)).toBe(true);
  expect(await waits(officer)).toBe(false);
  await refused(officer, "waits for a named person");
  await decide(serverOwner);
  expect(await stored()).toMatchObject({ status: "APPROVED", decidedById: serverOwner.id });
});

test("named people who cannot decide are not waited for: an admin, whoever left, whoever asks", async () => {
  const gone = await person("owner");
  await leave(gone);
  const namedIds = [gone.id, requester.id, (await person("admin")).id];
  requestId = await open({ namedIds });
  expect(await stored()).toMatchObject({ namedIds: [] });
  expect(await waits(officer)).toBe(true);
});

test("once all it waited for have left, a request waits for whoever holds the right, and they are told", async () => {
  const deputy = await person("owner");
  requestId = await open({ namedIds: [deputy.id] });
  await remindRequestsJob.start(now);
  expect(await stored()).toMatchObject({ namedIds: [deputy.id] });
  await leave(deputy);
  await remindRequestsJob.start(now);
  expect(await stored()).toMatchObject({ namedIds: [], status: "OPEN" });
  expect(await actions()).toEqual(["request.opened", "request.handed-over"]);
  expect(await waits(officer)).toBe(true);
  const note = { personId: officer.id, link: `/inbox/${requestId}`, kind: "request.waiting" };
  expect(await db().notification.count({ where: note })).toBe(1);
});

test("CHG-06: of an approval and an edit at the same time the first one counts, and nothing is lost", async () => {
  const [approving, editing] = [
    () => decide(officer),
    () => revise(requester, { operation: "all" }),
  ];
  const approved = await holdingTheRow(db(), requestId, approving, editing);
  expect(approved.map(({ status }) => status)).toEqual(["fulfilled", "rejected"]);
  expect(await stored()).toMatchObject({ status: "APPROVED" });
  expect(await db().request.count({ where: { revisesId: requestId } })).toBe(0);

  requestId = await open();
  const edited = await holdingTheRow(db(), requestId, editing, approving);
  expect(edited.map(({ status }) => status)).toEqual(["fulfilled", "rejected"]);
  expect(await stored()).toMatchObject({ status: "VOIDED" });
  expect(await db().request.count({ where: { revisesId: requestId, status: "OPEN" } })).toBe(1);
  // The last record of a request shows how it stands, whoever was refused meanwhile.
  expect((await actions()).at(-1)).toBe("request.refused");
  expect(await lastState()).toMatchObject({ status: "VOIDED" });
});

test("whoever is refused while somebody decides waits for that, and the record of the refusal hides nothing of it", async () => {
  const parts = [() => decide(officer), () => decide(requester)];
  const outcomes = await holdingTheRow(db(), requestId, ...parts);
  expect(outcomes.map(({ status }) => status)).toEqual(["fulfilled", "rejected"]);
  expect(await actions()).toContain("request.refused");
  expect(await lastState()).toMatchObject({ status: "APPROVED" });
});

test("of an approval and a hand-over at the same time the first one counts", async () => {
  const second = await person("compliance");
  const [approving, giving] = [() => decide(officer), () => handOver(officer, second)];
  await holdingTheRow(db(), requestId, approving, giving);
  expect(await stored()).toMatchObject({ status: "APPROVED", namedIds: [] });

  requestId = await open();
  const given = await holdingTheRow(db(), requestId, giving, approving);
  expect(given.map(({ status }) => status)).toEqual(["fulfilled", "rejected"]);
  expect(await stored()).toMatchObject({ status: "OPEN", namedIds: [second.id] });
  expect((await actions()).at(-1)).toBe("request.refused");
  expect(await lastState()).toMatchObject({ status: "OPEN", namedIds: [second.id] });
});

test("of two approvers at once the second is refused, which is recorded", async () => {
  const second = await person("compliance");
  await holdingTheRow(
    db(),
    requestId,
    () => decide(officer),
    () => decide(second),
  );
  const all = await actions();
  expect(all.filter((action) => action === "request.approved")).toHaveLength(1);
  expect(all.filter((action) => action === "request.refused")).toHaveLength(1);
  expect(await stored()).toMatchObject({ status: "APPROVED", decidedById: officer.id });
});

test("what is urgent is due sooner, and another time than the policy's counts where one is given", async () => {
  const due = async (wish: Partial<Wish>) => {
    requestId = await open(wish);
    return (await stored()).dueAt.toISOString();
  };
  expect(await due({ urgent: true })).toBe("2026-11-22T11:00:00.000Z");
  expect(await due({ dueAt: now, urgent: true })).toBe(now.toISOString());
});

test("a person without any right to decide has nothing waiting, though a request named them", async () => {
  const auditor = await person("auditor");
  await db().request.update({ where: { id: requestId }, data: { namedIds: [auditor.id] } });
  expect(await countWaitingFor(auditor)).toBe(0);
  await refused(auditor, "request:decide");
});

async function refused(
  actor: Actor,
  says: string,
  typed: Partial<Parameters<typeof decideRequest>[1]> = {},
): Promise<void> {
  const before = await stored();
  await expect(decide(actor, typed)).rejects.toMatchObject({
    message: expect.stringContaining(says),
  });
  expect(await stored()).toEqual(before);
  if (!typed.diffHash) expect(await saysOnScreen(actor)).toContain(says);
  expect((await changes()).at(-1)).toMatchObject({
    action: "request.refused",
    actorId: actor.id,
    reason: expect.stringContaining(says),
  });
}

// What the page says before anybody tries, but for what only a trial shows.
async function saysOnScreen(actor: Actor): Promise<string> {
  if (applied.getMockImplementation()) return "This agent is yours.";
  const { objection, objectionToApproval } = await standingOf(
    actor,
    await getRequest(actor, requestId),
    testKind,
  );
  return objection ?? objectionToApproval ?? "";
}

async function person(...roles: Role[]): Promise<Actor> {
  const { id } = await db().person.create({ data: { roles, joinedAt: asked } });
  made.push(id);
  return { kind: "person", id, roles };
}

function leave({ id }: Actor) {
  return db().person.update({ where: { id }, data: { deactivatedAt: now } });
}

function contextOf(actor: Actor, at = now): CommandContext {
  return { actor, now: at, requestId: randomUUID() };
}

async function open(wish: Partial<Wish> = {}): Promise<string> {
  const ctx = contextOf(requester, asked);
  const { id } = await transact(ctx, (tx, record) =>
    openRequest(tx, record, ctx, {
      ...{ kind: "test.access", subjectKind: "access", subjectId, title: "Access" },
      ...{ reason: "For the pilot.", before: null, after: { operation: "orders.read" } },
      ...{ baseVersion: 0, permission: "grant:decide", excludedIds: [] },
      requestedById: requester.id,
      ...wish,
    }),
  );
  return id;
}

async function revise(actor: Actor, after: Revision["after"]): Promise<string> {
  const ctx = contextOf(actor);
  const { id } = await transact(ctx, (tx, record) =>
    reviseRequest(tx, record, ctx, requestId, { before: null, after, reason: "Another one." }),
  );
  return id;
}

async function decide(
  actor: Actor,
  typed: Partial<Parameters<typeof decideRequest>[1]> = {},
  recordedAt: () => Promise<Date | null> = async () => now,
  known = kinds,
) {
  const { diffHash } = await stored();
  const input = { requestId, diffHash, decision: "approve" as const, note: "", ...typed };
  return decideRequest(contextOf(actor), input, { kinds: known, recordedAt });
}

function handOver(from: Actor, to: Actor) {
  const input = { requestId, toId: to.id, reason: "I am away." };
  return handOverRequest(contextOf(from), input, kinds);
}

async function waits(actor: Actor): Promise<boolean> {
  return (await listWaitingFor(actor)).some(({ id }) => id === requestId);
}

function stored() {
  return db().request.findUniqueOrThrow({ where: { id: requestId } });
}

function changes(about = requestId) {
  return db().changeLogEntry.findMany({
    where: { subjectKind: "request", subjectId: about },
    orderBy: { seq: "asc" },
  });
}

async function actions(about = requestId): Promise<string[]> {
  return (await changes(about)).map(({ action }) => action);
}

async function lastState() {
  return (await changes()).at(-1)?.after;
}
