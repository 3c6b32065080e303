import { expect, test } from "vitest";
import type { Json, JsonObject } from "@/lib/ledger/canonical-json";
import { adapted, FACTS, readsWrongTypes, wire } from "../../testing/adapted";
import { type MappingInput, mappingInput } from "./mapping";
import { mappingAdapter } from "./mapping-adapter";

const BASE: MappingInput = {
  format: 1,
  name: "house-proxy",
  version: "3",
  gateway: "house-proxy",
  fields: { "gen_ai.tool.name": "/tool" },
};

const adapterOf = (of: Partial<MappingInput>) =>
  mappingAdapter(mappingInput.parse({ ...BASE, ...of }));
const read = (of: Partial<MappingInput>, ...jsons: Json[]) =>
  adapted(adapterOf(of), wire("json", ...jsons), { ...FACTS, offset: "+02:00" });
const recordOf = (of: Partial<MappingInput>, json: Json): JsonObject =>
  read(of, json).data[0] ?? {};

test("the version of the mapping stands in its adapter's", () => {
  expect(adapterOf({}).version).toBe("house-proxy@3");
});

test("without an id, a time or anything else there is a call with a tool", () => {
  const record = recordOf({}, { tool: "a", other: 1 });
  expect(record).toMatchObject({ kind: "tool_call", "gen_ai.tool.name": "a", operation: "a" });
  expect(record).not.toHaveProperty(["occurred_at"]);
});

test.each<[transform: string, value: Json, from: MappingInput["time"], instant: string]>([
  ["ms", 1788000000250, { from: "/t", transform: ["ms"] }, "2026-08-29T10:40:00.250Z"],
  ["s", 1788000000, { from: "/t", transform: ["s"] }, "2026-08-29T10:40:00.000Z"],
  ["ns", "1788000000250123456", { from: "/t", transform: ["ns"] }, "2026-08-29T10:40:00.250Z"],
  ["float_s", 1788000000.25, { from: "/t", transform: ["float_s"] }, "2026-08-29T10:40:00.250Z"],
  [
    "rfc3339",
    "2026-08-29T12:40:00.25+02:00",
    { from: "/t", transform: ["rfc3339"] },
    "2026-08-29T10:40:00.250Z",
  ],
  [
    "naive",
    "2026-08-29 12:40:00.25",
    { from: "/t", transform: [{ naive: "+02:00" }] },
    "2026-08-29T10:40:00.250Z",
  ],
  [
    "naive, as set at the source",
    "2026-08-29 12:40:00.25",
    { from: "/t", transform: [{ naive: "source" }] },
    "2026-08-29T10:40:00.250Z",
  ],
  [
    "the first that can",
    "2026-08-29 12:40:00.25",
    { from: "/t", transform: ["ns", "rfc3339", { naive: "source" }] },
    "2026-08-29T10:40:00.250Z",
  ],
])("a time is read as %s", (_, t, time, instant) => {
  expect(recordOf({ time }, { t })).toMatchObject({ occurred_at: instant, time_basis: "logged" });
});

test.each<[transform: "ms" | "s" | "ns" | "float_s" | "duration_str", value: Json, ms: number]>([
  ["ms", 12.5, 12.5],
  ["ms", "12", 12],
  ["s", 2, 2000],
  ["float_s", 0.25, 250],
  ["ns", 1_500_000, 1.5],
  ["duration_str", "1.5s", 1500],
])("a duration is read as %s of %j", (transform, took, ms) => {
  const fields = { duration_ms: { from: "/took", transform } };
  expect(recordOf({ fields }, { took })).toMatchObject({ duration_ms: ms });
});

test("ipport takes address and port apart", () => {
  const fields = { "client.address": { from: "/peer", transform: "ipport" } };
  expect(recordOf({ fields }, { peer: "[2001:db8::9]:443" })).toMatchObject({
    "client.address": "2001:db8::9",
    "client.port": 443,
  });
});

test("split_prefix takes the server off a tool, where the record names it", () => {
  const split = { from: "/tool", transform: "split_prefix" };
  const fields = { "gen_ai.tool.name": split, "mcp.server.name": "/server" };
  expect(recordOf({ fields }, { tool: "wiki__find", server: "wiki" })).toMatchObject({
    "gen_ai.tool.name": "find",
    "gateway.tool.raw_name": "wiki__find",
    operation: "wiki.find",
  });
  expect(recordOf({ fields }, { tool: "wiki__find" })).toMatchObject({ operation: "wiki__find" });
  const whole = { "gen_ai.tool.name": "/tool", "mcp.server.name": "/server" };
  expect(recordOf({ fields: whole }, { tool: "wiki_find", server: "wiki" })).toMatchObject({
    "gen_ai.tool.name": "wiki_find",
    operation: "wiki.wiki_find",
  });
});

test("json_parse opens a text, and a pointer leads through one", () => {
  const fields = {
    "gen_ai.tool.call.arguments": { from: "/args", transform: "json_parse" },
    "user.id": "/context/user/id",
  };
  const json = { args: '{"n":1}', context: '{"user":{"id":"u-1"}}' };
  expect(recordOf({ fields }, json)).toMatchObject({
    "gen_ai.tool.call.arguments": { n: 1 },
    "user.id": "u-1",
    "caller.type": "user",
  });
});

