import { expect, test } from "vitest";
import { decodeBulk } from "./elastic-bulk";

const decoded = (lines: readonly string[], index: string | null = null) =>
  decodeBulk(new TextEncoder().encode(lines.map((line) => `${line}\n`).join("")), index);

test("documents follow their actions, and each operation is an item in its order", () => {
  const { records, rejected, items } = decoded(
    [
      '{"index":{"_index":"logs","_id":"1"}}',
      '{"a":1}',
      '{"create":{}}',
      '{"index":{"_index":"a document that looks like an action"}}',
      '{"delete":{"_id":"1"}}',
      '{"update":{"_id":"2"}}',
      '{"doc":{"b":2},"doc_as_upsert":true}',
    ],
    "calls",
  );
  expect(items).toEqual([
    { position: 0, action: "index", index: "logs", id: "1" },
    { position: 1, action: "create", index: "calls", id: null },
    { position: 2, action: "delete", index: "calls", id: "1" },
    { position: 3, action: "update", index: "calls", id: "2" },
  ]);
  expect(records.map(({ position, json, nativeId }) => [position, json, nativeId])).toEqual([
    [0, { a: 1 }, ["logs", "1"]],
    [1, { index: { _index: "a document that looks like an action" } }, undefined],
    [3, { b: 2 }, ["calls", "2"]],
  ]);
  expect(rejected.map(({ position, reason }) => [position, reason])).toEqual([
    [2, "a delete: what was recorded stays"],
  ]);
});

test("a line that is no action, and a document that is none, spoil no other", () => {
  const { records, rejected } = decoded([
    '{"create":{}}',
    "words",
    "words",
    '{"create":{},"index":{}}',
    '{"create":7}',
    '{"create":{}}',
    "[1]",
    '{"update":{}}',
    '{"script":"x"}',
    '{"create":{}}',
    '{"a":1}',
    "",
    '{"create":{}}',
  ]);
  expect(records.map(({ position, json }) => [position, json])).toEqual([[6, { a: 1 }]]);
  expect(rejected.map(({ reason }) => reason)).toEqual([
    "not a JSON object",
    "no action line of a bulk request",
    "no action line of a bulk request",
    "no action line of a bulk request",
    "not a JSON object",
    "an update without a document",
    "an action without a document",
  ]);
});

test("bytes that are no UTF-8 spoil their own document alone, and each keeps its own as sent", () => {
  const action = new TextEncoder().encode('{"create":{}}\n');
  const body = Buffer.concat([
    action,
    Buffer.of(0x22, 0xff, 0x22, 0x0a),
    action,
    Buffer.from("{ }\r"),
  ]);
  const { records, rejected } = decodeBulk(body, null);
  expect(rejected).toMatchObject([{ position: 0, reason: "not a JSON object" }]);
  expect(rejected[0]?.raw).toHaveLength(3);
  expect(records.map(({ raw }) => Buffer.from(raw).toString())).toEqual(["{ }\r"]);
});

test("nothing is nothing to do", () => {
  expect(decoded(["", " "])).toEqual({ records: [], rejected: [], items: [] });
});

test("more than 10,000 operations are refused", () => {
  expect(decoded(Array(10_000).fill('{"delete":{}}')).items).toHaveLength(10_000);
  const tooMany = () => decoded(Array(10_001).fill('{"delete":{}}'));
  expect(tooMany).toThrow(expect.objectContaining({ code: "too_large" }));
});
