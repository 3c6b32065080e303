import { randomUUID } from "node:crypto";
import { afterAll, beforeEach, expect, test } from "vitest";
import type { Actor } from "@/lib/auth/actor";
import { read } from "@/lib/db/read";
import { contentOf, inputOf } from "../content";
import {
  actionsOn,
  active,
  contextOf,
  decide,
  everybodyLeaves,
  leave,
  openRequestAbout,
  person,
  stored,
  type Team,
  team,
} from "../fixtures-db";
import { parseAgentsYaml } from "../yaml/parse";
import { editAgent } from "./edit";
import { importAgents } from "./import-agents";
import { retireAgent } from "./lifecycle";

let people: Team;
let ci: Actor;

beforeEach(async () => {
  people = await team();
  ci = {
    kind: "token",
    id: randomUUID(),
    grants: ["agent:import"],
    responsibleId: people.owner.id,
  };
});
afterAll(everybodyLeaves);

type Entry = Record<string, string>;

const mail = ({ id }: { id: string }) => `${id}@example.com`;
const word = () => randomUUID().replaceAll("-", "");

function entry(differs: Entry = {}): Entry {
  const name = word();
  return {
    slug: `a-${name}`,
    name: `"${name}"`,
    purpose: `"${name.slice(0, 8)} ${name.slice(8, 16)} ${name.slice(16, 24)} ${name.slice(24)}"`,
    owner: mail(people.owner),
    sponsor: mail(people.sponsor),
    successor: mail(people.successor),
    model: "{provider: Anthropic, name: claude-sonnet-5}",
    autonomy: "suggests",
    oversight: "The team lead reads each suggestion.",
    data_classes: "[internal]",
    environments: "[production]",
    customer_facing: "no",
    risk: "{changes: reads, irreversible: no, money: no, outside_content: no}",
    ai_act:
      "{role: deployer, area: none, profiling: no, derogation: not-claimed, talks_to_people: no, generates_content: no, reasoning: It decides about nobody.}",
    ...differs,
  };
}

function yamlOf(...entries: Entry[]): string {
  const items = entries.map((each) =>
    Object.entries(each)
      .map(([key, value], at) => `${at === 0 ? "  - " : "    "}${key}: ${value}`)
      .join("\n"),
  );
  return `version: 1\nagents:\n${items.join("\n")}\n`;
}

const run = (yaml: string, by: Actor = ci, dryRun = false, hash = "") =>
  importAgents(contextOf(by), { yaml, dryRun, hash });

function changesBy({ id }: Actor): Promise<number> {
  return read().changeLogEntry.count({ where: { actorId: id } });
}

async function idOf(slug: string): Promise<string> {
  const agent = await read().agent.findUnique({ where: { slug }, select: { id: true } });
  return agent?.id ?? "";
}

test("G2 agents.yaml registers 20 agents in one step, and a second run changes nothing", async () => {
  const entries = Array.from({ length: 20 }, () => entry());
  const yaml = yamlOf(...entries);
  const outcome = await run(yaml);
  expect(outcome).toMatchObject({ dryRun: false, changed: [], unchanged: [], refused: [] });
  expect(outcome.created.map(({ slug }) => slug)).toEqual(entries.map(({ slug }) => slug));

  const before = await changesBy(ci);
  const again = await run(yaml);
  expect(again).toMatchObject({ created: [], changed: [], refused: [] });
  expect(again.unchanged).toHaveLength(20);
  expect(await changesBy(ci)).toBe(before);
});

test("an imported agent waits for another person than the one who answers for the token", async () => {
  const one = entry();
  await run(yamlOf(one));
  const id = await idOf(one.slug ?? "");
  const [change] = await read().changeLogEntry.findMany({ where: { subjectId: id } });
  expect(change).toMatchObject({ actorKind: "token", actorId: ci.id });
  expect(await openRequestAbout(id)).toMatchObject({ requestedById: people.owner.id });
  await decide(id, people.officer);
  expect(await stored(id)).toMatchObject({ status: "APPROVED", requestedById: people.owner.id });
});

test("whoever may decide is told once of a whole file, and by name of a single agent", async () => {
  await run(yamlOf(entry(), entry(), entry()));
  await run(yamlOf(entry({ name: "Lonely" })));
  const told = await read().notification.findMany({
    where: { personId: people.officer.id },
    select: { title: true, link: true },
    orderBy: { title: "asc" },
  });
  expect(told).toEqual([
    { title: "Agents from agents.yaml: 3 to decide", link: "/inbox" },
    { title: "Register the agent Lonely", link: expect.stringMatching(/^[/]inbox[/]/) },
  ]);
});

