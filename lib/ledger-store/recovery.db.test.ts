import { Pool } from "pg";
import { beforeEach, describe, expect, test } from "vitest";
import { encodeLines } from "@/lib/ledger/batch";
import { utf8 } from "@/lib/ledger/bytes";
import { segmentKey, walKey } from "@/lib/ledger/object-key";
import { Appender } from "./append";
import { catchUp } from "./catch-up";
import { zlibDeflate } from "./gzip";
import type { LedgerLog } from "./ledger-log";
import { createMemoryStore } from "./memory";
import type { CrashPoint } from "./runtime";
import { OutcomeUnknown, type Store } from "./store";
import { expectIndexed, expectLogIntact } from "./testing/expect-log-intact";
import { type FaultPlan, withFaults } from "./testing/faulty-store";
import {
  emptyTestLog,
  retried,
  sampleEvent,
  sampleEvents,
  type TestRuntime,
  testLog,
  testRuntime,
} from "./testing/test-log";

let log: LedgerLog & { readonly runtime: TestRuntime };
let appender: Appender;
let plan: FaultPlan;
let memory: Store;

beforeEach(async () => {
  plan = () => null;
  memory = createMemoryStore({ now: () => new Date(), token: () => "probe" });
  log = await emptyTestLog({ store: withFaults(memory, (call, key) => plan(call, key)) });
  appender = new Appender(log, { lingerMs: 0 });
});

/** Another process: it shares the store and the database, and remembers nothing. */
function restarted(seed = 7): { log: typeof log; appender: Appender } {
  const again = testLog({ log: log.log, store: log.store, runtime: testRuntime(seed) });
  return { log: again, appender: new Appender(again, { lingerMs: 0 }) };
}

async function appendOneByOne(count: number, prefix: string): Promise<void> {
  for (const event of sampleEvents(count, prefix)) {
    await appender.append([event]);
  }
}

