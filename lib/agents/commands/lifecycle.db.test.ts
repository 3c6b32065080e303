import { afterAll, beforeEach, expect, test, vi } from "vitest";
import { z } from "zod";
import { db } from "@/lib/db/client";
import { read, readRows, sql } from "@/lib/db/read";
import { decideRequest } from "@/lib/requests/commands/decide-request";
import { withdrawRequest } from "@/lib/requests/commands/withdraw-request";
import {
  actionsOn,
  active,
  approved,
  contextOf,
  decide,
  everybodyLeaves,
  inputFor,
  leave,
  NOW,
  openRequestAbout,
  person,
  proposed,
  stored,
  type Team,
  team,
} from "../fixtures-db";
import {
  activateAgent,
  resumeAgent,
  retireAgent,
  suspendAgent,
  withdrawProposal,
} from "./lifecycle";
import { registerAgent } from "./register";
import { confirmReview } from "./review";
import { reviseProposal } from "./revise";

let people: Team;

beforeEach(async () => {
  people = await team();
});
afterAll(everybodyLeaves);

test("a registration is a proposal with one change that holds all of it, and a request", async () => {
  const agent = await proposed(people);
  const [change] = await read().changeLogEntry.findMany({ where: { subjectId: agent.id } });
  expect(change).toMatchObject({
    action: "agent.registered",
    actorId: people.owner.id,
    before: null,
    after: { id: agent.id, status: "PROPOSED", ownerId: people.owner.id, riskClass: "MEDIUM" },
  });
  expect(await openRequestAbout(agent.id)).toMatchObject({
    kind: "agent.registration",
    requestedById: people.owner.id,
    permission: "agent:decide",
    diff: { before: null, after: { slug: agent.slug, name: agent.name } },
  });
});

test("approving says who and when, and when the review is due by the policy", async () => {
  const agent = await approved(people);
  expect(await stored(agent.id)).toMatchObject({
    status: "APPROVED",
    approvedById: people.officer.id,
    approvedAt: NOW,
    reviewDueOn: new Date("2027-11-21"),
    version: 2,
  });
});

test("neither the requester nor the owner approves, and each attempt is recorded", async () => {
  const requester = await person("owner", "compliance");
  const ownerWhoDecides = await person("owner", "compliance");
  const agent = await proposed({ ...people, owner: ownerWhoDecides }, {}, requester);
  for (const [by, says] of [
    [requester, "You asked for this"],
    [ownerWhoDecides, "You have a part in this"],
  ] as const) {
    await expect(decide(agent.id, by)).rejects.toMatchObject({
      code: "forbidden",
      message: expect.stringContaining(says),
    });
  }
  expect(await stored(agent.id)).toMatchObject({ status: "PROPOSED" });
  const request = await openRequestAbout(agent.id);
  expect(await actionsOn(request?.id ?? "")).toEqual([
    "request.opened",
    "request.refused",
    "request.refused",
  ]);
});

test("an owner named while the proposal was revised cannot approve it either", async () => {
  const requester = await person("owner");
  const newOwner = await person("compliance");
  const agent = await proposed(people, {}, requester);
  const { slug: _slug, ...content } = inputFor(
    { ...people, owner: newOwner },
    { name: agent.name },
  );
  await reviseProposal(contextOf(requester), {
    ...content,
    agentId: agent.id,
    version: 1,
    reason: "",
  });
  await expect(decide(agent.id, newOwner)).rejects.toMatchObject({ code: "forbidden" });
});

test("who once wrote a proposal cannot approve it, after withdrawing it and leaving it to another owner", async () => {
  const writer = await person("owner", "compliance");
  const agent = await proposed({ ...people, owner: writer }, {}, people.sponsor);
  const rewrite = async (by: typeof writer, version: number, oversight: string) => {
    const { slug: _slug, ...content } = inputFor(people, { name: agent.name, oversight });
    const input = { ...content, agentId: agent.id, version, reason: "" };
    await reviseProposal(contextOf(by), input);
  };
  await rewrite(writer, 1, "The writer's words.");
  await withdrawProposal(contextOf(people.owner), { agentId: agent.id, reason: "Not yet." });
  await rewrite(people.owner, 3, "The writer's words, again.");
  await expect(decide(agent.id, writer)).rejects.toMatchObject({ code: "forbidden" });
  await decide(agent.id, people.officer);
});

