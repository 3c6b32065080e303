import { afterAll, beforeEach, expect, test, vi } from "vitest";
import { z } from "zod";
import type { Actor } from "@/lib/auth/actor";
import { db } from "@/lib/db/client";
import { readRows, sql } from "@/lib/db/read";
import { contentOf, inputOf } from "../content";
import {
  actionsOn,
  active,
  approved,
  contextOf,
  decide,
  everybodyLeaves,
  leave,
  NOW,
  openRequestAbout,
  person,
  stored,
  type Team,
  team,
} from "../fixtures-db";
import type { AgentContentInput } from "../schema";
import { editAgent } from "./edit";
import { handOver } from "./hand-over";
import { retireAgent } from "./lifecycle";

let people: Team;
let agentId: string;

beforeEach(async () => {
  people = await team();
  agentId = (await active(people)).id;
});
afterAll(everybodyLeaves);

async function edit(
  by: Actor,
  differs: Partial<AgentContentInput>,
  { version, reason = "It is needed." }: { version?: number; reason?: string } = {},
) {
  const agent = await stored(agentId);
  const content = { ...inputOf(contentOf(agent)), ...differs };
  return editAgent(contextOf(by), {
    ...content,
    agentId,
    version: version ?? agent.version,
    reason,
  });
}

test("what no approval rested on is applied at once, without a request", async () => {
  const links = [{ label: "Board", url: "https://board.example.com" }];
  const outcome = await edit(people.owner, { description: "New words.", links }, { reason: "" });
  expect(outcome).toMatchObject({ applied: ["Description", "Links"], requested: [] });
  expect(await stored(agentId)).toMatchObject({ description: "New words.", links, version: 4 });
  expect(await openRequestAbout(agentId)).toBeNull();
});

test("a material change waits for another person, bound to exactly what changes", async () => {
  const outcome = await edit(people.owner, { purpose: "Pays invoices." });
  expect(outcome).toMatchObject({ applied: [], requested: ["Purpose"] });
  const before = await stored(agentId);
  expect(before.purpose).not.toBe("Pays invoices.");
  expect(await openRequestAbout(agentId)).toMatchObject({
    kind: "agent.change",
    diff: { before: { purpose: before.purpose }, after: { purpose: "Pays invoices." } },
    reason: "It is needed.",
  });
  await decide(agentId, people.officer);
  expect(await stored(agentId)).toMatchObject({ purpose: "Pays invoices.", status: "ACTIVE" });
  expect((await actionsOn(agentId)).slice(-2)).toEqual(["agent.change-requested", "agent.edited"]);
});

test("a mixed edit applies one part at once and asks for the other", async () => {
  const outcome = await edit(people.sponsor, {
    description: "Twice a night.",
    autonomy: "ACTS_ALONE",
  });
  expect(outcome.applied).toEqual(["Description"]);
  expect(outcome.requested).toEqual([
    "Autonomy",
    "Risk class",
    "Risk class by the rule",
    "Risk answers",
  ]);
  expect(await stored(agentId)).toMatchObject({
    description: "Twice a night.",
    autonomy: "ACTS_WITHIN_LIMITS",
  });
});

test("a material change without a reason is not asked for", async () => {
  await expect(edit(people.owner, { purpose: "Other." }, { reason: "" })).rejects.toMatchObject({
    fieldErrors: { reason: ["Say why, for the person who decides this change."] },
  });
});

test("an edit that changes nothing says so", async () => {
  await expect(edit(people.owner, {})).rejects.toMatchObject({ message: "Nothing has changed." });
});

test("asking again with another wording voids the first request", async () => {
  await edit(people.owner, { purpose: "Pays invoices." });
  const first = await openRequestAbout(agentId);
  await edit(people.owner, { purpose: "Pays small invoices." });
  const second = await openRequestAbout(agentId);
  expect(second?.id).not.toBe(first?.id);
  expect(await actionsOn(first?.id ?? "")).toEqual(["request.opened", "request.voided"]);
  await decide(agentId, people.officer);
  expect(await stored(agentId)).toMatchObject({ purpose: "Pays small invoices." });
});

