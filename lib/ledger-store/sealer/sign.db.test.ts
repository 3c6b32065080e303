import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { MINUTE_MS } from "@/lib/core/clock";
import { checkpointKey } from "@/lib/ledger/object-key";
import { sampleEvent, sampleEvents, testPool } from "../testing/test-log";
import {
  anotherProcess,
  checkpointSizes,
  expectSealedIntact,
  newTestLedger,
  removeFolders,
  standingOf,
  type TestLedger,
} from "../testing/test-sealer";

let ledger: TestLedger;

beforeEach(async () => {
  ledger = await newTestLedger();
});
afterAll(removeFolders);

/** A round after the time between two checkpoints has passed. */
async function nextRound(of = ledger): Promise<void> {
  of.runtime.passTime(10_000);
  await of.sealer.round();
}

async function appendCalls(count: number, prefix: string): Promise<void> {
  await ledger.logs.calls.appender.append(sampleEvents(count, prefix));
}

test("what was appended is sealed: in the store, beside the key, and in the database", async () => {
  await appendCalls(5, "a");
  await ledger.sealer.round();
  expect(await checkpointSizes(ledger, "calls")).toEqual([6]);
  expect(await checkpointSizes(ledger, "governance")).toEqual([1]);
  const note = await ledger.store.read(checkpointKey("calls", 6n));
  expect(new Uint8Array(await readFile(join(ledger.keys.directory, "calls.last")))).toEqual(note);
  const { rows } = await testPool().query(
    "SELECT size::int, note FROM ledger_seal WHERE log = 'calls'",
  );
  expect(rows).toEqual([{ size: 6, note: Buffer.from(note ?? []) }]);
  expect(await standingOf("calls")).toMatchObject({ halted_at: null, size: 6 });
  await expectSealedIntact(ledger, "calls");
});

test("a checkpoint comes while there are new leaves, and no sooner than configured", async () => {
  await ledger.sealer.round();
  await appendCalls(1, "a");
  await ledger.sealer.round();
  expect(await checkpointSizes(ledger, "calls")).toEqual([1]);
  await nextRound();
  await nextRound();
  expect(await checkpointSizes(ledger, "calls")).toEqual([1, 2]);
  await expectSealedIntact(ledger, "calls");
});

test("after an hour without a leaf comes a heartbeat, one for two sealers, and is sealed at once", async () => {
  await ledger.sealer.round();
  const { rows } = await testPool().query("SELECT max(ts) AS ts FROM ledger_calls");
  const last: Date = rows[0].ts;
  // The clocks of this process and of the database must agree, so the hour is made short instead.
  const shifted = { heartbeatMs: 1 };
  const one = anotherProcess({ ...ledger, settings: { ...ledger.settings, ...shifted } });
  const two = anotherProcess({ ...ledger, settings: { ...ledger.settings, ...shifted } });
  await Promise.all([one.sealer.round(), two.sealer.round()]);
  const { keys } = await expectSealedIntact(ledger, "calls");
  expect(keys.filter((key) => key === `sys:sealer ${last.toISOString()}`)).toHaveLength(1);
  expect((await checkpointSizes(ledger, "calls")).length).toBeGreaterThan(1);
});

test("two sealers at once make one note per size", async () => {
  const other = anotherProcess(ledger);
  for (let turn = 0; turn < 25; turn += 1) {
    await appendCalls(3, `t${turn}`);
    other.runtime.passTime(10_000);
    await Promise.all([nextRound(), other.sealer.round()]);
    await expectSealedIntact(ledger, "calls");
  }
  expect(await standingOf("calls")).toMatchObject({ halted_at: null });
  const { rows } = await testPool().query(
    "SELECT count(*)::int AS notes, count(DISTINCT size)::int AS sizes FROM ledger_seal WHERE log = 'calls'",
  );
  expect(rows[0].notes).toBe(rows[0].sizes);
  expect((await checkpointSizes(ledger, "calls")).at(-1)).toBe(76);
});

describe("a sealer that dies", () => {
  const points = ["after-last", "after-sign"] as const;

  test.each(points)("%s is followed by one that signs the same", async (at) => {
    await nextRound();
    await appendCalls(4, "hit");
    ledger.runtime.atPoint = (point) => {
      if (point === at) throw new Error("killed");
    };
    await nextRound();
    const before = await ledger.store.read(checkpointKey("calls", 5n));
    expect(before === null).toBe(at === "after-last");
    const next = anotherProcess(ledger);
    await next.sealer.round();
    const after = await ledger.store.read(checkpointKey("calls", 5n));
    expect(new Uint8Array(await readFile(join(ledger.keys.directory, "calls.last")))).toEqual(
      after,
    );
    if (before !== null) expect(after).toEqual(before);
    const { rows } = await testPool().query(
      "SELECT size::int FROM ledger_seal WHERE log = 'calls' ORDER BY size",
    );
    expect(rows).toEqual([{ size: 1 }, { size: 5 }]);
    await expectSealedIntact(next, "calls");
  });

  test("after-last is followed by one that signs a larger tree, where the log has grown", async () => {
    await appendCalls(4, "hit");
    ledger.runtime.atPoint = (point) => {
      if (point === "after-last") throw new Error("killed");
    };
    await nextRound();
    await anotherProcess(ledger).logs.calls.appender.append([sampleEvent("later")]);
    const next = anotherProcess(ledger);
    await next.sealer.round();
    expect(await checkpointSizes(next, "calls")).toEqual([6]);
    expect(await standingOf("calls")).toMatchObject({ halted_at: null });
    await expectSealedIntact(next, "calls");
  });
});

test("an alarm is raised where entries wait to be sealed, and goes when they are", async () => {
  await nextRound();
  await appendCalls(1, "waits");
  await ledger.sealer.round();
  ledger.runtime.stepClock(2 * MINUTE_MS);
  await ledger.sealer.round();
  const open = "SELECT kind FROM ledger_finding WHERE log = 'calls' AND closed_at IS NULL";
  expect((await testPool().query(open)).rows).toEqual([{ kind: "seal-lag" }]);
  ledger.runtime.stepClock(-2 * MINUTE_MS);
  await nextRound();
  expect((await testPool().query(open)).rows).toEqual([]);
});