test("editing after asking voids the old request: nobody approves the old wording", async () => {
  const agent = await proposed(people);
  const old = await openRequestAbout(agent.id);
  const { slug: _slug, ...content } = inputFor(people, { name: agent.name, oversight: "Nobody." });
  await reviseProposal(contextOf(people.owner), {
    ...content,
    agentId: agent.id,
    version: 1,
    reason: "Said too much.",
  });
  const { id: requestId = "", diffHash = "" } = old ?? {};
  await expect(
    decideRequest(contextOf(people.officer), {
      requestId,
      diffHash,
      decision: "approve",
      note: "",
    }),
  ).rejects.toMatchObject({ code: "conflict" });
  expect(await actionsOn(requestId)).toEqual([
    ...["request.opened", "request.voided", "request.refused"],
  ]);
  expect(await openRequestAbout(agent.id)).toMatchObject({
    baseVersion: 2,
    diff: { after: { oversight: "Nobody." } },
  });
  await decide(agent.id, people.officer);
  expect(await stored(agent.id)).toMatchObject({ status: "APPROVED", oversight: "Nobody." });
});

test("a declined proposal may be changed and proposed again", async () => {
  const agent = await proposed(people);
  await decide(agent.id, people.officer, "decline");
  expect(await stored(agent.id)).toMatchObject({ status: "DECLINED" });
  const { slug: _slug, ...content } = inputFor(people, { name: agent.name });
  await reviseProposal(contextOf(people.owner), {
    ...content,
    agentId: agent.id,
    version: 2,
    reason: "",
  });
  expect(await stored(agent.id)).toMatchObject({ status: "PROPOSED" });
  expect(await actionsOn(agent.id)).toEqual(["agent.registered", "agent.declined", "agent.edited"]);
});

test("a proposal is withdrawn from its page or from the inbox, and both close the request", async () => {
  const one = await proposed(people);
  await withdrawProposal(contextOf(people.owner), { agentId: one.id, reason: "Not needed." });
  const other = await proposed(people);
  const request = await openRequestAbout(other.id);
  await withdrawRequest(contextOf(people.owner), {
    requestId: request?.id ?? "",
    reason: "Not needed.",
  });
  for (const { id } of [one, other]) {
    expect(await stored(id)).toMatchObject({ status: "WITHDRAWN" });
    expect(await openRequestAbout(id)).toBeNull();
  }
});

test("G1 CHG-11 an agent without sponsor, successor or risk class cannot be activated", async () => {
  const bare = { sponsorId: null, successorId: null, riskMoney: null };
  const agent = await approved(people, bare);
  await expect(activateAgent(contextOf(people.owner), { agentId: agent.id })).rejects.toMatchObject(
    {
      code: "conflict",
      message: expect.stringMatching(/No sponsor\. No successor\. Risk not assessed\./),
    },
  );
  expect(await stored(agent.id)).toMatchObject({ status: "APPROVED", riskClass: null });
});

test("G1 an agent whose successor has left cannot be activated", async () => {
  const agent = await approved(people);
  await leave(people.successor);
  await expect(activateAgent(contextOf(people.owner), { agentId: agent.id })).rejects.toMatchObject(
    { code: "conflict", message: expect.stringContaining("successor has left") },
  );
});

test("CHG-05 its approver does not activate it; its owner does", async () => {
  const agent = await approved(people);
  await expect(
    activateAgent(contextOf(people.officer), { agentId: agent.id }),
  ).rejects.toMatchObject({ code: "forbidden" });
  await activateAgent(contextOf(people.owner), { agentId: agent.id });
  expect(await stored(agent.id)).toMatchObject({ status: "ACTIVE", activatedAt: NOW });
});

