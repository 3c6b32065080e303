import { expect, test } from "vitest";
import type { Event } from "@/lib/ledger/event";
import { Tallies, type Tally } from "./tallies";

const NONE: Tally = { records: 0, duplicates: 0, quarantined: 0, skipped: 0, lags: null };
const at = (time: string) => new Date(`2026-11-21T${time}Z`);

/** Tallies whose timers a test fires, and whose ledger it can take away. */
function testTallies() {
  const appended: Event[] = [];
  const tried: Event[] = [];
  const timers = new Map<number, () => void>();
  const state = { isDown: false, next: 0, waits: [] as number[] };
  const tallies = new Tallies({
    process: "p1",
    after: (milliseconds, then) => {
      const id = state.next++;
      state.waits.push(milliseconds);
      timers.set(id, then);
      return () => timers.delete(id);
    },
    append: async (events) => {
      tried.push(...events);
      if (state.isDown) throw new Error("down");
      appended.push(...events);
    },
    note: () => {},
  });
  const fireTimers = async () => {
    for (const [id, then] of [...timers]) {
      timers.delete(id);
      then();
    }
    await new Promise((resolve) => setImmediate(resolve));
  };
  const fire = async () => {
    await fireTimers();
    await tallies.flush();
  };
  return { tallies, appended, tried, fire, fireTimers, state, timers };
}

test("LOG-07 a minute of a source is one leaf with what came in it, when it is over", async () => {
  const { tallies, appended, fire, state } = testTallies();
  tallies.add("gw-1", at("12:00:01.000"), NONE);
  tallies.add("gw-1", at("12:00:59.999"), {
    ...{ records: 3, duplicates: 2, quarantined: 1, skipped: 4 },
    lags: { min: 10, max: 20 },
  });
  tallies.add("gw-1", at("12:00:30.000"), { ...NONE, lags: { min: 5, max: 5 } });
  expect(state.waits).toEqual([64_000]);
  expect(appended).toEqual([]);
  await fire();
  expect(appended).toEqual([
    {
      type: "call",
      key: "heartbeat/2026-11-21T12:00:00.000Z/p1/1",
      source: { id: "gw-1" },
      data: {
        ...{ schema_version: "1", kind: "heartbeat", source: { id: "gw-1" } },
        ...{ minute: "2026-11-21T12:00:00.000Z", pushes: 3 },
        ...{ records: 3, duplicates: 2, quarantined: 1, skipped: 4 },
        lag_ms: { min: 5, max: 20 },
      },
    },
  ]);
  await fire();
  expect(appended).toHaveLength(1);
});

test("each source and minute has a leaf of its own, also at the end of the process", async () => {
  const { tallies, appended, timers } = testTallies();
  tallies.add("gw-1", at("12:00:01.000"), NONE);
  tallies.add("gw-2", at("12:00:01.000"), NONE);
  tallies.add("gw-1", at("12:01:01.000"), NONE);
  await tallies.flush();
  expect(appended.map(({ source, data }) => [source.id, data.minute])).toEqual([
    ["gw-1", "2026-11-21T12:00:00.000Z"],
    ["gw-2", "2026-11-21T12:00:00.000Z"],
    ["gw-1", "2026-11-21T12:01:00.000Z"],
  ]);
  expect(timers.size).toBe(0);
});

test("a minute that is not over when another one is told is told once, with all that came in it", async () => {
  const { tallies, appended, fireTimers } = testTallies();
  tallies.add("gw-1", at("12:00:30.000"), NONE);
  tallies.add("gw-1", at("12:01:02.000"), NONE); // within the five seconds in which 12:00 still waits
  await fireTimers();
  tallies.add("gw-1", at("12:01:32.000"), NONE);
  await fireTimers();
  expect(appended.map(({ data }) => [data.minute, data.pushes])).toEqual([
    ["2026-11-21T12:00:00.000Z", 1],
    ["2026-11-21T12:01:00.000Z", 2],
  ]);
});

test("what came in a minute after it was told has a leaf of its own", async () => {
  const { tallies, appended, fire } = testTallies();
  for (const records of [1, 2]) {
    tallies.add("gw-1", at("12:00:01.000"), { ...NONE, records });
    await fire();
  }
  expect(appended.map(({ data }) => data.records)).toEqual([1, 2]);
  expect(new Set(appended.map(({ key }) => key)).size).toBe(2);
});

test("what the ledger did not answer is told again as it was: it may stand there", async () => {
  const { tallies, appended, tried, fire, state } = testTallies();
  tallies.add("gw-1", at("12:00:01.000"), { ...NONE, records: 1 });
  state.isDown = true;
  await fire();
  tallies.add("gw-1", at("12:00:50.000"), { ...NONE, records: 2 });
  state.isDown = false;
  await fire();
  expect(appended.map(({ data }) => data.records)).toEqual([1, 2]);
  expect(appended[0]).toEqual(tried[0]);
});
