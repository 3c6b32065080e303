import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Actor } from "@/lib/auth/actor";
import { addDays } from "@/lib/core/clock";
import { read } from "@/lib/db/read";
import { establishInstallation, findInstallation } from "@/lib/settings/installation";
import { listAgentsAsOf } from "./as-of";
import { retireAgent, suspendAgent } from "./commands/lifecycle";
import { exportAgents } from "./export";
import {
  actionsOn,
  active,
  approved,
  contextOf,
  everybodyLeaves,
  leave,
  NOW,
  person,
  proposed,
  type Team,
  team,
} from "./fixtures-db";
import { ownerlessJob, reviewsDueJob } from "./jobs";
import { countAgents, findNearDuplicates, getAgent, listAgents, searchAgents } from "./queries";
import { type ListAgentsInput, listAgentsInput } from "./schema";
import { listAgentsOf, proposeSuccession } from "./succession";
import { toAgentFacts, toAgentFormValues, toAgentRow } from "./view";

let people: Team;
let auditor: Actor;
const mark = randomUUID().slice(0, 8);

beforeAll(async () => {
  people = await team();
  auditor = await person("auditor");
  // An export names the installation it comes from.
  const starting: Actor = { kind: "job", id: "test.start", grants: ["installation:establish"] };
  const named = { organisation: "Test company", demo: false };
  if (!(await findInstallation())) await establishInstallation(contextOf(starting), named);
});
afterAll(everybodyLeaves);

function list(filters: Partial<Record<keyof ListAgentsInput, string | number>>, by = auditor) {
  return listAgents(by, listAgentsInput.parse(filters), NOW);
}

const slugsOf = ({ agents }: { agents: readonly { slug: string }[] }) =>
  agents.map(({ slug }) => slug);

test("the registry is searched, filtered, sorted and paged in the database", async () => {
  const mine = await team();
  const one = await active(mine, { description: `${mark} first` });
  const two = await proposed(mine, {
    description: `${mark} 100% second_`,
    dataClasses: ["payment"],
    environments: ["test"],
    riskMoney: null,
    sponsorId: null,
  });
  const q = mark;
  expect((await list({ q })).total).toBe(2);
  expect(slugsOf(await list({ q, status: "ACTIVE" }))).toEqual([one.slug]);
  expect((await list({ q, status: "living" })).total).toBe(2);
  expect(slugsOf(await list({ q, risk: "NONE" }))).toEqual([two.slug]);
  expect(slugsOf(await list({ q, risk: "MEDIUM" }))).toEqual([one.slug]);
  expect(slugsOf(await list({ q, environment: "test" }))).toEqual([two.slug]);
  expect(slugsOf(await list({ q, dataClass: "payment" }))).toEqual([two.slug]);
  expect(slugsOf(await list({ q, gap: "sponsor" }))).toEqual([two.slug]);
  expect(slugsOf(await list({ q, gap: "any" }))).toEqual([two.slug]);
  expect((await list({ q, gap: "owner" })).total).toBe(0);
  expect((await list({ q, owner: mine.owner.id })).total).toBe(2);
  expect(slugsOf(await list({ q, reviewDue: "none" }))).toEqual([two.slug]);
  expect(slugsOf(await list({ q, sort: "risk", dir: "desc" }))).toEqual([one.slug, two.slug]);
  expect(slugsOf(await list({ q, sort: "requested", pageSize: 1, page: 2 }))).toHaveLength(1);
});

test("signs that mean something to the database are only signs to the search", async () => {
  const mine = await team();
  const agent = await proposed(mine, { description: `50%_${mark}\\x` });
  expect(slugsOf(await list({ q: `50%_${mark}\\x` }))).toEqual([agent.slug]);
  expect((await list({ q: `5_%_${mark}` })).total).toBe(0);
  expect((await list({ q: "' OR 1=1 --" })).total).toBe(0);
});

test("the search text also finds the owner's name", async () => {
  const mine = await team();
  const agent = await proposed(mine);
  expect(slugsOf(await list({ q: `Person ${mine.owner.id.slice(0, 8)}` }))).toEqual([agent.slug]);
});

