import { expect, test } from "vitest";
import { firstOf, memberOf, pick } from "./pick";
import { sequenceOf } from "./sequence";

const at = pick({
  "a/b": { "c~d": 1 },
  list: [{ x: "1" }, { x: "2" }],
  empty: "",
  dash: "-",
  nobody: "unknown",
  nowhere: "0.0.0.0",
  nil: null,
  text: " a ",
  number: 7,
  numeric: "-1.5e3",
  yes: "true",
  no: 0,
  map: { inner: true },
});

test("a value is found by its pointer, with the path at which it stood", () => {
  expect(at.json("/a~1b/c~0d")).toEqual({ value: 1, path: "/a~1b/c~0d", state: "provided" });
  expect(at.json(memberOf("a/b"))?.value).toEqual({ "c~d": 1 });
  expect(at.list("/list").map((item) => item.text("/x"))).toEqual([
    { value: "1", path: "/list/0/x", state: "provided" },
    { value: "2", path: "/list/1/x", state: "provided" },
  ]);
  expect(at.object("/map")?.flag("/inner")).toEqual({
    value: true,
    path: "/map/inner",
    state: "provided",
  });
  expect(at.json("")?.value).toBe(at.value);
});

test.each([
  "/empty",
  "/dash",
  "/nobody",
  "/nowhere",
  "/nil",
  "/map",
  "/list",
  "/absent",
  "/list/9",
  "/text/x",
])("rule b: %s tells nothing", (pointer) => {
  expect(at.text(pointer)).toBeUndefined();
});

test.each(["/__proto__", "/constructor", "/list/length", "/list/-1", "/list/01", "/map/toString"])(
  "%s is nothing that a sender wrote",
  (pointer) => {
    expect(at.json(pointer)).toBeUndefined();
  },
);

test("a number is a text too, and a text that is one a number", () => {
  expect(at.text("/number")?.value).toBe("7");
  expect(at.text("/text")?.value).toBe(" a ");
  expect(at.number("/numeric")?.value).toBe(-1500);
  expect(at.number("/text")).toBeUndefined();
  expect(at.number("/map")).toBeUndefined();
});

test("a flag is a boolean, its word, or 0 and 1", () => {
  expect([at.flag("/yes")?.value, at.flag("/no")?.value]).toEqual([true, false]);
  expect([at.flag("/number"), at.flag("/list"), at.flag("/map")]).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
});

test("what is there first is taken", () => {
  expect(firstOf(at.text("/empty"), at.text("/number"), at.text("/text"))?.value).toBe("7");
  expect(firstOf()).toBeUndefined();
});

test.each([
  [{ sender_sequence: 4 }, { epoch: null, seq: 4 }],
  [
    { sender_sequence: "5", sender_epoch: 2 },
    { epoch: "2", seq: 5 },
  ],
  [
    { sender_sequence: 0, sender_epoch: "boot 1" },
    { epoch: "boot 1", seq: 0 },
  ],
  [{ sender_sequence: 4, sender_epoch: "é" }, null],
  [{ sender_sequence: 4, sender_epoch: "x".repeat(65) }, null],
  [{ sender_sequence: -1 }, null],
  [{ sender_sequence: 1.5 }, null],
  [{ sender_sequence: 2 ** 53 }, null],
  [{ sender_sequence: {} }, null],
  [{}, null],
])("the sequence of %j is %j", (json, sequence) => {
  expect(sequenceOf(pick(json))).toEqual(sequence);
});
