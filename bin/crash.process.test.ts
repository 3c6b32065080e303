// ledger.md §15, tests 5 and 6, in real processes: each is killed or frozen exactly where it hurts most, another one goes on,
// and after every step the whole log is verified again.
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { DAY_MS } from "@/lib/core/clock";
import type { Event } from "@/lib/ledger/event";
import type { Log } from "@/lib/ledger/origin";
import { Appender } from "@/lib/ledger-store/append";
import { catchUp } from "@/lib/ledger-store/catch-up";
import { ensurePartitions } from "@/lib/ledger-store/index-write";
import { initLedger } from "@/lib/ledger-store/init";
import { ledgerLog } from "@/lib/ledger-store/ledger-log";
import type { CrashPoint } from "@/lib/ledger-store/runtime";
import { openKeyFolder } from "@/lib/ledger-store/signing";
import { expectIndexed, expectLogIntact } from "@/lib/ledger-store/testing/expect-log-intact";
import { pastPool } from "@/lib/ledger-store/testing/unlocked-pool";
import { expectSealed, trustedKeys } from "./chaos/check";
import { type Built, buildPrograms, Run } from "./chaos/programs";
import { openWorld, type World } from "./chaos/world";
import { freshDatabase, freshFolder } from "./test/processes.mjs";

const ONCE = "bin/chaos/append-once.ts";
const SEALER = "bin/sealer.ts";

const SOON = { timeout: 30_000, interval: 25 };
const PATIENCE_MS = 30_000;

let built: Built;
let world: World;
const running: Run[] = [];

beforeAll(async () => {
  built = await buildPrograms([ONCE, SEALER]);
});

afterAll(() => built.remove());

afterEach(async () => {
  for (const run of running.splice(0)) await run.kill();
  await world.close();
});

async function newWorld(): Promise<World> {
  world = await openWorld({
    databaseUrl: await freshDatabase(),
    folder: join(freshFolder(), "world"),
  });
  return world;
}

function started(program: string, args: readonly string[], env: Record<string, string> = {}): Run {
  const run = new Run(built.path(program), args, { ...world.env, ...env });
  running.push(run);
  return run;
}

/** Appends in a process of its own until it is acknowledged. */
async function stored(keys: string): Promise<unknown> {
  return await receiptsOf(started(ONCE, ["--keys", keys, "--until-stored"]));
}

async function receiptsOf(run: Run): Promise<unknown> {
  const { code } = await run.ended;
  expect(code, run.stderr).toBe(0);
  return JSON.parse(run.stdout);
}

/** All batches but that of the heartbeat, with which a sealer that comes after a quiet hour begins. */
const ROLLED = { wal: 1, seg: 1 };

const KILLED = { code: null, signal: "SIGKILL" };

describe("an appender that is killed", () => {
  const points: readonly [CrashPoint, bigint][] = [
    ["after-lock", 1n],
    ["after-create", 2n],
    ["before-commit", 2n],
    ["after-commit", 2n],
  ];

  test.each(points)(
    "%s leaves a whole log, a tick away from its index, and the retry makes no second entry",
    async (point, size) => {
      const { calls } = (await newWorld()).logs;
      await stored("before");
      const dying = started(ONCE, ["--keys", "hit"], { CRASH_AT: point });
      expect(await dying.ended).toEqual(KILLED);
      expect((await expectLogIntact(calls)).size).toBe(size);
      await catchUp(calls);
      expect((await expectIndexed(calls)).size).toBe(size);
      expect(await stored("hit,after")).toMatchObject([
        { index: 1 },
        { status: "stored", index: 2 },
      ]);
      expect((await expectIndexed(calls)).keys).toEqual(["gw-1 before", "gw-1 hit", "gw-1 after"]);
    },
  );
});

describe("an appender that is frozen", () => {
  test("with the row lock in its hand, until the database takes it away, leaves no hole and no fork when it wakes", async () => {
    const { calls } = (await newWorld()).logs;
    const sleeper = await frozen(["--keys", "awake", "--until-stored"]);
    await world.pool.query(
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND state = 'idle in transaction'",
    );
    await goOn(sleeper, calls.log);
  });

  test("without the row lock meets the batches of others when it wakes", async () => {
    const { calls } = (await newWorld()).logs;
    await goOn(await frozen(["--keys", "awake", "--until-stored", "--unlocked"]), calls.log);
  });

  async function frozen(args: readonly string[]): Promise<Run> {
    // It has appended before, so that it believes to know the end of the log.
    const run = started(ONCE, [...args, "--warm-up", "before", "--freeze-at", "after-lock"]);
    await vi.waitFor(() => expect(stateOf(run.pid)).toMatch(/^T/), SOON);
    return run;
  }

  async function goOn(sleeper: Run, log: Log): Promise<void> {
    for (const key of ["meanwhile-1", "meanwhile-2"]) {
      await stored(key);
      await expectLogIntact(world.logs[log]);
    }
    sleeper.signal("SIGCONT");
    expect(await receiptsOf(sleeper)).toMatchObject([{ status: "stored", index: 3 }]);
    await catchUp(world.logs[log]);
    const { keys } = await expectIndexed(world.logs[log]);
    expect(keys).toEqual(["gw-1 before", "gw-1 meanwhile-1", "gw-1 meanwhile-2", "gw-1 awake"]);
  }
});