test("asking for the same again changes nothing, and taking it back voids it", async () => {
  await edit(people.owner, { purpose: "Pays invoices." });
  const first = await openRequestAbout(agentId);
  await expect(edit(people.owner, { purpose: "Pays invoices." })).rejects.toMatchObject({
    message: "Nothing has changed.",
  });
  await edit(people.owner, { purpose: "Pays invoices.", description: "x" }, { reason: "" });
  expect((await openRequestAbout(agentId))?.id).toBe(first?.id);
  await edit(people.owner, {});
  expect(await openRequestAbout(agentId)).toBeNull();
});

test("while somebody's change waits, nobody else's takes its place", async () => {
  await edit(people.owner, { purpose: "Pays invoices." });
  await expect(edit(people.sponsor, { oversight: "None." })).rejects.toMatchObject({
    code: "conflict",
    message: expect.stringContaining("by somebody else waits"),
  });
  await edit(people.sponsor, { description: "Still possible." }, { reason: "" });
  await decide(agentId, people.officer);
  expect(await stored(agentId)).toMatchObject({
    purpose: "Pays invoices.",
    description: "Still possible.",
  });
});

test("a declined change leaves the agent as it was, and its history says so", async () => {
  await edit(people.owner, { purpose: "Pays invoices." });
  await decide(agentId, people.officer, "decline");
  expect((await stored(agentId)).purpose).not.toBe("Pays invoices.");
  expect((await actionsOn(agentId)).at(-1)).toBe("agent.declined");
});

test("of two editors the second sees a conflict with both versions, and nothing is lost", async () => {
  const { version } = await stored(agentId);
  await edit(people.owner, { description: "What the owner wrote." }, { version });
  const late = edit(people.sponsor, { description: "What the sponsor wrote." }, { version });
  await expect(late).rejects.toMatchObject({
    code: "conflict",
    conflict: [
      { field: "version", mine: String(version), theirs: String(version + 1) },
      {
        field: "description",
        label: "Description",
        mine: "What the sponsor wrote.",
        theirs: "What the owner wrote.",
      },
    ],
  });
  await edit(people.sponsor, { description: "What the sponsor wrote." }, { version: version + 1 });
  expect(await stored(agentId)).toMatchObject({ description: "What the sponsor wrote." });
});

test("of two editors who both read the same version exactly one saves", async () => {
  const { version } = await stored(agentId);
  const both = await holdingTheRow(() => [
    edit(people.owner, { description: "First." }, { version }),
    edit(people.sponsor, { description: "Second." }, { version }),
  ]);
  expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  expect(both.find(({ status }) => status === "rejected")).toMatchObject({
    reason: { code: "conflict" },
  });
});

test("a conflict names people, not their ids", async () => {
  const { version } = await stored(agentId);
  await edit(people.owner, { description: "Moved on." }, { version });
  const newSponsor = await person("owner");
  await expect(
    edit(people.sponsor, { sponsorId: newSponsor.id }, { version }),
  ).rejects.toMatchObject({
    conflict: expect.arrayContaining([
      expect.objectContaining({
        field: "sponsorId",
        mine: `Person ${newSponsor.id.slice(0, 8)}`,
        theirs: `Person ${people.sponsor.id.slice(0, 8)}`,
      }),
    ]),
  });
});

test("G1 an active agent cannot be edited into having no sponsor", async () => {
  await expect(edit(people.owner, { sponsorId: null })).rejects.toMatchObject({
    code: "invalid_input",
    message: expect.stringContaining("No sponsor"),
  });
});

test("a person who left meanwhile stays named until replaced, but nobody new who left can be named", async () => {
  await leave(people.successor);
  await edit(people.owner, { description: "Still editable." }, { reason: "" });
  const gone = await person("owner");
  await leave(gone);
  await expect(edit(people.owner, { successorId: gone.id })).rejects.toMatchObject({
    fieldErrors: { successorId: [expect.stringContaining("has left")] },
  });
});

