import { expect, test } from "vitest";
import { readToolsList } from "./tools-list";

const query = { name: "query", description: "Reads.", inputSchema: { type: "object" } };
const update = { name: "update", inputSchema: { type: "object" } };
const json = JSON.stringify;

test.each([
  ["a reply", json({ jsonrpc: "2.0", id: 1, result: { tools: [query, update] } })],
  ["its result", json({ tools: [query, update] })],
  ["a list", json([query, update])],
  ["a file with a mark at its beginning", `\ufeff${json({ tools: [query, update] })}`],
  [
    "replies of two pages",
    json([{ id: 1, result: { tools: [query], nextCursor: "2" } }, { result: { tools: [update] } }]),
  ],
])("two tools are read from %s", (_, text) => {
  const { tools, refused } = readToolsList(text);
  expect(refused).toEqual([]);
  expect(tools.map(({ name }) => name)).toEqual(["query", "update"]);
});

test("CC6.8 the hash is over the whole object as RFC 8785 writes it, whatever its order and spacing", () => {
  const text = '[{"inputSchema":{"type":"object"},  "name":"query","description":"Reads."}]';
  const [tool] = readToolsList(text).tools;
  // printf '%s' '{"description":"Reads.","inputSchema":{"type":"object"},"name":"query"}' | sha256sum
  expect(tool?.hash).toBe("0aec3d0f978306f907b28d46ca6669f5a0f2f95d1685c7f328aaa79bb1c7d5c5");
  expect(readToolsList(json([query])).tools[0]?.hash).toBe(tool?.hash);
});

test.each([
  ["its description alone", { ...query, description: "Reads. " }],
  ["an annotation", { ...query, annotations: { readOnlyHint: true } }],
  ["a member that no specification knows", { ...query, _meta: { v: 1 } }],
  ["a number beyond what JavaScript counts", { ...query, limit: 1 }],
])("G32 the hash is another where %s differs", (_, differing) => {
  const [one, other] = [query, differing].map((each) => readToolsList(json([each])).tools[0]?.hash);
  expect(one).not.toBe(other);
});

test("integers that JavaScript would round are told apart", () => {
  const hashes = ["9007199254740993", "9007199254740992"].map(
    (limit) => readToolsList(`[{"name":"query","maximum":${limit}}]`).tools[0]?.hash,
  );
  expect(new Set(hashes).size).toBe(2);
});

test.each([
  ["no JSON", "tools: query", "text"],
  ["no list of tools", '{"prompts":[]}', "text"],
  ["a name twice in one object", '[{"name":"a","description":"x","description":"y"}]', "text"],
  [
    "the same name in other letters",
    '[{"name":"a","descr\\u0069ption":"x","description":"y"}]',
    "text",
  ],
  ["a page that is not the last", json({ tools: [query], nextCursor: "n" }), "nextCursor"],
  ["a tool without a name", json([{ description: "x" }]), "tool 1"],
  ["a tool twice", json([query, query]), "tool 2, query"],
  ["a character that cannot be stored", json([{ name: "a", description: "\u0000" }]), "tool 1"],
  ["what is no object", json([query, 7]), "tool 2"],
])("%s is refused at its place", (_, text, place) => {
  const { refused } = readToolsList(text);
  expect(refused.map((each) => each.place)).toEqual([place]);
});

test("an object may use a name again that another object has used", () => {
  const text = '[{"name":"a","x":{"name":1},"y":[{"name":2},{"name":3}],"z":"name"}]';
  expect(readToolsList(text)).toMatchObject({ refused: [], tools: [{ name: "a" }] });
});

test("deep nesting is refused, not thrown", () => {
  const deep = `[{"name":"a","inputSchema":${'{"a":'.repeat(40)}1${"}".repeat(40)}}]`;
  expect(readToolsList(deep).refused).toHaveLength(1);
});
