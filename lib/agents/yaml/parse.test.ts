import { expect, test } from "vitest";
import { YAML_AGENTS_MAX, YAML_BYTES_MAX, YAML_PARTS_MAX } from "../limits";
import { AGENTS_YAML_EXAMPLE } from "./example";
import { keysUnder, YAML_FIELDS } from "./fields";
import { parseAgentsYaml } from "./parse";

const refusedIn = (text: string) => parseAgentsYaml(text).refused;
const [first] = parseAgentsYaml(AGENTS_YAML_EXAMPLE).agents;

test("the documented example is read as a form would send it", () => {
  expect(refusedIn(AGENTS_YAML_EXAMPLE)).toEqual([]);
  const values = Object.fromEntries(
    (first?.values ?? []).map(({ field, value }) => [field, value]),
  );
  expect(values).toMatchObject({
    slug: "invoice-matcher",
    ownerId: "olga@example.com",
    autonomy: "ACTS_WITHIN_LIMITS",
    dataClasses: ["confidential", "personal"],
    customerFacing: "no",
    riskMoney: "no",
    aiActDerogation: "NOT_CLAIMED",
    links: "Runbook | https://wiki.example.com/invoice-matcher",
  });
});

test("every key an agent may have is in the documented example", () => {
  for (const key of Object.keys(YAML_FIELDS)) {
    expect(AGENTS_YAML_EXAMPLE).toContain(`${key.split(".").at(-1)}:`);
  }
  expect(keysUnder("model.")).toEqual(["provider", "name"]);
});

test("G2 a bad line is named by line and field, in words", () => {
  const text = AGENTS_YAML_EXAMPLE.replace("autonomy: acts-within-limits", "autonomy: alone");
  const line = text.split("\n").findIndex((each) => each.includes("autonomy: alone")) + 1;
  expect(refusedIn(text)).toEqual([
    {
      line,
      field: "autonomy",
      message: "Write one of: suggests, acts-with-approval, acts-within-limits, acts-alone.",
    },
  ]);
});

test.each([
  ["purpos: x", "purpos", 'There is no key "purpos" here. Was "purpose" meant?'],
  ["ownr: x", "ownr", 'There is no key "ownr" here. Was "owner" meant?'],
  ["zzzzzzzz: x", "zzzzzzzz", expect.stringContaining("Known keys: slug, name,")],
  ["__proto__: x", "__proto__", expect.stringContaining("There is no key")],
  ["constructor: x", "constructor", expect.stringContaining("There is no key")],
  ["model: Claude", "model", 'Write under "model" the keys provider, name.'],
  ["ai_act: {roll: deployer}", "ai_act.roll", 'There is no key "roll" here. Was "role" meant?'],
  ["name: 7", "name", "Write this as text; put quotes around it."],
  ["name: [a]", "name", "Write this as text; put quotes around it."],
  ["customer_facing: maybe", "customer_facing", "Write yes or no."],
  ["data_classes: personal", "data_classes", expect.stringContaining("Write a list of some of:")],
  ["data_classes: [secret]", "data_classes", expect.stringContaining("Write a list of some of:")],
  ["links: [{url: https://a.example}]", "links", expect.stringContaining("label and url")],
  ["risk: {changes: all}", "risk.changes", "Write one of: reads, writes, deletes."],
])("%s is refused at its line", (written, field, message) => {
  expect(refusedIn(`agents:\n  - slug: a\n    ${written}\n`)).toEqual([
    { line: 3, field, message },
  ]);
});

test("every fault of an agent is named, not only the first", () => {
  const text = "agents:\n  - slug: a\n    nam: x\n    autonomy: alone\n  - 7\n";
  expect(refusedIn(text).map(({ line, field }) => [line, field])).toEqual([
    [3, "nam"],
    [4, "autonomy"],
    [5, ""],
  ]);
});

test.each([
  ["", 1, 'Begin the file with "agents:" and a list under it.'],
  ["- a\n", 1, 'Begin the file with "agents:" and a list under it.'],
  ["agents: none\n", 1, 'Write the agents as a list under "agents:".'],
  ["version: 2\nagents: []\n", 1, "This product reads version 1."],
  ["agents: []\nagent: 1\n", 2, 'There is no key "agent" here. Was "agents" meant?'],
  ["agents: []\nreason: [a]\n", 2, expect.stringContaining("Write the reason as a text")],
])("a file that reads %j is refused", (text, line, message) => {
  expect(refusedIn(text)).toEqual([expect.objectContaining({ line, message })]);
});