test("G2 a dry run shows the difference and writes nothing; its hash applies exactly that", async () => {
  const yaml = yamlOf(entry());
  const changes = await changesBy(people.owner);
  const dry = await run(yaml, people.owner, true);
  expect(dry).toMatchObject({ dryRun: true, created: [{ line: 3 }], refused: [] });
  expect(dry.created[0]?.changes).toContainEqual({
    field: "ownerId",
    label: "Owner",
    before: "",
    after: `Person ${people.owner.id.slice(0, 8)}`,
  });
  expect(await changesBy(people.owner)).toBe(changes);
  await expect(run(yaml, people.owner, false, "0".repeat(64))).rejects.toMatchObject({
    code: "conflict",
  });
  const applied = await run(yaml, people.owner, false, dry.hash);
  expect(applied.created).toHaveLength(1);
});

test("G2 one bad line is named by line and field, and nothing is half applied", async () => {
  const good = entry();
  const bad = entry({ owner: "nobody@example.com", retire_on: "soon" });
  const yaml = yamlOf(good, bad);
  const changes = await changesBy(ci);
  const outcome = await run(yaml);
  const line = yaml.split("\n").findIndex((each) => each.includes("nobody@")) + 1;
  expect(outcome.refused).toEqual([
    { line, field: "owner", message: "No active person has this e-mail address." },
  ]);
  expect(await idOf(good.slug ?? "")).toBe("");
  expect(await changesBy(ci)).toBe(changes);
});

test("a missing key is named at its agent's line", async () => {
  const { purpose: _left, ...without } = entry();
  expect((await run(yamlOf(without))).refused).toEqual([
    { line: 3, field: "purpose", message: "Say what the agent is for." },
  ]);
});

test("rules over several fields are named by field too", async () => {
  const raised = entry({
    risk: "{changes: deletes, irreversible: yes, money: yes, outside_content: yes, raised_to: low}",
  });
  expect((await run(yamlOf(raised))).refused).toEqual([
    expect.objectContaining({
      field: "risk.raised_to",
      message: expect.stringContaining("not lower"),
    }),
  ]);
});

test("a changed proposal is asked for again, and an unchanged one beside it is left alone", async () => {
  const [one, two] = [entry(), entry()];
  await run(yamlOf(one, two));
  const changed = { ...one, oversight: "Two people read each suggestion." };
  const outcome = await run(yamlOf(changed, two));
  expect(outcome.changed).toEqual([
    expect.objectContaining({
      slug: one.slug,
      changes: [expect.objectContaining({ field: "oversight" })],
    }),
  ]);
  expect(outcome.unchanged.map(({ slug }) => slug)).toEqual([two.slug]);
  expect(await actionsOn(await idOf(one.slug ?? ""))).toEqual(["agent.registered", "agent.edited"]);
});

test("a change of an approved agent is asked for, and running again while it waits changes nothing", async () => {
  const one = entry();
  await run(yamlOf(one));
  const id = await idOf(one.slug ?? "");
  await decide(id, people.officer);
  const yaml = yamlOf({ ...one, autonomy: "acts-alone", description: "New words." });
  expect((await run(yaml)).changed).toHaveLength(1);
  expect(await stored(id)).toMatchObject({ autonomy: "SUGGESTS", description: "New words." });
  const request = await openRequestAbout(id);
  expect(request).toMatchObject({ kind: "agent.change", reason: "Imported from agents.yaml." });

  expect(await run(yaml)).toMatchObject({ changed: [], unchanged: [{ slug: one.slug }] });
  expect((await openRequestAbout(id))?.id).toBe(request?.id);
  await decide(id, people.officer);
  expect(await stored(id)).toMatchObject({ autonomy: "ACTS_ALONE" });
  expect((await run(yaml)).unchanged).toHaveLength(1);
});

test("a key that is not in the file leaves what the registry says", async () => {
  const one = entry();
  await run(yamlOf(one));
  const { sponsor: _sponsor, risk: _risk, ...shorter } = one;
  expect((await run(yamlOf(shorter))).unchanged).toHaveLength(1);
});

