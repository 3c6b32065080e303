import { expect, test } from "vitest";
import { textOf, utf8 } from "./bytes";
import { canonicalJson } from "./canonical-json";
import { decodeEntry } from "./entry";
import { encodeEntry, entryTemplate, stampEntry } from "./entry-encode";
import { MAX_ENTRY_BYTES } from "./entry-limits";
import { seededRandom, withFlippedBit } from "./testing/random";
import { must } from "./testing/read";

const POSITION = { log: "ledger.example.com/acme/calls", idx: 1n, ts: "2026-01-01T00:00:01.000Z" };
const BODY = {
  type: "call",
  src: { id: "gw-1", epoch: "e1", seq: 1 },
  key: "call-1",
  salt: new Uint8Array(16).fill(1),
  data: { operation: "postgres.query", note: "é €" },
};
const members = (): Record<string, unknown> =>
  JSON.parse(textOf(encodeEntry(POSITION, BODY)) ?? "");
const read = (json: unknown) => decodeEntry(utf8(JSON.stringify(json)));

test("a line is the RFC 8785 text of its members, written in parts or as a whole", () => {
  const line = textOf(encodeEntry(POSITION, BODY)) ?? "";
  expect(line).toBe(canonicalJson(JSON.parse(line)));
  expect(line).toContain(
    '"data":{"note":"é €","operation":"postgres.query"},"idx":1,"key":"call-1"',
  );
});

test("what was written is read", () => {
  expect(must(decodeEntry(encodeEntry(POSITION, BODY)))).toEqual({ v: 1, ...POSITION, body: BODY });
});

test("a source may go without epoch and seq, and data without members", () => {
  const bare = { ...BODY, src: { id: "sys:sealer" }, data: {} };
  expect(must(decodeEntry(encodeEntry(POSITION, bare))).body).toEqual(bare);
});

test("a key full of quotes and backslashes stays one member", () => {
  const sly = { ...BODY, key: '","idx":7,"x":"\\' };
  const entry = must(decodeEntry(encodeEntry(POSITION, sly)));
  expect([entry.idx, entry.body?.key]).toEqual([1n, sly.key]);
});

test.each([
  ["v", [undefined, 0, -1, 1.5, "1", null, [1]]],
  ["log", [undefined, "", 1, null]],
  ["idx", [undefined, -1, 0.5, "1", null]],
  ["ts", [undefined, "2026-01-01", "2026-02-30T00:00:00.000Z", 1767225600000]],
  ["type", [undefined, "", "Call", "a.b.c", "call ", 1]],
  [
    "src",
    [
      undefined,
      "gw-1",
      {},
      { id: "GW" },
      { id: "gw", seq: -1 },
      { id: "gw", seq: 1.5 },
      { id: "gw", epoch: "" },
      { id: "gw", epoch: 1 },
      [],
    ],
  ],
  ["key", [undefined, "", "é", "a\u0007", "k".repeat(257), 7]],
  ["salt", [undefined, "", "AQ==", "AQEBAQEBAQEBAQEBAQEBAR==", "AQEBAQEBAQEBAQEBAQEBAQ", 1]],
  ["data", [undefined, null, [], "text", 1]],
])("an entry whose %s is missing or wrong is no entry", (member, values) => {
  for (const value of values) {
    expect(read({ ...members(), [member]: value })).toMatchObject({ ok: false, reason: "framing" });
  }
});

test("unknown members are ignored, a doubled one is not", () => {
  expect(read({ ...members(), sealed: "later", x: [1] }).ok).toBe(true);
  const doubled = (textOf(encodeEntry(POSITION, BODY)) ?? "").replace('"idx":1', '"idx":1,"idx":1');
  expect(decodeEntry(utf8(doubled))).toMatchObject({
    reason: "framing",
    detail: expect.stringContaining("idx"),
  });
});

test("of a later version the place is read and the rest left alone", () => {
  const later = must(read({ v: 2, log: "l/calls", idx: 5, ts: POSITION.ts, anything: true }));
  expect(later).toEqual({ v: 2, log: "l/calls", idx: 5n, ts: POSITION.ts, body: null });
  expect(read({ v: 2, log: "l/calls", idx: 5 }).ok).toBe(false);
});

test.each([
  ["an empty line", new Uint8Array()],
  ["a line too long", new Uint8Array(MAX_ENTRY_BYTES + 1).fill(0x20)],
  ["bytes that are not UTF-8", Uint8Array.of(0x22, 0xff, 0x22)],
  ["a list", utf8("[1]")],
  ["half a line", utf8('{"v":1,')],
])("%s is no entry", (_name, line) => {
  expect(decodeEntry(line)).toMatchObject({ ok: false, reason: "framing" });
});

test("an entry of 65,535 bytes is the longest, whatever its index", () => {
  const room =
    MAX_ENTRY_BYTES -
    encodeEntry({ ...POSITION, idx: 10n ** 15n }, { ...BODY, data: { text: "" } }).length;
  const body = (length: number) => ({ ...BODY, data: { text: "x".repeat(length) } });
  expect(encodeEntry({ ...POSITION, idx: 10n ** 15n }, body(room))).toHaveLength(MAX_ENTRY_BYTES);
  expect(() => encodeEntry(POSITION, body(room + 1))).toThrow("exceed 65,535 bytes");
  expect(entryTemplate(POSITION.log, body(room + 1)).fits).toBe(false);
});

test("data may be 31 deep, because the entry around it counts", () => {
  const deep = (depth: number): Record<string, unknown> =>
    depth === 1 ? {} : { a: deep(depth - 1) };
  const dataOf = (depth: number) => JSON.parse(JSON.stringify(deep(depth)));
  expect(decodeEntry(encodeEntry(POSITION, { ...BODY, data: dataOf(31) })).ok).toBe(true);
  expect(() => encodeEntry(POSITION, { ...BODY, data: dataOf(32) })).toThrow("depth above 32");
});

test("a stamp must be an index, an instant and 16 bytes", () => {
  const template = entryTemplate(POSITION.log, BODY);
  const stamp = { idx: 0n, ts: POSITION.ts, salt: BODY.salt };
  expect(() => stampEntry(template, { ...stamp, idx: -1n })).toThrow("no index");
  expect(() => stampEntry(template, { ...stamp, idx: 2n ** 53n })).toThrow("no index");
  expect(() => stampEntry(template, { ...stamp, ts: "now" })).toThrow("no instant");
  expect(() => stampEntry(template, { ...stamp, salt: new Uint8Array(15) })).toThrow("16 bytes");
});

test("any bit turned in a line gives another entry or a verdict, never an exception", () => {
  const line = encodeEntry(POSITION, BODY);
  const random = seededRandom(31);
  for (let at = 0; at < line.length; at += 1) {
    const read = decodeEntry(withFlippedBit(line, at, random.below(8)));
    if (!read.ok) expect(read.reason).toBe("framing");
  }
});