describe("a sealer that is killed", () => {
  test.each<CrashPoint>(["after-last", "after-sign", "after-hashes", "after-seg", "before-free"])(
    "%s is followed by one that finishes what it began, and every checkpoint holds",
    async (point) => {
      await newWorld();
      await beginDaysAgo(3);
      const dying = started(SEALER, [], { CRASH_AT: point, LEDGER_WAL_DAYS: "1" });
      expect(await dying.ended, dying.stderr).toEqual(KILLED);
      await expectWhole();
      await world.pool.query("DELETE FROM ledger_lease"); // which would last for another half a minute
      const sealer = started(SEALER, [], { LEDGER_WAL_DAYS: "1" });
      await expectSealed(world, PATIENCE_MS);
      for (const log of ["calls", "governance"] as const) {
        await vi.waitFor(async () => expect(await placesOf(log)).toEqual(ROLLED), SOON);
      }
      await sealer.kill();
      await expectWhole();
      const [head] = await headsOf("calls");
      expect(head).toBe("6");
    },
  );

  test("leaves a log whose head may point below what was freed, above the end, or nowhere", async () => {
    await newWorld();
    await beginDaysAgo(3);
    started(SEALER, [], { LEDGER_WAL_DAYS: "1" });
    await vi.waitFor(async () => expect(await placesOf("calls")).toEqual(ROLLED), SOON);
    const edits = [
      "UPDATE ledger_head SET next = 3, prev = 1",
      "UPDATE ledger_head SET next = next + 1000, prev = prev + 1000",
      "DELETE FROM ledger_head",
    ];
    for (const [at, edit] of edits.entries()) {
      await world.pool.query(edit);
      const receipts = await stored(`old-1,new-${at}`);
      expect(receipts).toMatchObject([
        { status: "duplicate", index: 1 },
        { status: "stored", index: 6 + at },
      ]);
      await expectWhole();
    }
    expect(await headsOf("calls")).toEqual(["9"]);
  });
});

/** A ledger that was begun some days ago, with five entries in each log, all of them in days that are over. */
async function beginDaysAgo(days: number): Promise<void> {
  const open = (log: Log) => {
    const { store, origin, runtime } = world.logs[log];
    const past = { ...runtime, now: () => new Date(Date.now() - days * DAY_MS) };
    const parts = ledgerLog({
      log,
      origin,
      store,
      runtime: past,
      pool: pastPool(world.pool, days),
    });
    return { ...parts, appender: new Appender(parts, { lingerMs: 0 }) };
  };
  const logs = { calls: open("calls"), governance: open("governance") };
  const query = (text: string, values: unknown[]) => world.pool.query(text, values);
  await ensurePartitions(query, new Date(Date.now() - days * DAY_MS));
  const origins = { calls: logs.calls.origin, governance: logs.governance.origin };
  const directory = join(world.folder, "keys");
  const keys = await openKeyFolder({ directory, appDirectory: world.folder, origins });
  await initLedger({ logs, keys });
  for (const { appender } of Object.values(logs)) {
    for (const batch of [["old-1", "old-2"], ["old-3"], ["old-4"]])
      await appender.append(batch.map(eventOf));
  }
  await expectWhole();
}

function eventOf(key: string): Event {
  return { type: "call", key, source: { id: "gw-1" }, data: { note: key } };
}

/** Both logs from their bytes, with every signature, and their index. */
async function expectWhole(): Promise<void> {
  for (const log of Object.values(world.logs)) await expectIndexed(log, await trustedKeys(log));
}

async function placesOf(log: Log): Promise<{ wal: number; seg: number }> {
  const count = async (folder: string) => {
    let found = 0;
    for await (const _ of world.logs[log].store.list(`${log}/${folder}/`)) found += 1;
    return found;
  };
  return { wal: await count("wal"), seg: await count("seg") };
}

async function headsOf(log: Log): Promise<string[]> {
  const { rows } = await world.pool.query("SELECT next FROM ledger_head WHERE log = $1", [log]);
  return rows.map(({ next }) => String(next));
}

/** How the system has it: "T" is stopped. */
function stateOf(pid: number): string {
  return execFileSync("ps", ["-o", "state=", "-p", String(pid)], { encoding: "utf8" });
}
