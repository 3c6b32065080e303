import { expect, test } from "vitest";
import type { Entry } from "./entry";
import type { Event } from "./event";
import { keyHistory, signingVkeys, vouchesFor } from "./key-history";
import { keyRevokedEvent, keyRotatedEvent } from "./reserved";
import { must, reasonOf } from "./testing/read";
import { sampleSigner } from "./testing/signer";
import { formatVkey } from "./vkey";

const LOG = "ledger.example.com/acme/calls";
const [first, second, third] = [1, 2, 3].map((byte) => formatVkey(sampleSigner(LOG, byte).key));
const FIRST = first ?? "";
const SECOND = second ?? "";
const THIRD = third ?? "";
const day = (number: number) => new Date(Date.UTC(2026, 0, number));

function leaf(event: Event, number: number): Entry {
  const { type, key, source, data } = event;
  const body = { type, key, src: source, data, salt: new Uint8Array(16) };
  return {
    v: 1,
    log: "ledger.example.com/acme/governance",
    idx: BigInt(number),
    ts: day(number).toISOString(),
    body,
  };
}
const rotation = (old: string, fresh: string, size: bigint, number: number) =>
  leaf(keyRotatedEvent({ log: LOG, old, fresh, size }), number);
const revocation = (key: string, size: bigint, number: number) =>
  leaf(keyRevokedEvent({ log: LOG, key, size, reason: "stolen" }), number);
const history = (...leaves: Entry[]) => keyHistory(LOG, FIRST, leaves);

test("without leaves the first key signs", () => {
  expect(signingVkeys(must(history()), day(1))).toEqual([FIRST]);
});

test("for 30 days after a rotation both keys sign, the old one first", () => {
  const periods = must(history(rotation(FIRST, SECOND, 10n, 1)));
  expect(signingVkeys(periods, day(1))).toEqual([FIRST, SECOND]);
  expect(signingVkeys(periods, day(30))).toEqual([FIRST, SECOND]);
  expect(signingVkeys(periods, day(31))).toEqual([SECOND]);
});

test("a revoked key signs no more, and what it signed later does not count", () => {
  const periods = must(history(rotation(FIRST, SECOND, 10n, 1), revocation(FIRST, 12n, 5)));
  expect(signingVkeys(periods, day(6))).toEqual([SECOND]);
  expect([
    vouchesFor(periods, FIRST, 12n),
    vouchesFor(periods, FIRST, 13n),
    vouchesFor(periods, SECOND, 13n),
  ]).toEqual([true, false, true]);
  expect(vouchesFor(periods, THIRD, 1n)).toBe(false);
});

test("a second revocation may lower the size and not raise it", () => {
  const sizeAfter = (...sizes: bigint[]) =>
    must(history(...sizes.map((size, at) => revocation(FIRST, size, at))))[0]?.revokedFrom;
  expect([sizeAfter(12n, 8n), sizeAfter(8n, 12n)]).toEqual([8n, 8n]);
  expect(signingVkeys(must(history(revocation(FIRST, 1n, 1))), day(1))).toEqual([]);
});

test.each([
  ["names another old key", rotation(SECOND, THIRD, 10n, 2)],
  ["brings an old key back", rotation(FIRST, FIRST, 10n, 2)],
  [
    "names a key of another log",
    rotation(FIRST, formatVkey(sampleSigner("other/calls", 2).key), 10n, 2),
  ],
  ["names no key", rotation(FIRST, "hello", 10n, 2)],
  ["revokes a key that never was", revocation(SECOND, 10n, 2)],
])("a leaf that %s contradicts the history, and says where", (_name, bad) => {
  expect(history(bad)).toMatchObject({ ok: false, reason: "claim", index: 2n });
});

test("sizes of rotations never fall", () => {
  const bad = history(rotation(FIRST, SECOND, 10n, 1), rotation(SECOND, THIRD, 9n, 2));
  expect(reasonOf(bad)).toBe("claim");
});

test("leaves about the other log, and of other types, are none of its business", () => {
  const other = leaf(
    keyRotatedEvent({
      log: "ledger.example.com/acme/governance",
      old: SECOND,
      fresh: THIRD,
      size: 1n,
    }),
    1,
  );
  const hold = leaf(
    { type: "hold.placed", key: "1", source: { id: "sys:change-log" }, data: { log: LOG } },
    2,
  );
  expect(must(history(other, hold))).toHaveLength(1);
});
