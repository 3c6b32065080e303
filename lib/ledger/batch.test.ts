import { expect, test } from "vitest";
import {
  decodeBatch,
  decodeSegment,
  type Expectation,
  encodeLines,
  readStretch,
  sameLines,
} from "./batch";
import { utf8 } from "./bytes";
import { encodeEntry } from "./entry-encode";
import { gzipMember } from "./gzip";
import { compareLeaves, decodeHashes, encodeHashes } from "./hashes-file";
import { joinLines } from "./lines";
import { nodeDeflate } from "./testing/deflate";
import { withFlippedBit } from "./testing/random";
import { must, reasonOf } from "./testing/read";

const ORIGIN = "ledger.example.com/acme/calls";
const TS = "2026-01-01T00:00:00.000Z";
const line = (idx: number, ts = TS, log = ORIGIN) =>
  encodeEntry(
    { log, idx: BigInt(idx), ts },
    { type: "call", key: `call-${idx}`, src: { id: "gw-1" }, salt: new Uint8Array(16), data: {} },
  );
const stretch = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, at) => line(from + at));
const at = (start: number, notBefore: string | null = null): Expectation => ({
  origin: ORIGIN,
  start: BigInt(start),
  notBefore,
});
const object = (lines: readonly Uint8Array[]) => encodeLines(lines, nodeDeflate);
const batch = (lines: readonly Uint8Array[], expected: Expectation) =>
  decodeBatch(object(lines), expected, nodeDeflate);

test("a batch that was written is read, at its place", () => {
  const read = must(batch(stretch(7, 10), at(7, TS)));
  expect([read.start, read.end, read.firstTs, read.lastTs]).toEqual([7n, 10n, TS, TS]);
  expect(read.entries.map(({ idx }) => idx)).toEqual([7n, 8n, 9n]);
});

test.each([
  ["an entry too many at the front", stretch(6, 10), at(7), "order", 7n],
  ["a middle entry missing", [line(7), line(9)], at(7), "order", 8n],
  ["two entries swapped", [line(7), line(9), line(8)], at(7), "order", 8n],
  ["an entry twice", [line(7), line(7)], at(7), "order", 8n],
  [
    "an entry of another log",
    [line(7), line(8, TS, "ledger.example.com/acme/governance")],
    at(7),
    "origin",
    8n,
  ],
  ["a line that is no entry", [line(7), utf8("{}")], at(7), "framing", 8n],
  ["an idx twice in a line", [line(7), utf8('{"idx":8,"idx":8}')], at(7), "framing", 8n],
  ["a time before the entry before", stretch(7, 9), at(7, "2026-01-01T00:00:00.001Z"), "order", 7n],
  ["a time going backwards", [line(7), line(8, "2025-12-31T23:59:59.999Z")], at(7), "order", 8n],
])("a batch with %s is refused, and says where", (_name, lines, expected, reason, index) => {
  expect(batch(lines, expected)).toMatchObject({ ok: false, reason, index });
});

test("the entries of one batch have one time; those of a segment need only one day", () => {
  const lines = [line(0), line(1, "2026-01-01T23:59:59.999Z")];
  expect(reasonOf(batch(lines, at(0)))).toBe("order");
  const segment = decodeSegment(object(lines), { ...at(0), end: 2n }, nodeDeflate);
  expect(must(segment).lastTs).toBe("2026-01-01T23:59:59.999Z");
  const twoDays = [line(0), line(1, "2026-01-02T00:00:00.000Z")];
  expect(reasonOf(decodeSegment(object(twoDays), { ...at(0), end: 2n }, nodeDeflate))).toBe(
    "order",
  );
});

test("a segment holds as many lines as its name says, and no more bytes than it may", () => {
  const segment = object(stretch(0, 5));
  expect(decodeSegment(segment, { ...at(0), end: 6n }, nodeDeflate)).toMatchObject({
    reason: "count",
    index: 5n,
  });
  expect(reasonOf(decodeSegment(segment, { ...at(0), end: 5n }, nodeDeflate))).toBe("holds");
  expect(reasonOf(decodeSegment(segment, { ...at(0), end: 5n }, nodeDeflate, 100))).toBe("framing");
});

test("a batch has 1 to 1,024 entries and at most a mebibyte", () => {
  expect(reasonOf(batch(stretch(0, 1024), at(0)))).toBe("holds");
  expect(reasonOf(batch(stretch(0, 1025), at(0)))).toBe("framing");
  expect(() => object([])).toThrow("without lines");
  expect(reasonOf(decodeBatch(gzipMember(new Uint8Array(), nodeDeflate), at(0), nodeDeflate))).toBe(
    "framing",
  );
  const long = encodeEntry(
    { log: ORIGIN, idx: 0n, ts: TS },
    {
      type: "call",
      key: "k",
      src: { id: "gw-1" },
      salt: new Uint8Array(16),
      data: { text: "x".repeat(60_000) },
    },
  );
  expect(reasonOf(batch(Array(20).fill(long), at(0)))).toBe("framing");
});

test("a blank line, a byte order mark or a missing end is refused", () => {
  const text = joinLines(stretch(0, 2));
  for (const broken of [utf8("\n"), utf8("\ufeff")]) {
    const content = new Uint8Array([...broken, ...text]);
    expect(reasonOf(decodeBatch(gzipMember(content, nodeDeflate), at(0), nodeDeflate))).toBe(
      "framing",
    );
  }
  expect(
    reasonOf(decodeBatch(gzipMember(text.slice(0, -1), nodeDeflate), at(0), nodeDeflate)),
  ).toBe("framing");
});

test("objects are the same when their lines are, whatever their compression", () => {
  const lines = stretch(0, 3);
  const stored = must(decodeBatch(object(lines), at(0), nodeDeflate));
  expect(sameLines(stored, must(readStretch(lines, at(0))))).toBe(true);
  expect(sameLines(stored, must(readStretch(lines.slice(0, 2), at(0))))).toBe(false);
  expect(
    sameLines(
      stored,
      must(readStretch([line(0), line(1), line(2, "2026-01-01T00:00:00.001Z")], at(0))),
    ),
  ).toBe(false);
});

test("kept hashes are those of the lines, and say which line was changed", () => {
  const { leaves } = must(readStretch(stretch(3, 8), at(3)));
  const file = encodeHashes(leaves);
  expect(file).toHaveLength(5 * 32);
  const kept = must(decodeHashes(file, { start: 3n, end: 8n }));
  expect(reasonOf(compareLeaves(3n, leaves, kept))).toBe("holds");
  const changed = must(decodeHashes(withFlippedBit(file, 70), { start: 3n, end: 8n }));
  expect(compareLeaves(3n, leaves, changed)).toMatchObject({ reason: "leaf", index: 5n });
  expect(reasonOf(compareLeaves(3n, leaves, kept.slice(1)))).toBe("count");
  expect(reasonOf(decodeHashes(file, { start: 3n, end: 9n }))).toBe("count");
  expect(reasonOf(decodeHashes(file.slice(1), { start: 3n, end: 8n }))).toBe("framing");
});
