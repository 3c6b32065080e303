import { expect, test } from "vitest";
import type { Json } from "@/lib/ledger/canonical-json";
import { examineEvent } from "@/lib/ledger/event";
import { recordOf } from "../testing/adapted";
import { ledgerKeyOf, recordIdOf, stateOf } from "./canonical-record";
import type { Draft, DraftFields, Sourced } from "./draft";
import { joined } from "./draft";
import { FIELDS } from "./fields";
import { storable } from "./storable";

const at = <T extends Json>(value: T, path = "/p"): Sourced<T> => ({
  value,
  path,
  state: "provided",
});
const TOKEN = "[email:k1:jkgf3dlthrvmgooxkisin43sh4]";

function draft(fields: DraftFields, more: Partial<Draft> = {}): Draft {
  return {
    ...{
      kind: "tool_call",
      fields,
      key: { kind: "native", parts: ["a", "b"] },
      positions: [0],
      sequence: null,
    },
    gateway: "gw",
    ...more,
  };
}
const isTaken = (one: Draft) => {
  const { key, data } = recordOf(one);
  return examineEvent({ type: "call", key, source: { id: "gw-1" }, data }, "calls", "outside");
};

test("each value stands with its path, and with its state where that is more than provided", () => {
  const { data } = recordOf(
    draft({
      "user.id": at(TOKEN, "/user"),
      duration_ms: { ...at(3, "/end"), state: "derived" },
      "error.message": at(`mail to ${TOKEN} failed`),
      "gen_ai.tool.call.arguments": at({ list: ["[redaction_failed:depth]"] }),
    }),
  );
  expect(data).toMatchObject({
    schema_version: "1",
    "user.id": TOKEN,
    field_source: { "user.id": "/user", duration_ms: "/end" },
    field_state: {
      "user.id": "redacted",
      duration_ms: "derived",
      "error.message": "redacted",
      "gen_ai.tool.call.arguments": "redaction_failed",
      arguments_count: "derived",
    },
  });
  expect(stateOf(data, "user.id")).toBe("redacted");
  expect(stateOf(data, "trace_id")).toBe("not_provided");
  expect(data.field_state).not.toHaveProperty("trace_id");
});

test("what another wire record told is joined, and never takes the place of what the first one told", () => {
  const first = { "user.id": at("own") };
  const other = { "user.id": at("theirs"), "client.address": at("192.0.2.1", "/ip") };
  const { data } = recordOf(draft(joined(first, other, 4), { positions: [2, 4] }));
  expect(data).toMatchObject({
    "user.id": "own",
    "client.address": "192.0.2.1",
    joined_from: [4],
    field_state: { "client.address": "joined" },
    field_source: { "client.address": "4:/ip" },
  });
});

test("arguments are counted and compared; what the sender counted itself stays", () => {
  const same = [
    { a: 1, b: 2 },
    { b: 2, a: 1 },
  ].map((value) => recordOf(draft({ "gen_ai.tool.call.arguments": at(value) })));
  const [one, two] = same.map(({ data }) => data);
  expect(one).toMatchObject({ arguments_count: 2, arguments_bytes: 13 });
  expect(one?.arguments_hmac).toBe(two?.arguments_hmac);
  const counted = { "gen_ai.tool.call.arguments": at({ a: 1 }), arguments_count: at(5) };
  expect(recordOf(draft(counted)).data).toMatchObject({ arguments_count: 5 });
});

test("of a reply there is a summary, and the reply itself is nowhere", () => {
  const result = at(
    { content: [{ type: "text", text: "the reply" }, { type: "image" }, { type: "text" }] },
    "/r",
  );
  const { data } = recordOf(draft({}, { result }));
  expect(data).toMatchObject({
    result_summary: {
      content_types: ["image", "text"],
      hmac: expect.stringMatching(/^[a-z2-7]{26}$/),
    },
    field_source: { result_summary: "/r" },
  });
  expect(JSON.stringify(data)).not.toContain("the reply");
});