test.each([
  ["an unclosed bracket", "agents: [\n", expect.stringContaining("cannot be read as YAML")],
  ["a key that comes twice", "agents: []\nagents: []\n", expect.stringContaining("unique")],
  ["two documents", "agents: []\n---\nagents: []\n", expect.stringContaining("YAML")],
  ["an unknown tag", "agents: !!js/function x\n", expect.stringContaining("YAML")],
  ["an anchor", "agents: &a []\n", expect.stringContaining("Anchors")],
  ["an alias", "agents: [*a]\n", expect.stringMatching(/YAML|Anchors/)],
  ["a NUL", "agents: []\u0000", expect.stringContaining("NUL")],
  ["a tab for indentation", "agents:\n\t- a\n", expect.stringContaining("YAML")],
])("%s is refused in words", (_what, text, message) => {
  const [refusal] = refusedIn(text);
  expect(refusal).toMatchObject({ line: expect.any(Number), message });
});

test("an alias bomb is refused before it grows", () => {
  const lines = ["a: &a [x, x, x]"];
  for (let n = 1; n < 30; n += 1) lines.push(`k${n}: &b${n} [*${n === 1 ? "a" : `b${n - 1}`}, x]`);
  expect(refusedIn(`${lines.join("\n")}\nagents: []\n`)[0]?.message).toContain("Anchors");
});

test.each(["[", "{a: ", "- ", "? "])(
  "a hundred thousand times %j is refused in one sentence",
  (text) => {
    expect(refusedIn(`agents: ${text.repeat(100_000)}`)).toEqual([
      { line: 1, field: "", message: "This nests deeper than the file can need." },
    ]);
  },
);

test("a file beyond 1 MB or 200 agents is refused", () => {
  expect(refusedIn(`#${"x".repeat(YAML_BYTES_MAX)}`)[0]?.message).toBe(
    "Send a file of at most 1 MB.",
  );
  const many = `agents:\n${"  - slug: a\n".repeat(YAML_AGENTS_MAX + 1)}`;
  expect(refusedIn(many)[0]?.message).toContain("at most 200 agents at once; this file has 201");
});

test("an empty value says nothing, and is not the word null", () => {
  const { agents } = parseAgentsYaml("agents:\n  - slug: a\n    sponsor:\n    risk: {money: }\n");
  expect(agents[0]?.values).toEqual([
    { field: "slug", line: 2, value: "a" },
    { field: "sponsorId", line: 3, value: "" },
    { field: "riskMoney", line: 4, value: "" },
  ]);
});

test("an escape that makes text no database holds is named by its line, in keys and values", () => {
  const says = "Remove the invisible control character (NUL) or broken letter.";
  for (const line of ['slug: "a\\0b"', 'owner: "\\ud800@example.com"', '"a\\ud800": 1']) {
    const text = `agents:\n  - name: A\n    ${line}\n`;
    expect(refusedIn(text), line).toEqual([{ line: 3, field: "", message: says }]);
  }
  expect(refusedIn('reason: "a\\0b"\nagents: []\n')).toMatchObject([{ line: 1, message: says }]);
});

test("a letter of two halves that a message cuts in two stays sound text", () => {
  for (const length of [59, 79]) {
    const [refused] = refusedIn(`agents:\n  - ${"x".repeat(length)}\u{1f600}zz: 1\n`);
    expect(`${refused?.field}${refused?.message}`.isWellFormed(), String(length)).toBe(true);
  }
});

test("keys and list items beyond any need are refused before they are compared with each other", () => {
  const keys = Array.from({ length: 60_000 }, (_, index) => `k${index}: 1`);
  const message = "From here on the file holds more keys and list items than its agents can need.";
  for (const text of [
    `agents:\n  - ${keys.join("\n    ")}\n`,
    `agents: [{${keys.join(", ")}}]\n`,
    `agents: [{${keys.map((_, index) => `k${index}`).join(", ")}}]\n`,
    `agents:\n${"- a: 1\n".repeat(60_000)}`,
  ]) {
    expect(refusedIn(text)).toMatchObject([{ message }]);
  }
  const most = keys.slice(0, YAML_PARTS_MAX - 10).join("\n    ");
  expect(refusedIn(`agents:\n  - ${most}\n`)).toHaveLength(YAML_PARTS_MAX - 10);
}, 15_000);