test("an agent is suspended by one and resumed by another person", async () => {
  const agent = await active(people);
  const why = { agentId: agent.id, reason: "It answered in the wrong language." };
  await suspendAgent(contextOf(people.owner), why);
  await expect(resumeAgent(contextOf(people.owner), why)).rejects.toMatchObject({
    code: "forbidden",
  });
  await resumeAgent(contextOf(people.officer), why);
  expect(await stored(agent.id)).toMatchObject({ status: "ACTIVE", suspendedById: null });
  expect((await actionsOn(agent.id)).slice(-2)).toEqual(["agent.suspended", "agent.resumed"]);
});

test("of two who suspend at once exactly one does, and the log holds one suspension", async () => {
  const agent = await active(people);
  const why = { agentId: agent.id, reason: "Odd replies." };
  const suspending = await holdingTheRow(agent.id, () => [
    suspendAgent(contextOf(people.owner), why),
    suspendAgent(contextOf(people.officer), why),
  ]);
  expect(suspending.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  expect(suspending.find(({ status }) => status === "rejected")).toMatchObject({
    reason: { code: "conflict", message: expect.stringContaining("Somebody else changed") },
  });
  expect((await actionsOn(agent.id)).filter((action) => action === "agent.suspended")).toHaveLength(
    1,
  );
});

test("a suspended agent that lost a person is not resumed", async () => {
  const agent = await active(people);
  await suspendAgent(contextOf(people.owner), { agentId: agent.id, reason: "Odd replies." });
  await leave(people.sponsor);
  await expect(
    resumeAgent(contextOf(people.officer), { agentId: agent.id, reason: "Looks fine." }),
  ).rejects.toMatchObject({ code: "conflict" });
});

test("CHG-12 an agent is retired by its typed name, and stays retired", async () => {
  const agent = await active(people);
  const why = { agentId: agent.id, reason: "Replaced." };
  await expect(
    retireAgent(contextOf(people.owner), { ...why, typedName: "something else" }),
  ).rejects.toMatchObject({ code: "invalid_input" });
  await retireAgent(contextOf(people.owner), { ...why, typedName: agent.name });
  expect(await stored(agent.id)).toMatchObject({ status: "RETIRED", retiredAt: NOW });
  const again = [
    () => activateAgent(contextOf(people.owner), { agentId: agent.id }),
    () => resumeAgent(contextOf(people.officer), why),
    () => suspendAgent(contextOf(people.owner), why),
    () => retireAgent(contextOf(people.owner), { ...why, typedName: agent.name }),
    () => confirmReview(contextOf(people.officer), { agentId: agent.id, note: "x" }),
  ];
  for (const attempt of again) {
    await expect(attempt()).rejects.toMatchObject({ code: "conflict" });
  }
});

test("a review is confirmed by another person than the owner, and the next one is dated", async () => {
  const agent = await active(people);
  const note = "Purpose, people and data classes are as registered.";
  await expect(
    confirmReview(contextOf(people.owner), { agentId: agent.id, note }),
  ).rejects.toMatchObject({ code: "forbidden" });
  const later = new Date("2027-03-01T09:00:00.000Z");
  await confirmReview(contextOf(people.officer, later), { agentId: agent.id, note });
  expect(await stored(agent.id)).toMatchObject({
    reviewedById: people.officer.id,
    reviewedAt: later,
    reviewDueOn: new Date("2028-03-01"),
  });
});

test("of two who confirm a review at once exactly one is recorded", async () => {
  const agent = await active(people);
  const risk = await person("risk-owner");
  const note = "Looked at it.";
  const both = await holdingTheRow(agent.id, () => [
    confirmReview(contextOf(people.officer), { agentId: agent.id, note }),
    confirmReview(contextOf(risk), { agentId: agent.id, note }),
  ]);
  expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  expect((await actionsOn(agent.id)).filter((action) => action === "agent.reviewed")).toHaveLength(
    1,
  );
});

test("somebody with no part in an agent changes nothing", async () => {
  const agent = await active(people);
  const stranger = await person("owner");
  const why = { agentId: agent.id, reason: "Because." };
  await expect(suspendAgent(contextOf(stranger), why)).rejects.toMatchObject({ code: "forbidden" });
  await expect(
    retireAgent(contextOf(stranger), { ...why, typedName: agent.name }),
  ).rejects.toMatchObject({ code: "forbidden" });
});

test("whoever may not read the registry finds nothing there", async () => {
  const agent = await active(people);
  const admin = await person("admin");
  await expect(
    suspendAgent(contextOf(admin), { agentId: agent.id, reason: "Because." }),
  ).rejects.toMatchObject({ code: "not_found" });
});

test("somebody who has left cannot be chosen as owner, sponsor or successor", async () => {
  await leave(people.sponsor);
  await expect(proposed(people)).rejects.toMatchObject({
    code: "invalid_input",
    fieldErrors: { sponsorId: ["This person has left or is unknown. Choose somebody else."] },
  });
});

test("G2 a near-duplicate is refused before saving until somebody says why it is another agent", async () => {
  const agent = await proposed(people);
  const input = inputFor(people, { name: `The ${agent.name} agent` });
  await expect(registerAgent(contextOf(people.owner), input)).rejects.toMatchObject({
    code: "invalid_input",
    fieldErrors: { duplicateReason: [expect.stringContaining(agent.slug)] },
  });
  const said = { ...input, duplicateReason: "It serves the other plant." };
  const other = await registerAgent(contextOf(people.owner), said);
  expect(await stored(other.id)).toMatchObject({ duplicateReason: "It serves the other plant." });
});

test("a short name is made from the name, and counted on where it is taken", async () => {
  const one = await proposed(people, { name: "=cmd()🤖 مساعد", duplicateReason: "Test." });
  const two = await proposed(people, { name: "=cmd()🤖 مساعد", duplicateReason: "Test." });
  expect(one.slug).toMatch(/^cmd(-\d+)?$/);
  expect(two.slug).not.toBe(one.slug);
  const wished = { slug: one.slug, duplicateReason: "Test." };
  await expect(proposed(people, wished)).rejects.toMatchObject({
    fieldErrors: { slug: ["Another agent has this short name. Choose another."] },
  });
});

test("two registrations of one name at once get two short names", async () => {
  const input = inputFor(people, { duplicateReason: "Both are wanted." });
  const [one, two] = await Promise.all([
    registerAgent(contextOf(people.owner), input),
    registerAgent(contextOf(people.owner), input),
  ]);
  expect(one.slug).not.toBe(two.slug);
});

test.each([
  ["emoji", "🤖 👩‍👩‍👧 é"],
  ["right to left", "مساعد \u202eالفواتير"],
  ["markup", "<script>alert(1)</script>"],
  ["a formula", '=cmd()|"calc"!A1'],
])("%s is stored and read back letter by letter", async (_what, text) => {
  const agent = await proposed(people, { name: text, description: text, duplicateReason: "Test." });
  expect(await stored(agent.id)).toMatchObject({ name: text, description: text });
  expect(await openRequestAbout(agent.id)).toMatchObject({ diff: { after: { name: text } } });
});

// Starts `work` while the row is locked and lets go once one part waits to write it, having read it.
async function holdingTheRow<T>(agentId: string, work: () => Promise<T>[]) {
  const { settled } = await db().$transaction(async (tx) => {
    await tx.$queryRaw`SELECT 1 FROM "Agent" WHERE "id" = ${agentId}::uuid FOR UPDATE`;
    const outcome = { settled: Promise.allSettled(work()) };
    await vi.waitFor(async () => expect(await waitingWriters()).toBe(2));
    return outcome;
  });
  return settled;
}

async function waitingWriters(): Promise<number> {
  const [row] = await readRows(
    z.object({ waiting: z.number() }),
    sql`SELECT count(*)::int AS waiting FROM pg_stat_activity
        WHERE datname = current_database() AND wait_event_type = 'Lock'`,
  );
  return row?.waiting ?? 0;
}