describe("an append that a fault meets", () => {
  const faults = [
    ["a create that has no effect and says so", "create", "failed", new Error("refused")],
    [
      "a create that has an effect and says the opposite",
      "create",
      "persisted",
      new Error("reset"),
    ],
    ["a create whose fate is unknown, without effect", "create", "failed", new OutcomeUnknown("?")],
    ["a create whose fate is unknown, with effect", "create", "persisted", new OutcomeUnknown("?")],
  ] as const;

  test.each(faults)("keeps what it acknowledges, once: %s", async (_, call, how, error) => {
    await appender.append([sampleEvent("before")]);
    await expectIndexed(log);
    let left = 2;
    plan = (made) => {
      if (made !== call || left === 0) return null;
      left -= 1;
      return { how, error };
    };
    const receipts = await retried(() => appender.append([sampleEvent("hit")]));
    expect(receipts).toMatchObject([{ index: 1n }]);
    await expectIndexed(log);
    await appender.append([sampleEvent("after")]);
    const { keys } = await expectIndexed(log);
    expect(keys).toEqual(["gw-1 before", "gw-1 hit", "gw-1 after"]);
  });

  test("asks again with the same bytes until it knows, where reading fails as well", async () => {
    await appender.append([sampleEvent("before")]);
    let failures = 6;
    plan = (call) => {
      if (call === "list" || failures === 0) return null;
      failures -= 1;
      return { how: "persisted", error: new OutcomeUnknown("?") };
    };
    expect(await appender.append([sampleEvent("a")])).toMatchObject([{ status: "stored" }]);
    expect((await expectIndexed(log)).size).toBe(2n);
  });

  test("acknowledges nothing that can be read and of which the store has not answered", async () => {
    plan = (call) => {
      if (call !== "create") return null;
      log.runtime.passTime(6_000);
      return { how: "persisted", error: new OutcomeUnknown("the folder could not be synced") };
    };
    const hanging = appender.append([sampleEvent("a")]);
    await expect(hanging).rejects.toMatchObject({ code: "unavailable" });
    const created: string[] = [];
    plan = (call, key) => {
      if (call === "create") created.push(key);
      return null;
    };
    // What a process that died has left is brought to the disk before anybody is told that it is there.
    const next = new Appender(log, { lingerMs: 0 });
    expect(await next.append([sampleEvent("a")])).toMatchObject([{ status: "duplicate" }]);
    expect(created).toEqual([walKey("governance", 0n)]);
    await expectIndexed(log);
  });

  test("gives up after 20 s, and takes the events once when they come back", async () => {
    plan = () => {
      log.runtime.passTime(6_000);
      return { how: "failed", error: new OutcomeUnknown("?") };
    };
    await appender.append([sampleEvent("a")]).catch(() => null);
    const lost = appender.append([sampleEvent("a")]);
    await expect(lost).rejects.toMatchObject({ code: "unavailable" });
    expect((await expectLogIntact({ ...log, store: memory })).size).toBe(0n);
    plan = () => null;
    await appender.append([sampleEvent("a")]);
    expect((await expectIndexed(log)).size).toBe(1n);
  });

  test("is refused while the store is down, and nothing acknowledged is missing later", async () => {
    await appendOneByOne(3, "before");
    plan = () => ({ how: "failed", error: new Error("connection refused") });
    await expect(appender.append([sampleEvent("x")])).rejects.toMatchObject({
      code: "unavailable",
    });
    plan = () => null;
    await appender.append([sampleEvent("y")]);
    expect((await expectIndexed(log)).size).toBe(4n);
  });

  test("is refused while the database is down, and nothing is in the store", async () => {
    const down = new Pool({ connectionString: "postgresql://nobody@127.0.0.1:1/none" });
    const cut = new Appender({ ...log, pool: down }, { lingerMs: 0 });
    await expect(cut.append([sampleEvent("a")])).rejects.toMatchObject({ code: "unavailable" });
    expect((await expectIndexed(log)).size).toBe(0n);
    await down.end();
  });

  test("is refused where the row lock does not come", async () => {
    await appender.append([sampleEvent("a")]);
    const holder = await log.pool.connect();
    await holder.query("BEGIN; SELECT * FROM ledger_head FOR UPDATE");
    await expect(appender.append([sampleEvent("b")])).rejects.toMatchObject({
      code: "unavailable",
    });
    await holder.query("ROLLBACK");
    holder.release();
    await appender.append([sampleEvent("b")]);
    expect((await expectIndexed(log)).size).toBe(2n);
  });
});

describe("a process that dies", () => {
  const points: readonly [CrashPoint, bigint][] = [
    ["after-lock", 1n],
    ["after-create", 2n],
    ["before-commit", 2n],
    ["after-commit", 2n],
  ];

  test.each(points)("%s loses nothing, and the retry makes no second entry", async (at, stored) => {
    await appender.append([sampleEvent("before")]);
    log.runtime.atPoint = (point) => {
      if (point === at) throw new Error("killed");
    };
    await expect(appender.append([sampleEvent("hit")])).rejects.toThrow();
    expect((await expectLogIntact(log)).size).toBe(stored);
    const next = restarted();
    const receipts = await next.appender.append([sampleEvent("hit"), sampleEvent("after")]);
    expect(receipts).toMatchObject([{ index: 1n }, { status: "stored", index: 2n }]);
    expect((await expectIndexed(next.log)).size).toBe(3n);
  });

  test("is followed by one that catches up with what it left unindexed", async () => {
    log.runtime.atPoint = (point) => {
      if (point === "before-commit") throw new Error("killed");
    };
    await expect(appender.append(sampleEvents(5))).rejects.toThrow();
    const next = restarted();
    expect((await catchUp(next.log)).next).toBe(5n);
    expect((await expectIndexed(next.log)).size).toBe(5n);
  });

  test("may be a frozen one that wakes after others went on: it meets their batches", async () => {
    await appender.append([sampleEvent("before")]);
    const other = restarted();
    for (const event of sampleEvents(10, "meanwhile")) await other.appender.append([event]);
    // The sleeper's transaction read the head before they wrote it, which its pool without a lock allows.
    await log.pool.query("UPDATE ledger_head SET next = 1, prev = 0");
    expect(await appender.append([sampleEvent("awake")])).toMatchObject([{ index: 11n }]);
    expect((await expectIndexed(log)).size).toBe(12n);
  });
});