test("G2 a near-duplicate, in the registry or in the same file, needs a reason in the file", async () => {
  const name = word();
  const one = entry({ name: `"${name}"` });
  const two = entry({ name: `"The ${name} bot"` });
  const outcome = await run(yamlOf(one, two));
  expect(outcome.refused).toEqual([
    expect.objectContaining({
      field: "duplicate_reason",
      message: expect.stringContaining(one.slug ?? ""),
    }),
  ]);
  await run(yamlOf(one));
  expect((await run(yamlOf(two))).refused).toHaveLength(1);
  const said = { ...two, duplicate_reason: "It serves the other plant." };
  expect((await run(yamlOf(one, said))).created).toHaveLength(1);
});

test("one short name twice in a file is refused at the second", async () => {
  const one = entry();
  const outcome = await run(yamlOf(one, entry({ slug: one.slug ?? "" })));
  expect(outcome.refused).toEqual([
    expect.objectContaining({ field: "slug", message: expect.stringContaining("line 3") }),
  ]);
});

test("CHG-12 a retired agent in the file is refused", async () => {
  const agent = await active(people);
  const why = { agentId: agent.id, reason: "Done.", typedName: agent.name };
  await retireAgent(contextOf(people.owner), why);
  expect((await run(yamlOf(entry({ slug: agent.slug })))).refused).toEqual([
    expect.objectContaining({ message: expect.stringContaining("stays retired") }),
  ]);
});

test("a declined proposal is refused until the file changes it", async () => {
  const one = entry();
  await run(yamlOf(one));
  const id = await idOf(one.slug ?? "");
  await decide(id, people.officer, "decline");
  expect((await run(yamlOf(one))).refused).toHaveLength(1);
  expect((await run(yamlOf({ ...one, oversight: "Better." }))).changed).toHaveLength(1);
  expect(await stored(id)).toMatchObject({ status: "PROPOSED" });
});

test("an import changes only agents its person has a part in, unless they may edit all", async () => {
  const one = entry();
  await run(yamlOf(one));
  await decide(await idOf(one.slug ?? ""), people.officer);
  const stranger = await person("owner");
  const yaml = yamlOf({ ...one, description: "Mine now." });
  const theirs: Actor = {
    kind: "token",
    id: "t",
    grants: ["agent:import"],
    responsibleId: stranger.id,
  };
  expect((await run(yaml, theirs)).refused).toEqual([
    expect.objectContaining({ message: expect.stringContaining("Only the owner, sponsor") }),
  ]);
  const all: Actor = {
    kind: "token",
    id: "t",
    grants: ["agent:import"],
    responsibleId: people.officer.id,
  };
  expect((await run(yaml, all)).changed).toHaveLength(1);
});

test("an import does not take the place of a change that somebody else asked for", async () => {
  const one = entry();
  await run(yamlOf(one));
  const id = await idOf(one.slug ?? "");
  await decide(id, people.officer);
  const agent = await stored(id);
  await editAgent(contextOf(people.sponsor), {
    ...inputOf(contentOf(agent)),
    oversight: "Three people.",
    agentId: id,
    version: agent.version,
    reason: "Safer.",
  });
  expect((await run(yamlOf({ ...one, autonomy: "acts-alone" }))).refused).toEqual([
    expect.objectContaining({ message: expect.stringContaining("somebody else waits") }),
  ]);
});

test("G1 an owner who has left makes the file fail, so that somebody hands the agent over", async () => {
  const one = entry();
  await run(yamlOf(one));
  await leave(people.owner);
  const officers: Actor = {
    kind: "token",
    id: "t",
    grants: ["agent:import"],
    responsibleId: people.officer.id,
  };
  expect((await run(yamlOf(one), officers)).refused).toEqual([
    expect.objectContaining({ field: "owner" }),
  ]);
});

test("a file that cannot be read answers why, and changes nothing", async () => {
  const outcome = await run("agents: [");
  expect(outcome.refused[0]?.message).toContain("cannot be read as YAML");
  expect(parseAgentsYaml("agents: [").agents).toEqual([]);
});

test("two runs of one file at once register each agent once", async () => {
  const one = entry();
  const both = await Promise.allSettled([run(yamlOf(one)), run(yamlOf(one))]);
  expect(both.filter(({ status }) => status === "fulfilled").length).toBeGreaterThan(0);
  expect(await read().agent.count({ where: { slug: one.slug ?? "" } })).toBe(1);
});
