import { expect, test } from "vitest";
import { MAX_SIZE } from "./decimal";
import {
  checkpointKey,
  hashesKey,
  parseObjectKey,
  segmentKey,
  tokenKey,
  walKey,
} from "./object-key";

const RANGE = { start: 0n, end: 2n ** 33n };

test.each([
  [walKey("calls", 0n), "calls/wal/00000000000000000000", { kind: "wal", start: 0n }],
  [
    segmentKey("calls", RANGE),
    "calls/seg/00000000000000000000-00000000008589934592.ndjson.gz",
    { kind: "segment", ...RANGE },
  ],
  [
    hashesKey("governance", RANGE),
    "governance/hashes/00000000000000000000-00000000008589934592",
    { kind: "hashes", ...RANGE },
  ],
  [
    checkpointKey("calls", MAX_SIZE),
    "calls/checkpoint/00009007199254740991",
    { kind: "checkpoint", size: MAX_SIZE },
  ],
  [tokenKey("calls", 3n), "calls/checkpoint/00000000000000000003.tsr", { kind: "token", size: 3n }],
])("%s is written and read", (key, text, name) => {
  expect(key).toBe(text);
  expect(parseObjectKey(key)).toEqual({ log: key.split("/")[0], name });
});

test.each([
  "",
  "calls",
  "calls/",
  "other/wal/00000000000000000000",
  "calls/wal/0",
  "calls/wal/00000000000000000000.gz",
  "calls/wal/00000000000000000000-00000000000000000001",
  "calls/seg/00000000000000000000",
  "calls/body/x",
  "calls/seg/00000000000000000000-00000000000000000001",
  "calls/hashes/00000000000000000000",
  "calls/seg/00000000000000000001-00000000000000000001.ndjson.gz",
  "calls/seg/00000000000000000002-00000000000000000001.ndjson.gz",
  "calls/hashes/00000000000000000000-00000000000000000001.tsr",
  "calls/checkpoint/00000000000000000003.tsr.gz",
  "calls/checkpoint/99999999999999999999",
  "/calls/wal/00000000000000000000",
  "calls/wal/../00000000000000000000",
])("%s is no object of the layout", (key) => {
  expect(parseObjectKey(key)).toBeNull();
});

test("keys sort like their numbers", () => {
  const keys = [0n, 9n, 10n, 99n, 2n ** 31n, 2n ** 40n].map((start) => walKey("calls", start));
  expect([...keys].sort()).toEqual(keys);
});
