import { expect, test } from "vitest";
import { textOf, toHex, utf8 } from "./bytes";
import { canonicalJson, type Json } from "./canonical-json";
import { sha256 } from "./crypto";
import { decodeEntry } from "./entry";
import { dataTextOf, encodeEntry, stampEntry } from "./entry-encode";
import { type Event, examineEvent, keyHash } from "./event";
import {
  clockEvent,
  createdEvent,
  heartbeatEvent,
  keyRevokedEvent,
  keyRotatedEvent,
} from "./reserved";
import { must } from "./testing/read";

const LOG = "ledger.example.com/acme/calls";
const EVENT: Event = {
  type: "call",
  key: "call-1",
  source: { id: "gw-1", epoch: "e1", seq: 1 },
  data: { operation: "postgres.query" },
};
const reason = (changes: object, asker: "outside" | "inside" = "outside") => {
  const examined = examineEvent({ ...EVENT, ...changes }, LOG, asker);
  return examined.ok ? "accepted" : examined.reason;
};

test("an event is examined once and stamped with its place later", () => {
  const examined = examineEvent(EVENT, LOG, "outside");
  if (!examined.ok) return expect.fail(examined.reason);
  const stamp = { idx: 7n, ts: "2026-01-01T00:00:00.000Z", salt: new Uint8Array(16) };
  const { type, key, source, data } = EVENT;
  const whole = encodeEntry(
    { log: LOG, ...stamp },
    { type, key, src: source, data, salt: stamp.salt },
  );
  expect(stampEntry(examined.template, stamp)).toEqual(whole);
  expect(JSON.parse(textOf(whole) ?? "")).toMatchObject({ idx: 7, log: LOG, data });
});

test("the text of data that was made before makes the same event", () => {
  const data = { b: [1, "\u00e9"], a: { d: null, c: "x" } };
  const [made, now] = [{ dataText: dataTextOf(data) }, {}].map((more) =>
    examineEvent({ ...EVENT, data, ...more }, LOG, "outside"),
  );
  expect(made).toEqual(now);
  expect(() => dataTextOf({ deep: nested(31) })).toThrow("depth");
});

function nested(levels: number): Json {
  return levels === 0 ? 1 : [nested(levels - 1)];
}

test("the hashes of a repetition are those of the event, in whatever order its members came", () => {
  const first = examineEvent({ ...EVENT, data: { a: 1, b: 2 } }, LOG, "outside");
  const again = examineEvent(
    { ...EVENT, source: { id: "gw-1" }, data: { b: 2, a: 1 } },
    LOG,
    "outside",
  );
  const other = examineEvent({ ...EVENT, data: { a: 1, b: 3 } }, LOG, "outside");
  if (!first.ok || !again.ok || !other.ok) return expect.fail("refused");
  expect([again.keyHash, again.dataHash]).toEqual([first.keyHash, first.dataHash]);
  expect(other.keyHash).toEqual(first.keyHash);
  expect(other.dataHash).not.toEqual(first.dataHash);
  expect(toHex(first.dataHash)).toBe(toHex(sha256(utf8(canonicalJson({ a: 1, b: 2 })))));
  expect(toHex(first.keyHash)).toBe(toHex(sha256(utf8("gw-1\0call-1"))));
});

test("the separator keeps ids and keys apart", () => {
  expect(keyHash("ab", "c")).not.toEqual(keyHash("a", "bc"));
});

test.each([
  ["bad_type", { type: "" }],
  ["bad_type", { type: "Agent.Approved" }],
  ["bad_type", { type: "ledger.deleted" }],
  ["bad_type", { type: `a${"b".repeat(63)}` }],
  ["bad_source", { source: { id: "" } }],
  ["bad_source", { source: { id: "GW" } }],
  ["bad_source", { source: { id: "sys:sealer" } }],
  ["bad_source", { source: { id: "a".repeat(64) } }],
  ["bad_source", { source: { id: "gw", seq: 0.5 } }],
  ["bad_source", { source: { id: "gw", seq: 2 ** 53 } }],
  ["bad_source", { source: { id: "gw", epoch: "é" } }],
  ["bad_key", { key: "" }],
  ["bad_key", { key: "line\nbreak" }],
  ["bad_key", { key: "k".repeat(257) }],
  ["not_json", { data: { at: new Date(0) } }],
  ["not_json", { data: { n: 2 ** 53 } }],
  ["not_json", { data: { text: "\ud800" } }],
  ["too_large", { data: { text: "x".repeat(65_535) } }],
  [
    "accepted",
    { type: "vendor-review.decided", key: "k".repeat(256), source: { id: "a".repeat(63) } },
  ],
])("%s: %j", (expected, changes) => {
  expect(reason(changes)).toBe(expected);
});

test("inside, reserved names may be written, but only the known ones", () => {
  const inside = { source: { id: "sys:sealer" }, type: "ledger.heartbeat" };
  expect(reason(inside, "inside")).toBe("accepted");
  expect(reason({ ...inside, type: "ledger.invented" }, "inside")).toBe("bad_type");
  expect(reason({ ...inside, source: { id: "sys:nobody" } }, "inside")).toBe("bad_source");
});

test("whatever the ledger writes about itself is an event that it accepts", () => {
  const vkey = `${LOG}+1a6dbe53+AYqI4910CfGV/VLbLTy6XXLKZwm/HZQSG/N0iAG0D29c`;
  const ts = "2026-01-01T00:00:00.000Z";
  const events = [
    createdEvent(),
    heartbeatEvent(ts),
    clockEvent({ now: ts, database: ts, last: null }),
    keyRotatedEvent({ log: LOG, old: vkey, fresh: vkey, size: 3n }),
    keyRevokedEvent({ log: LOG, key: vkey, size: 3n, reason: "stolen" }),
  ];
  for (const event of events) {
    const examined = examineEvent(event, LOG, "inside");
    if (!examined.ok) return expect.fail(`${event.type}: ${examined.reason}`);
    const line = stampEntry(examined.template, { idx: 0n, ts, salt: new Uint8Array(16) });
    expect(must(decodeEntry(line)).body).toMatchObject({ type: event.type, data: event.data });
  }
});