test("first_of, const and when make a table of rules", () => {
  const outcome = {
    first_of: [
      { const: "denied", when: [{ at: "/code", is: [401, 403] }] },
      { const: "timeout", when: [{ at: "/error", starts_with: "timed out" }] },
      { const: "error", when: [{ at: "/error", exists: true }] },
      { const: "success_unverified" },
    ],
  };
  const of = (json: Json) => recordOf({ fields: { outcome } }, json).outcome;
  expect(of({ code: 403, error: "no" })).toBe("denied");
  expect(of({ code: "401" })).toBe("denied");
  expect(of({ error: "timed out after 3s" })).toBe("timeout");
  expect(of({ error: "broken" })).toBe("error");
  expect(of({ error: "", code: 200 })).toBe("success_unverified");
});

test("a word that a field does not know is no value of it", () => {
  const fields = { outcome: "/o", "caller.type": "/c" };
  const record = recordOf({ fields }, { o: "great", c: "robot" });
  expect(record).not.toHaveProperty(["outcome"]);
  expect(record).not.toHaveProperty(["caller.type"]);
});

test("explode makes a record of each item, which sees the whole record too", () => {
  const of: Partial<MappingInput> = {
    explode: "/calls",
    id: ["/id"],
    fields: { "gen_ai.tool.name": "@/name", "user.id": "/user" },
  };
  const { data, keys } = read(of, {
    id: "r-1",
    user: "u-1",
    calls: [{ name: "a" }, { name: "b" }],
  });
  expect(data).toMatchObject([
    {
      "gen_ai.tool.name": "a",
      "user.id": "u-1",
      field_source: { "gen_ai.tool.name": "/calls/0/name" },
    },
    { "gen_ai.tool.name": "b" },
  ]);
  expect(new Set(keys).size).toBe(2);
  expect(read(of, { calls: {} }).left.quarantined).toMatchObject([
    { reason: "There is no list at /calls." },
  ]);
});

test("when leaves out what says nothing of calls, and kind says what the rest is evidence of", () => {
  const of: Partial<MappingInput> = {
    when: [{ at: "/type", starts_with: "mcp" }],
    kind: { first_of: [{ const: "tool_call", when: [{ at: "/type", is: "mcp.call" }] }, "/kind"] },
  };
  const { data, left } = read(
    of,
    { type: "http" },
    { type: "mcp.call" },
    { type: "mcp", kind: "heartbeat" },
    { type: "mcp", kind: "heartbeat", tool: "drop_table" },
    { type: "mcp", kind: 7 },
  );
  expect(data.map(({ kind }) => kind)).toEqual(["tool_call", "heartbeat", "activity", "activity"]);
  expect(left.skipped).toMatchObject([{ position: 0 }]);
});

test("rest takes all other members for the arguments", () => {
  const rest = { rest: { except: ["tool", "at"] } };
  const fields = { "gen_ai.tool.name": "/tool", "gen_ai.tool.call.arguments": rest };
  expect(recordOf({ fields }, { tool: "a", at: 1, city: "Ghent", none: null })).toMatchObject({
    "gen_ai.tool.call.arguments": { city: "Ghent" },
  });
});

test("ids, a policy, the reply, a count and members to keep have their own parts", () => {
  const of: Partial<MappingInput> = {
    id: ["/id"],
    sequence: { seq: "/n", epoch: "/boot" },
    correlation_ids: { native_id: "/id", request_id: "/req" },
    policy: { action: "/verdict", rule_ids: ["/rule"], reason: "/why", source: "proxy" },
    result: "/reply",
    keep: { "proxy.chain": "/chain" },
  };
  const json = {
    id: 5,
    n: 9,
    boot: "b",
    req: "q",
    verdict: "deny",
    rule: "r",
    reply: { content: [] },
    chain: "c",
  };
  expect(recordOf(of, json)).toMatchObject({
    correlation_ids: [
      { kind: "native_id", value: "5" },
      { kind: "request_id", value: "q" },
    ],
    policy: { action: "deny", rule_ids: ["r"], source: "proxy" },
    result_summary: { content_types: [] },
    "proxy.chain": "c",
  });
  const [draft] = adapterOf(of).read(wire("json", json), FACTS).drafts;
  expect(draft).toMatchObject({
    key: { kind: "native", parts: ["5"] },
    sequence: { epoch: "b", seq: 9 },
  });
});

test("nothing of a wrong type makes it fail", () => {
  const adapter = adapterOf({
    recognise: [{ at: "/tool", exists: true }],
    explode: "/calls",
    id: ["/id", "@/id"],
    time: { from: "/t", transform: ["ms", "s", "ns", "float_s", "rfc3339", { naive: "source" }] },
    fields: {
      "gen_ai.tool.name": { from: "@/tool", transform: "split_prefix" },
      "gen_ai.tool.call.arguments": { first_of: ["@/args", { rest: { except: [] } }] },
      "client.address": { from: "/peer", transform: "ipport" },
      "client.port": "/port",
      duration_ms: { from: "@/took", transform: "duration_str" },
      arguments_truncated: "/cut",
      outcome: { from: "/o", when: [{ at: "/o", is: "success" }] },
    },
  });
  const json = {
    id: 1,
    t: 1,
    peer: "x",
    port: 1,
    cut: true,
    o: "success",
    calls: [{ id: 2, tool: "a", args: "{}", took: "1s" }],
  };
  expect(readsWrongTypes(adapter, "json", [json])).toBeGreaterThan(200);
});
