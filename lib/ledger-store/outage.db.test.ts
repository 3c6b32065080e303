// ledger.md §15, test 8: a full disk, a database and a store that are down or say nothing: 503, no part of an object, no more
// memory than the queue may take, and once it is over nothing that was acknowledged is missing.
import { randomUUID } from "node:crypto";
import { readdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { env } from "@/lib/core/env";
import type { Event } from "@/lib/ledger/event";
import { seededRandom } from "@/lib/ledger/testing/random";
import { Appender } from "./append";
import { openFsStore } from "./fs-open";
import { ledgerLog } from "./ledger-log";
import { createMemoryStore } from "./memory";
import { ledgerPool } from "./pool";
import type { Store } from "./store";
import { type CutProxy, openCutProxy } from "./testing/cut-proxy";
import { expectIndexed, expectLogIntact } from "./testing/expect-log-intact";
import { withFaults } from "./testing/faulty-store";
import { skipAndSay } from "./testing/skip-and-say";
import { NO_SMALL_DISK, smallDisk } from "./testing/small-disk";
import { emptyTestLog, retried, sampleEvent, sampleEvents, testRuntime } from "./testing/test-log";

const REFUSED = { code: "unavailable" };

/** Events that no compression makes small. */
function largeEvents(count: number, prefix: string): Event[] {
  const random = seededRandom(7);
  return Array.from({ length: count }, (_, at) => {
    const note = Buffer.from(random.bytes(30_000)).toString("base64");
    return sampleEvent(`${prefix}-${at}`, { note });
  });
}

test("a full 8 MiB disk refuses what it cannot keep, keeps what it acknowledged, and goes on once there is space", async (context) => {
  const disk = smallDisk();
  if (disk === null) return skipAndSay(context, NO_SMALL_DISK);
  try {
    const ballast = join(disk.path, "ballast");
    await writeFile(ballast, new Uint8Array(2 ** 20));
    const endProcess = (error: unknown): never => {
      throw error;
    };
    const place = { directory: disk.path, token: randomUUID, endProcess, now: new Date() };
    const log = await emptyTestLog({ store: await openFsStore(place) });
    const appender = new Appender(log, { lingerMs: 0 });
    let full = 0;
    for (let at = 0; full < 3; at += 1) {
      const { size } = await expectLogIntact(log);
      const appended = await appender.append(largeEvents(20, `batch-${at}`)).catch(() => null);
      if (appended === null) full += 1;
      expect((await expectIndexed(log)).size).toBe(appended === null ? size : size + 20n);
      expect(await readdir(join(disk.path, "tmp"))).toEqual([]);
    }
    await expect(appender.append(largeEvents(20, "last"))).rejects.toMatchObject(REFUSED);
    const { size, keys } = await expectIndexed(log);
    expect(size).toBeGreaterThan(100n);
    await rm(ballast);
    await appender.append(largeEvents(20, "last"));
    const after = await expectIndexed(log);
    expect(after.size).toBe(size + 20n);
    expect(after.keys.slice(0, keys.length)).toEqual(keys);
  } finally {
    disk.unmount();
  }
});

describe("a database", () => {
  let proxy: CutProxy;
  let end = async () => {};

  afterEach(async () => {
    await end();
    await proxy.close();
  });

  async function logThroughProxy() {
    proxy = await openCutProxy(env().DATABASE_URL);
    const pool = ledgerPool(proxy.url, () => {});
    end = () => pool.end();
    const own = await emptyTestLog();
    const log = { ...ledgerLog({ ...own, pool }), runtime: own.runtime };
    return { log, own, appender: new Appender(log, { lingerMs: 0 }) };
  }

  test("that goes away after the batch was created costs the answer, not the entry", async () => {
    const { log, own, appender } = await logThroughProxy();
    await appender.append([sampleEvent("before")]);
    log.runtime.atPoint = (point) => {
      if (point === "after-create") void proxy.cut();
    };
    await expect(appender.append([sampleEvent("hit")])).rejects.toMatchObject(REFUSED);
    expect((await expectLogIntact(own)).size).toBe(2n);
    log.runtime.atPoint = () => {};
    for (const event of sampleEvents(3, "refused")) {
      await expect(appender.append([event])).rejects.toMatchObject(REFUSED);
      expect((await expectLogIntact(own)).size).toBe(2n);
    }
    await proxy.mend();
    const receipts = await retried(() =>
      appender.append([sampleEvent("hit"), sampleEvent("after")]),
    );
    expect(receipts).toMatchObject([{ index: 1n }, { status: "stored", index: 2n }]);
    expect((await expectIndexed(own)).size).toBe(3n);
  });

  test("that falls silent is given up after half a minute, and the log goes on when it speaks again", async () => {
    const { log, own, appender } = await logThroughProxy();
    await appender.append([sampleEvent("before")]);
    const { after } = log.runtime;
    const hurried = {
      ...log.runtime,
      after: (milliseconds: number, then: () => void) => after(milliseconds / 100, then),
    };
    const waiting = new Appender({ ...log, runtime: hurried }, { lingerMs: 0 });
    proxy.fallSilent();
    await expect(waiting.append([sampleEvent("hit")])).rejects.toMatchObject(REFUSED);
    expect((await expectLogIntact(own)).size).toBe(1n);
    await proxy.cut();
    await proxy.mend();
    const receipts = await retried(() =>
      waiting.append([sampleEvent("hit"), sampleEvent("after")]),
    );
    expect(receipts).toMatchObject([{ index: 1n }, { index: 2n }]);
    expect((await expectIndexed(own)).size).toBe(3n);
  });
});

describe("a store", () => {
  test.each(["fails", "says nothing"])(
    "that %s for a while is not waited for by more than the queue holds, and loses nothing acknowledged",
    async (how) => {
      const memory = createMemoryStore({ now: () => new Date(), token: () => "probe" });
      let isDown = false;
      const silent = new Promise<never>(() => {});
      const down: Store = {
        ...withFaults(memory, () => (isDown ? { how: "failed", error: new Error("down") } : null)),
        ...(how === "fails"
          ? {}
          : { create: (...args) => (isDown ? silent : memory.create(...args)) }),
      };
      const runtime = testRuntime();
      const { after } = runtime;
      const hurried = {
        ...runtime,
        after: (milliseconds: number, then: () => void) =>
          after(milliseconds / 100, () => {
            runtime.passTime(milliseconds);
            then();
          }),
      };
      const log = await emptyTestLog({ store: down, runtime: hurried });
      const appender = new Appender(log, { lingerMs: 0 });
      await retried(() => appender.append(sampleEvents(1_500, "before"))); // half a minute is short here
      isDown = true;
      const since = runtime.elapsed();
      const calls = Array.from({ length: 80 }, (_, at) =>
        appender.append(sampleEvents(1_000, `down-${at}`)),
      );
      const answers = await Promise.allSettled(calls);
      expect(answers.filter(({ status }) => status === "fulfilled")).toEqual([]);
      const reasons = answers.flatMap((answer) =>
        answer.status === "rejected" ? [answer.reason] : [],
      );
      expect(new Set(reasons.map(({ code }) => code))).toEqual(new Set(["unavailable"]));
      expect(runtime.elapsed() - since).toBeLessThan(60_000); // by the clock of the test
      expect(runtime.elapsed() - since).toBeLessThan(60_000); // by the clock of the test
      // 50 calls of 1,000 events fill the queue; the other 30 were refused at the door.
      expect(reasons.filter(({ message }) => message.includes("too many events"))).toHaveLength(30);
      isDown = false;
      expect((await expectIndexed(log)).size).toBe(1_500n);
      await retried(() => appender.append(sampleEvents(1_000, "down-0")));
      expect((await expectIndexed(log)).size).toBe(2_500n);
    },
  );
});
