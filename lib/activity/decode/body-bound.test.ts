import { deflateRawSync, deflateSync, gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { bodyBound } from "./body-bound";

const MIB = 1_024 * 1_024;
const PLAIN = { maxBytes: 64 * MIB, growth: 1 };
const PACKED = { maxBytes: 10 * MIB, growth: 1_032 };
const json = new TextEncoder().encode('{"a":1}');

test.each([
  ["JSON", null, json, PLAIN],
  ["JSON that is labelled gzip by a proxy that unpacked it", "gzip", json, PLAIN],
  ["nothing yet", null, new Uint8Array(), PLAIN],
  ["protobuf", null, Uint8Array.of(0x0a, 0x05), PLAIN],
  ["gzip without a label", null, gzipSync(json), PACKED],
  ["gzip", "gzip", gzipSync(json), PACKED],
  ["deflate", "deflate", deflateSync(json), PACKED],
  ["raw deflate", "deflate", deflateRawSync(json), PACKED],
  ["a coding that nobody here knows", "br", json, PACKED],
])("%s: how long it may be, and what it may grow to", (_, encoding, start, bound) => {
  expect(bodyBound(encoding, start.subarray(0, 16))).toMatchObject(bound);
});

test("no body that zlib makes grows to more than is said", () => {
  for (const length of [1, 1_000, 100_000, 10_000_000]) {
    const packed = gzipSync(Buffer.alloc(length), { level: 9 });
    expect(packed.length * PACKED.growth).toBeGreaterThanOrEqual(length);
  }
});