test("an admin sees no registry at all", async () => {
  const admin = await person("admin");
  const agent = await active(people);
  expect((await list({}, admin)).total).toBe(0);
  expect(await searchAgents(admin, agent.name)).toEqual([]);
  expect(await countAgents(admin, NOW)).toMatchObject({ total: 0, gaps: { any: 0 } });
  await expect(getAgent(admin, agent.slug)).rejects.toMatchObject({ code: "not_found" });
});

test("an agent is found by id and by short name, and by nothing else", async () => {
  const agent = await active(people);
  expect((await getAgent(auditor, agent.id)).agent.slug).toBe(agent.slug);
  expect((await getAgent(auditor, agent.slug)).agent.id).toBe(agent.id);
  for (const wrong of [
    randomUUID(),
    "no-such-agent",
    "",
    "\u0000",
    "=cmd()",
    "x".repeat(100_000),
  ]) {
    await expect(getAgent(auditor, wrong)).rejects.toMatchObject({ code: "not_found" });
  }
  expect(await listAgentsOf(auditor, "not-an-id")).toEqual([]);
});

test("a row is words, and says what is missing", async () => {
  const mine = await team();
  const agent = await active(mine);
  await leave(mine.owner);
  const found = await list({ q: agent.slug });
  const [row] = found.agents.map((each) => toAgentRow(each, found, NOW));
  expect(row).toMatchObject({
    statusWord: "Active",
    riskWord: "Medium",
    environments: ["Production"],
    customerFacing: "No",
    reviewDue: "2027-11-21",
    owner: { name: `Person ${mine.owner.id.slice(0, 8)}`, left: true },
    gaps: ["The owner has left"],
  });
  expect(JSON.parse(JSON.stringify(row))).toEqual(row);
});

test("the page of an agent says which acts are open to whom, and why the others are not", async () => {
  const agent = await approved(people);
  const possibleFor = async (actor: Actor) =>
    toAgentFacts(await getAgent(actor, agent.id), actor, NOW)
      .transitions.filter(({ possible }) => possible)
      .map(({ transition }) => transition);
  expect(await possibleFor(people.owner)).toEqual(["activate", "edit", "hand-over", "retire"]);
  expect(await possibleFor(people.officer)).toEqual([
    "edit",
    "confirm-review",
    "hand-over",
    "retire",
  ]);
  expect(await possibleFor(auditor)).toEqual([]);
  const facts = toAgentFacts(await getAgent(people.officer, agent.id), people.officer, NOW);
  expect(facts.transitions.find(({ transition }) => transition === "activate")?.why).toContain(
    "You approved this agent",
  );
  expect(JSON.parse(JSON.stringify(facts))).toEqual(facts);
});

test("what the edit form starts from is what was registered", async () => {
  const agent = await proposed(people, { links: [{ label: "A", url: "https://a.example" }] });
  const values = toAgentFormValues(await getAgent(people.owner, agent.id), people.owner);
  expect(values).toMatchObject({
    name: agent.name,
    customerFacing: "no",
    riskChanges: "writes",
    riskRaisedTo: "",
    links: "A | https://a.example",
    version: "1",
  });
});

test("counts are those of the rows behind them", async () => {
  const counts = await countAgents(auditor, NOW);
  expect(counts.total).toBe((await list({ pageSize: 1 })).total);
  expect(counts.gaps.any).toBe((await list({ gap: "any", pageSize: 1 })).total);
  expect(counts.reviews.overdue).toBe((await list({ reviewDue: "overdue", pageSize: 1 })).total);
});

test("the palette finds at most eight, and nothing for nothing", async () => {
  expect(await searchAgents(auditor, " ")).toEqual([]);
  expect((await searchAgents(auditor, "a")).length).toBeLessThanOrEqual(8);
});

test("G2 near-duplicates are found while somebody types", async () => {
  const agent = await proposed(people);
  const typed = { name: agent.name, purpose: "", exceptId: null };
  const [first] = await findNearDuplicates(people.owner, typed, NOW);
  expect(first).toMatchObject({ id: agent.id, percent: 100 });
  const itself = await findNearDuplicates(people.owner, { ...typed, exceptId: agent.id }, NOW);
  expect(itself).toEqual([]);
});

