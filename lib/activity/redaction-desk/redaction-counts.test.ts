import { expect, test } from "vitest";
import type { JsonObject } from "@/lib/ledger/canonical-json";
import { spread, tallied } from "./redaction-counts";

const few = { most: 100n, stretches: 4n };

test("a short log is counted whole, a long one in stretches that reach from its beginning to its end", () => {
  expect(spread({ start: 5n, end: 5n }, few)).toEqual([]);
  expect(spread({ start: 5n, end: 105n }, few)).toEqual([{ start: 5n, end: 105n }]);
  const stretches = spread({ start: 1_000n, end: 2_000n }, few);
  expect(stretches).toHaveLength(4);
  expect(stretches[0]).toEqual({ start: 1_000n, end: 1_025n });
  expect(stretches.at(-1)).toEqual({ start: 1_975n, end: 2_000n });
  for (const [at, { start }] of stretches.entries()) {
    expect(start).toBeGreaterThanOrEqual(stretches[at - 1]?.end ?? 0n);
  }
});

test("what records say of their redaction is added up; an entry that is no record counts for nothing", async () => {
  const records: JsonObject[] = [
    { redaction: { counts: { email: 2, card: 1 }, state: "complete" } },
    { redaction: { counts: { email: 1 }, state: "failed" } },
    { redaction: { counts: {}, state: "complete" } },
    { kind: "heartbeat" },
  ];
  const tally = await tallied(
    (async function* () {
      yield* records;
    })(),
  );
  expect(tally).toMatchObject({ records: 3, withAny: 2, failed: 1 });
  expect(Object.fromEntries(tally.counts)).toEqual({ email: 3, card: 1 });
});