describe("a head that PostgreSQL has wrong", () => {
  const edits = [
    ["raised by 1,000", "UPDATE ledger_head SET next = next + 1000, prev = prev + 1000"],
    ["raised by 1,000 with its last batch left alone", "UPDATE ledger_head SET next = next + 1000"],
    ["beyond every size", "UPDATE ledger_head SET next = 9223372036854775807"],
    ["lowered to the beginning", "UPDATE ledger_head SET next = 0, prev = 0"],
    ["lowered into a batch", "UPDATE ledger_head SET next = 4, prev = 2"],
    ["below zero", "UPDATE ledger_head SET next = -5, prev = -9"],
    ["deleted", "DELETE FROM ledger_head"],
    ["in the year 2999", "UPDATE ledger_head SET last_ts = '2999-01-01T00:00:00Z'"],
  ] as const;

  for (const who of ["the process that wrote", "a new process"] as const) {
    test.each(edits)(`leads ${who} to the end all the same: %s`, async (_, edit) => {
      await appender.append(sampleEvents(5, "first"));
      await appendOneByOne(3, "second");
      await log.pool.query(edit);
      const { appender: next } = who === "a new process" ? restarted() : { appender };
      expect(await next.append([sampleEvent("next")])).toMatchObject([{ index: 8n }]);
      expect((await expectIndexed(log)).size).toBe(9n);
    });

    test(`does not stop ${who} after the database was restored to an earlier state`, async () => {
      await appendOneByOne(4, "kept");
      const { rows } = await log.pool.query("SELECT next, prev FROM ledger_head");
      await appendOneByOne(20, "forgotten");
      await log.pool.query(
        "BEGIN; SET LOCAL countersign.ledger_role = 'rebuild'; DELETE FROM ledger_governance WHERE idx >= 4; DELETE FROM ledger_key WHERE idx >= 4; COMMIT",
      );
      await log.pool.query("UPDATE ledger_head SET next = $1, prev = $2", [
        rows[0].next,
        rows[0].prev,
      ]);
      const { appender: next } = who === "a new process" ? restarted() : { appender };
      const receipts = await next.append([sampleEvent("forgotten-7"), sampleEvent("new")]);
      expect(receipts).toMatchObject([
        { status: "duplicate", index: 11n },
        { status: "stored", index: 24n },
      ]);
      expect((await expectIndexed(log)).size).toBe(25n);
    });
  }

  test.each([
    ["into a batch without rows", "UPDATE ledger_head SET next = next + 3"],
    ["to the end of a batch without rows", "UPDATE ledger_head SET next = next + 5, prev = next"],
  ])("is not believed over the rows that there are: raised %s", async (_, edit) => {
    await appendOneByOne(3, "first");
    log.runtime.atPoint = (point) => {
      if (point === "before-commit") throw new Error("killed");
    };
    await expect(appender.append(sampleEvents(5, "hit"))).rejects.toThrow();
    await log.pool.query(edit);
    const next = restarted();
    const receipts = await next.appender.append([sampleEvent("hit-0"), sampleEvent("new")]);
    expect(receipts).toMatchObject([
      { status: "duplicate", index: 3n },
      { status: "stored", index: 8n },
    ]);
    expect((await expectIndexed(log)).size).toBe(9n);
  });

  test("is not believed over the rows either by a process that saw the end a moment ago", async () => {
    await appendOneByOne(3, "first");
    const next = restarted();
    await next.appender.append([sampleEvent("seen")]);
    log.runtime.atPoint = (point) => {
      if (point === "before-commit") throw new Error("killed");
    };
    await expect(appender.append(sampleEvents(5, "hit"))).rejects.toThrow();
    await log.pool.query("UPDATE ledger_head SET next = next + 5, prev = next");
    const receipts = await next.appender.append([sampleEvent("hit-0"), sampleEvent("new")]);
    expect(receipts).toMatchObject([
      { status: "duplicate", index: 4n },
      { status: "stored", index: 9n },
    ]);
    expect((await expectIndexed(log)).size).toBe(10n);
  });

  test("is brought up outside the append where more than 64 objects are missing", async () => {
    await appendOneByOne(70, "k");
    await log.pool.query("UPDATE ledger_head SET next = 0, prev = 0");
    const next = restarted();
    await expect(next.appender.append([sampleEvent("x")])).rejects.toMatchObject({
      code: "unavailable",
    });
    await next.appender.drained();
    expect(await next.appender.append([sampleEvent("x")])).toMatchObject([{ index: 70n }]);
    expect((await expectIndexed(log)).size).toBe(71n);
  });

  test("finds the rest of its entries in a segment, where the batches were freed", async () => {
    await appendOneByOne(6, "rolled");
    await rolled(0n, 6n);
    await appender.append([sampleEvent("later")]);
    await log.pool.query("UPDATE ledger_head SET next = 2, prev = 1");
    const next = restarted();
    expect(await next.appender.append([sampleEvent("rolled-5"), sampleEvent("x")])).toMatchObject([
      { status: "duplicate", index: 5n },
      { status: "stored", index: 7n },
    ]);
    expect((await expectIndexed(next.log)).size).toBe(8n);
  });
});