test("G1 what a person owns is listed with the successor proposed, for an admin too", async () => {
  const mine = await team();
  const admin = await person("admin");
  const agent = await active(mine);
  const [line] = await proposeSuccession(admin, mine.owner.id);
  expect(line).toMatchObject({
    slug: agent.slug,
    parts: ["owner"],
    proposedOwner: { id: mine.successor.id },
    says: expect.stringContaining("can take over as owner"),
  });
  expect(await listAgentsOf(admin, mine.owner.id)).toEqual([]);
  expect(await listAgentsOf(auditor, mine.sponsor.id)).toEqual([
    expect.objectContaining({ parts: ["sponsor"], says: "Needs a new sponsor." }),
  ]);
  await leave(mine.successor);
  expect(await proposeSuccession(admin, mine.owner.id)).toEqual([
    expect.objectContaining({ proposedOwner: null }),
  ]);
});

test("G1 when an owner leaves, compliance and the successor are told once, with the successor proposed", async () => {
  const mine = await team();
  const agent = await active(mine);
  await leave(mine.owner);
  await ownerlessJob.start(NOW);
  await ownerlessJob.start(NOW);
  for (const { id: personId } of [mine.successor, mine.officer]) {
    const told = await read().notification.findMany({
      where: { personId, link: `/agents/${agent.slug}` },
    });
    expect(told).toEqual([
      expect.objectContaining({
        kind: "agent.person-left",
        title: `The owner has left: ${agent.name}`,
        body: expect.stringContaining("successor is proposed as the new owner"),
      }),
    ]);
  }
  expect((await actionsOn(agent.id)).filter((action) => action === "agent.reminded")).toHaveLength(
    1,
  );
});

test("a review is announced once when it comes near and once when it has passed", async () => {
  const mine = await team();
  const agent = await active(mine);
  const due = new Date("2027-11-21");
  const kinds = async () => {
    const told = await read().notification.findMany({
      where: { personId: mine.owner.id, link: `/agents/${agent.slug}` },
      orderBy: { createdAt: "asc" },
    });
    return told.map(({ kind }) => kind);
  };
  await reviewsDueJob.start(addDays(due, -31));
  expect(await kinds()).toEqual([]);
  await reviewsDueJob.start(addDays(due, -30));
  await reviewsDueJob.start(due);
  expect(await kinds()).toEqual(["agent.review-due"]);
  await reviewsDueJob.start(addDays(due, 1));
  await reviewsDueJob.start(addDays(due, 2));
  expect(await kinds()).toEqual(["agent.review-due", "agent.review-overdue"]);
});

test("the registry as of an instant is what the change log says it was", async () => {
  const mine = await team();
  const agent = await active(mine);
  const suspendedAt = new Date("2026-12-01T10:00:00.000Z");
  const retiredAt = new Date("2026-12-02T10:00:00.000Z");
  const why = { agentId: agent.id, reason: "Replaced." };
  await suspendAgent(contextOf(mine.owner, suspendedAt), why);
  await retireAgent(contextOf(mine.owner, retiredAt), { ...why, typedName: agent.name });
  const statusAt = async (instant: Date) =>
    (await listAgentsAsOf(auditor, instant)).agents.find(({ id }) => id === agent.id)?.status;
  expect(await statusAt(addDays(NOW, -1))).toBeUndefined();
  expect(await statusAt(NOW)).toBe("ACTIVE");
  expect(await statusAt(suspendedAt)).toBe("SUSPENDED");
  expect(await statusAt(retiredAt)).toBe("RETIRED");
});

test("what is exported is what the filters show, and taking it out is recorded", async () => {
  const mine = await team();
  const agent = await active(mine, { name: `=cmd() ${mark}`, duplicateReason: "Test." });
  const input = { ...listAgentsInput.parse({ q: agent.slug }), format: "csv" as const };
  const { fileName, bytes } = await exportAgents(contextOf(mine.officer), input);
  expect(fileName).toMatch(/[.]zip$/);
  expect(bytes.byteLength).toBeGreaterThan(500);
  const [made] = await read().export.findMany({
    where: { generatedById: mine.officer.id },
    orderBy: { generatedAt: "desc" },
  });
  expect(made).toMatchObject({ queryId: "agents.list@1", rowCount: 1, format: "csv" });
});