test("a change is not applied once somebody it names has left", async () => {
  const next = await person("owner");
  await edit(people.owner, { successorId: next.id });
  await leave(next);
  await expect(decide(agentId, people.officer)).rejects.toMatchObject({ code: "invalid_input" });
  expect(await stored(agentId)).toMatchObject({ successorId: people.successor.id });
});

test("a higher class brings the next review forward, never back", async () => {
  await edit(people.owner, { riskRaisedTo: "CRITICAL", riskReason: "It feeds the payment run." });
  await decide(agentId, people.officer);
  expect(await stored(agentId)).toMatchObject({
    riskClass: "CRITICAL",
    riskComputed: "MEDIUM",
    reviewDueOn: new Date("2027-02-21"),
  });
  await edit(people.owner, { riskRaisedTo: null, riskReason: "" });
  await decide(agentId, people.officer, "approve", new Date("2026-12-01T00:00:00Z"));
  expect(await stored(agentId)).toMatchObject({
    riskClass: "MEDIUM",
    reviewDueOn: new Date("2027-02-21"),
  });
});

test("8.1 changed AI Act answers carry who assessed them and when", async () => {
  const before = await stored(agentId);
  await edit(people.sponsor, { aiActTalksToPeople: true });
  await decide(agentId, people.officer, "approve", new Date("2026-12-01T00:00:00Z"));
  expect(before.aiActAssessedById).toBe(people.owner.id);
  expect(await stored(agentId)).toMatchObject({
    aiActTalksToPeople: true,
    aiActAssessedById: people.sponsor.id,
    aiActAssessedAt: NOW,
  });
});

test("G1 when the owner has left, the successor asks to take over and another person decides", async () => {
  await leave(people.owner);
  const next = await person("owner");
  const { version } = await stored(agentId);
  const wish = { agentId, version, reason: "The owner has left.", successorId: next.id };
  await handOver(contextOf(people.successor), { ...wish, ownerId: people.successor.id });
  await decide(agentId, people.officer);
  expect(await stored(agentId)).toMatchObject({
    ownerId: people.successor.id,
    successorId: next.id,
    status: "ACTIVE",
  });
});

test("nobody approves that they themselves become the owner", async () => {
  const deciding = await person("compliance");
  const { version } = await stored(agentId);
  await handOver(contextOf(people.officer), {
    agentId,
    version,
    reason: "New team.",
    ownerId: deciding.id,
    successorId: people.successor.id,
  });
  await expect(decide(agentId, deciding)).rejects.toMatchObject({ code: "forbidden" });
});

test("handing over to the same owner, or to owner and successor in one, is refused", async () => {
  const { version } = await stored(agentId);
  const wish = { agentId, version, reason: "x", successorId: people.successor.id };
  const as = contextOf(people.owner);
  await expect(handOver(as, { ...wish, ownerId: people.owner.id })).rejects.toMatchObject({
    fieldErrors: { ownerId: [expect.any(String)] },
  });
  await expect(handOver(as, { ...wish, ownerId: people.successor.id })).rejects.toMatchObject({
    fieldErrors: { successorId: [expect.any(String)] },
  });
});

test("retiring voids a change that waits", async () => {
  await edit(people.owner, { purpose: "Pays invoices." });
  const { name } = await stored(agentId);
  await retireAgent(contextOf(people.owner), { agentId, reason: "Done.", typedName: name });
  expect(await openRequestAbout(agentId)).toBeNull();
});

test("an approved agent is edited by its people and compliance, not by strangers", async () => {
  agentId = (await approved(people)).id;
  const stranger = await person("owner");
  await expect(edit(stranger, { description: "x" })).rejects.toMatchObject({ code: "forbidden" });
  await edit(people.officer, { description: "x" }, { reason: "" });
});

// Starts `work` while the row is locked and lets go once one part waits to write it, having read it.
async function holdingTheRow<T>(work: () => Promise<T>[]) {
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
