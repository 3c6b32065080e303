import { gunzipSync, gzipSync, crc32 as nodeCrc32 } from "node:zlib";
import { expect, test } from "vitest";
import { concat, utf8 } from "./bytes";
import { crc32 } from "./crc32";
import { gunzipMember, gzipMember } from "./gzip";
import { nodeDeflate } from "./testing/deflate";
import { seededRandom, withFlippedBit } from "./testing/random";
import { must, reasonOf } from "./testing/read";

const CONTENT = utf8('{"a":1}\n{"b":2}\n'.repeat(50));
const member = gzipMember(CONTENT, nodeDeflate);
const read = (bytes: Uint8Array, max = 1_000_000) => gunzipMember(bytes, max, nodeDeflate);

test("any gzip reader reads a member, and a member is read", () => {
  expect(new Uint8Array(gunzipSync(member))).toEqual(CONTENT);
  expect(new Uint8Array(must(read(member)))).toEqual(CONTENT);
  expect(new Uint8Array(must(read(gzipMember(new Uint8Array(), nodeDeflate))))).toEqual(
    new Uint8Array(),
  );
});

test("the header has flags 0 and mtime 0", () => {
  expect(member.subarray(0, 8)).toEqual(Uint8Array.of(0x1f, 0x8b, 8, 0, 0, 0, 0, 0));
});

test("a member by another writer is read when its header is plain", () => {
  expect(reasonOf(read(gzipSync(CONTENT)))).toBe("holds");
});

test("a second member, or a single byte after the first, is refused, although gunzip reads it", () => {
  const twice = concat(member, gzipMember(utf8("smuggled\n"), nodeDeflate));
  expect(gunzipSync(twice).length).toBeGreaterThan(CONTENT.length);
  expect(reasonOf(read(twice))).toBe("framing");
  expect(reasonOf(read(concat(member, Uint8Array.of(0))))).toBe("framing");
});

test("a member that is cut anywhere is refused", () => {
  for (let length = 0; length < member.length; length += 1) {
    expect(reasonOf(read(member.slice(0, length)))).toBe("framing");
  }
});

test("a bit turned anywhere but in the two bytes that say nothing is refused, or changes nothing", () => {
  for (let at = 0; at < member.length; at += 1) {
    for (let bit = 0; bit < 8; bit += 1) {
      const verdict = read(withFlippedBit(member, at, bit));
      if (at === 8 || at === 9) expect(verdict.ok).toBe(true);
      else if (verdict.ok) expect(new Uint8Array(verdict.value)).toEqual(CONTENT);
    }
  }
});

test("a bomb is stopped at the cap", () => {
  const bomb = gzipMember(new Uint8Array(10_000_000), nodeDeflate);
  expect(bomb.length).toBeLessThan(20_000);
  expect(reasonOf(read(bomb, 1_000_000))).toBe("framing");
});

test("the checksum is that of zlib, whole or in pieces", () => {
  const random = seededRandom(32);
  expect(crc32(utf8("123456789"))).toBe(0xcbf43926); // the check value every catalogue of CRCs prints
  for (let round = 0; round < 50; round += 1) {
    const bytes = random.bytes(random.below(500));
    const cut = random.below(bytes.length + 1);
    expect(crc32(bytes)).toBe(nodeCrc32(bytes));
    expect(crc32(bytes.subarray(cut), crc32(bytes.subarray(0, cut)))).toBe(nodeCrc32(bytes));
  }
});
