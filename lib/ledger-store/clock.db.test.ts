import { beforeEach, describe, expect, test } from "vitest";
import { DAY_MS, HOUR_MS } from "@/lib/core/clock";
import { Appender } from "./append";
import type { LedgerLog } from "./ledger-log";
import { expectIndexed } from "./testing/expect-log-intact";
import {
  emptyTestLog,
  sampleEvent,
  type TestRuntime,
  testLog,
  testRuntime,
} from "./testing/test-log";
import { pastPool } from "./testing/unlocked-pool";

let log: LedgerLog & { readonly runtime: TestRuntime };
let appender: Appender;

beforeEach(async () => {
  log = await emptyTestLog();
  appender = new Appender(log, { lingerMs: 0 });
});

const typesOf = async () =>
  (await expectIndexed(log)).stretches.flatMap(({ entries }) =>
    entries.map(({ body }) => body?.type),
  );

test("a clock 61 s away from the database's is refused, before a wrong time is in the log", async () => {
  for (const step of [61_500, -61_500]) {
    log.runtime.stepClock(step);
    await expect(appender.append([sampleEvent("a")])).rejects.toThrow(/clocks .* apart/);
    log.runtime.stepClock(-step);
  }
  expect((await expectIndexed(log)).size).toBe(0n);
  await appender.append([sampleEvent("a")]);
  expect((await expectIndexed(log)).size).toBe(1n);
});

test.each([-HOUR_MS, 24 * HOUR_MS])(
  "a clock that steps by %d ms stops the log until it is right",
  async (step) => {
    await appender.append([sampleEvent("a")]);
    log.runtime.stepClock(step);
    await expect(appender.append([sampleEvent("b")])).rejects.toMatchObject({
      code: "unavailable",
    });
    log.runtime.stepClock(-step);
    await appender.append([sampleEvent("b")]);
    expect((await expectIndexed(log)).size).toBe(2n);
  },
);

describe("when the clocks of the application and of the database step together", () => {
  const stepped = (milliseconds: number) => {
    const parts = testLog({ log: log.log, store: log.store, runtime: testRuntime(4) });
    parts.runtime.stepClock(milliseconds);
    const pool = pastPool(parts.pool, -milliseconds / DAY_MS);
    return { runtime: parts.runtime, appender: new Appender({ ...parts, pool }, { lingerMs: 0 }) };
  };

  test("an hour back, what comes has the time of the entry before, a clock entry says so, and a finding is raised", async () => {
    const [first] = await appender.append([sampleEvent("a")]);
    const back = stepped(-HOUR_MS);
    const [second] = await back.appender.append([sampleEvent("b")]);
    expect(second).toMatchObject({ index: 2n, ts: first && "ts" in first ? first.ts : "" });
    expect(await typesOf()).toEqual(["call", "ledger.clock", "call"]);
    expect(back.runtime.findings).toMatchObject([{ kind: "clock" }]);
    await back.appender.append([sampleEvent("c")]);
    expect(await typesOf()).toEqual(["call", "ledger.clock", "call", "call"]);
  });

  test("a day ahead and back again, no entry is older than the one before", async () => {
    await appender.append([sampleEvent("a")]);
    const [ahead] = await stepped(DAY_MS).appender.append([sampleEvent("b")]);
    expect(await typesOf()).toEqual(["call", "call"]);
    const [back] = await appender.append([sampleEvent("c")]);
    expect(back).toMatchObject({ ts: ahead && "ts" in ahead ? ahead.ts : "" });
    expect(await typesOf()).toEqual(["call", "call", "ledger.clock", "call"]);
  });
});

test("a clock 10 s away is recorded ahead of the events, once a minute, and one finding is raised again while it lasts", async () => {
  log.runtime.stepClock(10_000);
  await appender.append([sampleEvent("a")]);
  const receipts = await appender.append([sampleEvent("b")]);
  expect(receipts).toMatchObject([{ index: 2n }]);
  expect(await typesOf()).toEqual(["ledger.clock", "call", "call"]);
  const [first, again, ...more] = log.runtime.findings;
  expect(first).toMatchObject({ kind: "clock", severity: "warning" });
  expect([again, more]).toEqual([first, []]);
  const stored = await log.reader.entryAt(0n);
  expect(stored?.entry.body?.src.id).toBe("sys:appender");
});

test("time never goes backwards in the log: a process that is behind uses the time of the entry before", async () => {
  const ahead = testLog({ log: log.log, store: log.store, runtime: testRuntime(3) });
  ahead.runtime.stepClock(20_000);
  const [first] = await new Appender(ahead, { lingerMs: 0 }).append([sampleEvent("a")]);
  const [second] = await appender.append([sampleEvent("b")]);
  await expectIndexed(log);
  expect(second).toMatchObject({ ts: first && "ts" in first ? first.ts : "" });
  expect(await typesOf()).toEqual(["ledger.clock", "call", "ledger.clock", "call"]);
});

test("a full flush has room for the clock's entry", async () => {
  log.runtime.stepClock(10_000);
  const events = Array.from({ length: 2_500 }, (_, at) => sampleEvent(`k-${at}`));
  expect(await appender.append(events)).toHaveLength(2_500);
  expect((await expectIndexed(log)).size).toBe(2_501n);
});
