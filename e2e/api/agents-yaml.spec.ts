import type { APIRequestContext } from "playwright/test";
import { expect } from "playwright/test";
import { act } from "../fixtures/action";
import { stranger } from "../fixtures/sessions";
import { test } from "../fixtures/test";
import { type Visitor, visitor } from "../fixtures/visitors";
import { unique } from "../fixtures/words";
import { agentsYaml, yamlAgent } from "../fixtures/yaml";

type Token = { id: string; text: string };
type Line = { slug: string; line: number };
type Refusal = { line: number; field: string; message: string };
type Outcome = {
  created: Line[];
  changed: Line[];
  unchanged: Line[];
  refused: Refusal[];
};

const ROUTE = "/api/agents";

let machine: APIRequestContext;
let admin: Visitor;
let owner: Visitor;
let token: Token;

test.beforeAll(async () => {
  machine = await stranger();
  [admin, owner] = await Promise.all([
    visitor("Mara Admin", "admin"),
    visitor("Milo Maker", "owner"),
  ]);
  token = await makeToken(owner);
});

test("without a token, with a wrong one or a person's session nothing is taken", async () => {
  const yaml = agentsYaml(yamlAgent(unique("Nobody asked"), owner.person.email));
  const refused = [
    await send(machine, yaml, {}),
    await send(machine, yaml, { authorization: "Bearer csn_wrong" }),
    await send(machine, yaml, { authorization: `Basic ${token.text}` }),
    await send(owner.request, yaml, {}),
  ];
  for (const response of refused) {
    expect(response.status()).toBe(401);
    expect((await response.json()).error.code).toBe("unauthenticated");
  }
});

test("a revoked token, and one whose person has left, open nothing and say why", async () => {
  const leaver = await visitor("Lou Leaver", "owner");
  const [revoked, orphaned] = [await makeToken(owner), await makeToken(leaver)];
  const yaml = agentsYaml(yamlAgent(unique("Too late"), owner.person.email));
  await act(admin.request, "(dashboard)/settings/tokens#revokeTokenAction", {
    tokenId: revoked.id,
  });
  await act(admin.request, "(dashboard)/settings/people#deactivatePersonAction", {
    personId: leaver.person.id,
    reason: "Left the company.",
  });
  for (const [gone, says] of [
    [revoked, "unknown, expired or revoked"],
    [orphaned, "has left"],
  ] as const) {
    const response = await send(machine, yaml, bearer(gone));
    expect(response.status()).toBe(401);
    expect((await response.json()).error.message).toContain(says);
  }
});

test("a bad line is named by line and field, and nothing of the file is taken", async () => {
  const [good, bad] = [unique("Good agent"), unique("Bad agent")];
  const yaml = agentsYaml(
    yamlAgent(good, owner.person.email),
    yamlAgent(bad, owner.person.email).replace("acts-within-limits", "sometimes"),
  );
  const response = await send(machine, yaml);
  expect(response.status()).toBe(422);
  const { refused }: Outcome = await response.json();
  const line = yaml.split("\n").findIndex((text) => text.includes("sometimes")) + 1;
  expect(refused).toEqual([
    { line, field: "autonomy", message: expect.stringContaining("acts-within-limits") },
  ]);
  expect(await found(good)).toEqual([]);
});

test("a file that is no YAML, no text or too large is refused in words", async () => {
  const broken = await send(machine, "version: 1\nagents: [unclosed\n");
  expect(broken.status()).toBe(422);
  const { refused }: Outcome = await broken.json();
  expect(refused[0]).toMatchObject({ message: expect.stringContaining("cannot be read as YAML") });
  const bad: [string | Buffer, Record<string, string>, number][] = [
    ["version: 1\nagents:\n  - slug: \0", {}, 422],
    [Buffer.from([0xff, 0xfe, 0x00]), {}, 422],
    ["", {}, 422],
    ["version: 1", { "content-type": "text/plain" }, 422],
    ["{", { "content-type": "application/json" }, 422],
    [`reason: ${"x".repeat(1_100_000)}`, {}, 422],
    [`reason: ${"x".repeat(2_100_000)}`, {}, 413],
  ];
  for (const [body, headers, status] of bad) {
    const response = await machine.post(ROUTE, {
      data: body,
      headers: { ...yamlBy(token), ...headers },
    });
    expect(response.status(), JSON.stringify(await response.json()).slice(0, 300)).toBe(status);
  }
  expect((await send(machine, "version: 1", yamlBy(token), "?dry_run=maybe")).status()).toBe(422);
});

test("a dry run changes nothing, twenty agents come in one step, and a second run changes nothing (G2)", async () => {
  const names = Array.from({ length: 20 }, (_, at) => unique(`Fleet ${WORDS[at]}`));
  const yaml = agentsYaml(...names.map((name) => yamlAgent(name, owner.person.email)));

  const dry: Outcome = await (await send(machine, yaml, yamlBy(token), "?dry_run=1")).json();
  expect(dry.refused).toEqual([]);
  expect(dry.created).toHaveLength(20);
  expect(await found(names[0])).toEqual([]);

  const first: Outcome = await (await send(machine, yaml)).json();
  expect(first.created).toHaveLength(20);
  for (const name of names) expect(await found(name)).toEqual([name]);

  const second: Outcome = await (await send(machine, yaml)).json();
  expect([second.created, second.changed, second.refused]).toEqual([[], [], []]);
  expect(second.unchanged).toHaveLength(20);
});

const WORDS =
  "amber birch cobalt dune ember fjord grove harbor iris juniper kelp lagoon maple nectar onyx pebble quartz raven saffron tundra".split(
    " ",
  );

async function makeToken({ person }: Visitor): Promise<Token> {
  const answer = await act(admin.request, "(dashboard)/settings/tokens#makeTokenAction", {
    name: unique("Pipeline"),
    "grants[]": ["agent:import"],
    responsibleId: person.id,
    days: "30",
  });
  const text = answer.status === "done" ? answer.reveal?.value : undefined;
  const id = answer.status === "done" ? answer.link?.href.split(":").at(-1) : undefined;
  if (!text || !id) throw new Error(`no token: ${JSON.stringify(answer)}`);
  return { id, text };
}

function bearer({ text }: Token): Record<string, string> {
  return { authorization: `Bearer ${text}` };
}

function yamlBy(by: Token): Record<string, string> {
  return { ...bearer(by), "content-type": "application/yaml" };
}

function send(from: APIRequestContext, yaml: string, headers = bearer(token), query = "") {
  const type = { "content-type": "application/yaml" };
  return from.post(`${ROUTE}${query}`, { data: yaml, headers: { ...type, ...headers } });
}

/** Names of the agents that the owner finds under a name. */
async function found(name: string | undefined): Promise<string[]> {
  const reply = await owner.request.get(`/api/search?q=${encodeURIComponent(name ?? "")}`);
  const { results }: { results: { kind: string; title: string }[] } = await reply.json();
  return results.filter(({ kind }) => kind === "Agent").map(({ title }) => title);
}