test("the key is of the source and the sender's id, or of the batch and the place in it", () => {
  const native = { kind: "native", parts: ["x"] } as const;
  const keys = [
    ledgerKeyOf("s", native, "batch-1"),
    ledgerKeyOf("t", native, "batch-1"),
    ledgerKeyOf("s", { kind: "position", position: 0 }, "batch-1"),
    ledgerKeyOf("s", { kind: "position", position: 0 }, "batch-2"),
    ledgerKeyOf("s", { kind: "position", position: 1 }, "batch-1"),
    ledgerKeyOf("s", { kind: "position", position: 0, part: 1 }, "batch-1"),
  ];
  expect(new Set(keys).size).toBe(keys.length);
  expect(ledgerKeyOf("s", native, "batch-2")).toBe(keys[0]);
  expect(keys.every((key) => /^[0-9a-f]{64}$/.test(key))).toBe(true);
});

test("a record that may be written again says which content it has, under the same key", () => {
  const of = (version?: string) =>
    recordOf(draft({}, { key: { kind: "native", parts: ["a"], ...(version ? { version } : {}) } }));
  const [first, second] = [of(), of("2")];
  expect(second).toMatchObject({ key: first.key, content: "2" });
  expect(second.data).toMatchObject({ version: 1, content_version: "2" });
  expect(first.data).not.toHaveProperty("version");
  expect(first.data.record_id).toBe(recordIdOf("gw-1", first.key));
  expect(first.data.record_id).toMatch(
    /^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
  );
});

test("the same draft makes the same record", () => {
  const one = draft({ "user.id": at("u"), "gen_ai.tool.call.arguments": at({ a: [1] }) });
  expect(recordOf(one)).toEqual(recordOf(one));
});

const nested = (depth: number): Json => (depth === 0 ? "end" : { in: nested(depth - 1) });

test.each<[string, Json]>([
  ["a number beyond 2^53", 2 ** 60],
  ["a number beyond all", Number.POSITIVE_INFINITY],
  ["half of a character", "\ud800"],
  ["half of a character in a name", { "\ud800": 1 }],
  ["31 levels", nested(31)],
  ["300 levels", nested(300)],
  ["a name that JavaScript knows", JSON.parse('{"__proto__":{"a":1},"constructor":2}')],
])("the ledger takes a record with %s in it", (_, value) => {
  const one = draft(
    { "gen_ai.tool.call.arguments": at(value), policy: at(value) },
    { result: at(value) },
  );
  expect(isTaken({ ...one, more: { note: value } })).toMatchObject({ ok: true });
});

test("what the ledger would change is said in another way", () => {
  expect(storable({ big: 2 ** 60, half: "\ud800x", fine: [1, 0.5, -0, null, true] })).toEqual({
    big: "1152921504606847000",
    half: "\ufffdx",
    fine: [1, 0.5, -0, null, true],
  });
  expect(JSON.stringify(storable(nested(40)))).toContain("[redaction_failed:depth]");
});

test("arguments that are too long are shortened until the ledger takes the record, and say so", () => {
  const rows = Array.from({ length: 2_000 }, (_, id) => ({ id, name: `row "${id}" of many` }));
  const one = draft({ "user.id": at("u"), "gen_ai.tool.call.arguments": at({ rows }) });
  expect(isTaken(one)).toMatchObject({ ok: true });
  const { data } = recordOf(one);
  expect(data).toMatchObject({
    "user.id": "u",
    "gen_ai.tool.call.arguments": expect.stringMatching(/^\{"rows":\[\{"id":0/),
    arguments_truncated: true,
    arguments_count: 1,
    completeness: { G5: "full" },
    field_state: { "gen_ai.tool.call.arguments": "derived", arguments_truncated: "derived" },
  });
  expect(Number(data.arguments_bytes)).toBeGreaterThan(65_535);
  expect(String(data["gen_ai.tool.call.arguments"]).length).toBeGreaterThan(20_000);
});

test.each<[string, Json]>([
  ["long texts", "\u0001".repeat(60_000)],
  ["long texts beyond ASCII", "\u20ac".repeat(60_000)],
  ["long lists", Array.from({ length: 9_000 }, () => "ab")],
])("the ledger takes a record of nothing but %s", (_, value) => {
  const everything = Object.fromEntries(
    FIELDS.map((name) => [name, at(value, `/${name}`.repeat(40))]),
  );
  const more = { gateway: "g".repeat(70_000), more: { note: value } };
  const positions = Array.from({ length: 10_000 }, (__, position) => position);
  const one = draft(everything, { ...more, positions });
  expect(isTaken(one)).toMatchObject({ ok: true });
  expect(recordOf(one).data).toMatchObject({ arguments_truncated: true });
});
