import { expect, test } from "vitest";
import { alarmsOf } from "./alarms";
import type { LedgerHealth, LogHealth } from "./view";

const sound: LogHealth = {
  log: "governance",
  size: 10n,
  unindexed: false,
  sealed: 10n,
  lagSeconds: 0,
  seenSecondsAgo: 1,
  halted: null,
};

function kindsOf(change: Partial<LogHealth>, store = ""): string[] {
  const health: LedgerHealth = {
    at: "2026-11-21T12:00:00.000Z",
    logs: [
      { ...sound, log: "calls" },
      { ...sound, ...change },
    ],
    store,
  };
  return alarmsOf(health).map(({ kind }) => kind);
}

test("a ledger that is sealed and answers raises no alarm", () => {
  expect(kindsOf({})).toEqual([]);
  expect(kindsOf({ lagSeconds: 60, seenSecondsAgo: 60 })).toEqual([]);
});

test("what somebody must look at is named, the worst first", () => {
  expect(kindsOf({ lagSeconds: 61 })).toEqual(["behind"]);
  expect(kindsOf({ seenSecondsAgo: 61, lagSeconds: 61 })).toEqual(["unseen", "behind"]);
  expect(kindsOf({ seenSecondsAgo: null })).toEqual(["unseen"]);
  expect(kindsOf({ size: null, seenSecondsAgo: null })).toEqual(["not-begun"]);
  expect(kindsOf({ size: null, unindexed: true })).toEqual(["unindexed"]);
  expect(kindsOf({ halted: "a line was changed", lagSeconds: 900 })).toEqual(["halted"]);
  expect(kindsOf({ halted: "hole" }, "The disk is full.")).toEqual(["store", "halted"]);
});