describe("a view of the end", () => {
  test("that is older than a minute is renewed: a place that was freed is not taken again", async () => {
    await appendOneByOne(2, "before");
    const other = restarted();
    for (const event of sampleEvents(4, "meanwhile")) await other.appender.append([event]);
    await rolled(0n, 6n);
    await log.pool.query("UPDATE ledger_head SET next = 2, prev = 1");
    log.runtime.passTime(61_000);
    expect(await appender.append([sampleEvent("awake")])).toMatchObject([{ index: 6n }]);
    expect((await expectIndexed(log)).size).toBe(7n);
  });
});

describe("evidence that contradicts itself", () => {
  test("stops the log: a batch that does not belong is neither taken nor passed over", async () => {
    await appender.append([sampleEvent("a")]);
    await memory.create(walKey("governance", 1n), encodeLines([utf8("{}")], zlibDeflate));
    const before = await memory.read(walKey("governance", 1n));
    await expect(appender.append([sampleEvent("b")])).rejects.toMatchObject({
      code: "unavailable",
    });
    expect(log.runtime.findings.at(-1)).toMatchObject({ kind: "damage", severity: "critical" });
    expect(await memory.read(walKey("governance", 1n))).toEqual(before);
  });

  test("stops the log: entries are missing before a segment", async () => {
    await appendOneByOne(4, "k");
    await rolled(0n, 4n);
    await memory.create(segmentKey("governance", { start: 9n, end: 10n }), utf8("x"));
    const next = restarted();
    await expect(next.appender.append([sampleEvent("b")])).rejects.toMatchObject({
      code: "unavailable",
    });
    expect(next.log.runtime.findings.at(-1)).toMatchObject({
      kind: "damage",
      severity: "critical",
    });
  });
});

/** As the sealer will do it: the lines of batches [start, end) as one segment, and the batches freed. */
async function rolled(start: bigint, end: bigint): Promise<void> {
  const { stretches } = await expectLogIntact(log);
  const own = stretches.filter((stretch) => stretch.start >= start && stretch.end <= end);
  const lines = own.flatMap((stretch) => stretch.lines);
  await memory.create(segmentKey("governance", { start, end }), encodeLines(lines, zlibDeflate));
  for (const stretch of own) await memory.remove(walKey("governance", stretch.start));
  await expectLogIntact(log);
}
