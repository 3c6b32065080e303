import { beforeEach, describe, expect, test } from "vitest";
import { toHex } from "@/lib/ledger/bytes";
import type { Receipt } from "@/lib/ledger/event";
import { leafHash } from "@/lib/ledger/hash";
import { Appender } from "./append";
import { catchUp } from "./catch-up";
import type { LedgerLog } from "./ledger-log";
import { expectIndexed, expectLogIntact } from "./testing/expect-log-intact";
import { withFaults } from "./testing/faulty-store";
import {
  emptyTestLog,
  retried,
  sampleEvent,
  sampleEvents,
  type TestRuntime,
  testLog,
  testRuntime,
} from "./testing/test-log";
import { unlockedPool } from "./testing/unlocked-pool";

let log: LedgerLog & { readonly runtime: TestRuntime };
let appender: Appender;

beforeEach(async () => {
  log = await emptyTestLog();
  appender = new Appender(log, { lingerMs: 0 });
});

const statuses = (receipts: readonly Receipt[]) => receipts.map(({ status }) => status);

test("where others got ahead, their last batch is read and nothing else asked", async () => {
  const calls: string[] = [];
  const store = withFaults(log.store, (call) => {
    calls.push(call);
    return null;
  });
  const other = new Appender(testLog({ log: "governance", store, runtime: log.runtime }), {
    lingerMs: 0,
  });
  await other.append(sampleEvents(2, "first"));
  for (let turn = 0; turn < 3; turn += 1) {
    await appender.append(sampleEvents(3, `one-${turn}`));
    await appender.append(sampleEvents(2, `two-${turn}`));
    calls.length = 0;
    await other.append(sampleEvents(2, `other-${turn}`));
    expect(calls).toEqual(["read", "create"]);
  }
  const { size } = await expectIndexed(log);
  expect(size).toBe(23n);
});

describe("an acknowledged event", () => {
  test("is in the store, at the place and with the hash of its receipt", async () => {
    const receipts = await appender.append(sampleEvents(3));
    const { size, stretches } = await expectIndexed(log);
    expect(size).toBe(3n);
    expect(receipts).toEqual(
      stretches[0]?.lines.map((line, at) => ({
        status: "stored",
        index: BigInt(at),
        leafHash: toHex(leafHash(line)),
        ts: stretches[0]?.firstTs,
      })),
    );
  });

  test("can be read by its index, with what it said", async () => {
    await appender.append([sampleEvent("a", { note: "é €", n: 1.5 })]);
    const stored = await log.reader.entryAt(0n);
    expect(stored?.entry.body?.data).toEqual({ note: "é €", n: 1.5 });
    expect(await log.reader.entryAt(1n)).toBeNull();
  });

  test("keeps its place among those of its call, over many batches", async () => {
    const receipts = await appender.append(sampleEvents(3_000));
    expect(receipts.map((receipt) => "index" in receipt && receipt.index)).toEqual(
      Array.from({ length: 3_000 }, (_, at) => BigInt(at)),
    );
    const { size, stretches } = await expectIndexed(log);
    expect(size).toBe(3_000n);
    expect(stretches.length).toBeGreaterThanOrEqual(3);
  });

  test("shares its batch with those that waited at the same time", async () => {
    await Promise.all(
      Array.from({ length: 64 }, (_, at) => appender.append([sampleEvent(`${at}`)])),
    );
    const { size, stretches } = await expectIndexed(log);
    expect(size).toBe(64n);
    expect(stretches.length).toBeLessThan(4);
  });
});

describe("a repeated event", () => {
  test("is stored once, and each sender gets the same receipt", async () => {
    const [first] = await appender.append([sampleEvent("a")]);
    const [again] = await appender.append([sampleEvent("a")]);
    expect(again).toEqual({ ...first, status: "duplicate" });
    expect((await expectIndexed(log)).size).toBe(1n);
  });

  test("is known again within its own batch", async () => {
    const receipts = await appender.append([sampleEvent("a"), sampleEvent("b"), sampleEvent("a")]);
    expect(statuses(receipts)).toEqual(["stored", "stored", "duplicate"]);
    expect((await expectIndexed(log)).size).toBe(2n);
  });

  test("with other data is a conflict, and not stored", async () => {
    const receipts = await appender.append([
      sampleEvent("a", { amount: 1 }),
      sampleEvent("a", { amount: 2 }),
    ]);
    expect(receipts[1]).toEqual({ status: "conflict", index: 0n });
    const later = await appender.append([sampleEvent("a", { amount: 3 })]);
    expect(later).toEqual([{ status: "conflict", index: 0n }]);
    expect((await expectIndexed(log)).size).toBe(1n);
  });

  test("of another source is another event", async () => {
    const other = { ...sampleEvent("a"), source: { id: "gw-2" } };
    expect(statuses(await appender.append([sampleEvent("a"), other]))).toEqual([
      "stored",
      "stored",
    ]);
    expect((await expectIndexed(log)).size).toBe(2n);
  });

  test("sent to two instances at once, three times, shuffled, makes one entry and equal receipts", async () => {
    const other = testLog({ log: log.log, store: log.store, runtime: testRuntime(2) });
    const two = new Appender(other, { lingerMs: 0 });
    const events = sampleEvents(300);
    const rounds = [events, [...events].reverse(), [...events.slice(150), ...events.slice(0, 150)]];
    const answers = await Promise.all(
      rounds.flatMap((round) =>
        [appender, two].map(async (each) => {
          const receipts = await each.append(round);
          return new Map(round.map(({ key }, at) => [key, receipts[at]]));
        }),
      ),
    );
    const { size, keys } = await expectIndexed(log);
    expect(size).toBe(300n);
    expect(new Set(keys).size).toBe(300);
    for (const { key } of events) {
      const indices = answers.map((receipts) => {
        const receipt = receipts.get(key);
        return receipt && "leafHash" in receipt ? `${receipt.index} ${receipt.leafHash}` : "none";
      });
      expect(new Set(indices).size).toBe(1);
    }
  });

  test("is not believed to be stored because a row of the index says so", async () => {
    await appender.append([sampleEvent("a")]);
    const hash =
      "UPDATE ledger_key SET key_hash = sha256('gw-1'::bytea || '\\x00'::bytea || 'b'::bytea) WHERE log = 'governance'";
    await log.pool.query(hash);
    const [receipt] = await retried(() => appender.append([sampleEvent("b")]));
    const { keys } = await expectIndexed(log);
    expect(keys).toEqual(["gw-1 a", "gw-1 b"]);
    expect(receipt).toMatchObject({ index: 1n });
    expect(log.runtime.findings[0]?.kind).toBe("index");
  });

  test("is not stored again and again where its key is remembered beyond the end of the log", async () => {
    await appender.append([sampleEvent("a")]);
    // As after a restore of the store alone, when the index still knows what came later.
    await log.pool.query(
      "UPDATE ledger_key SET idx = 999, key_hash = sha256('gw-1'::bytea || '\\x00'::bytea || 'b'::bytea) WHERE log = 'governance'",
    );
    const [first] = await appender.append([sampleEvent("b")]);
    expect(first).toMatchObject({ status: "stored", index: 1n });
    expect(statuses(await appender.append([sampleEvent("b")]))).toEqual(["duplicate"]);
    expect((await expectIndexed(log)).keys).toEqual(["gw-1 a", "gw-1 b"]);
  });
});

describe("an event that can never be an entry", () => {
  test("is refused alone: one bad of 10,000 leaves 9,999 stored", async () => {
    const events = sampleEvents(10_000);
    const bad = { ...sampleEvent("bad"), data: { note: "\ud800" } };
    const receipts = await appender.append(events.toSpliced(4_321, 1, bad));
    expect(receipts[4_321]).toEqual({ status: "refused", reason: "not_json" });
    expect(receipts.filter(({ status }) => status === "stored")).toHaveLength(9_999);
    expect((await expectIndexed(log)).size).toBe(9_999n);
  });

  test("is refused with its reason, and nothing is stored", async () => {
    const receipts = await appender.append([
      { ...sampleEvent("a"), type: "No Type" },
      { ...sampleEvent("a"), source: { id: "sys:sealer" } },
      { ...sampleEvent("a"), type: "ledger.heartbeat" },
      { ...sampleEvent("a"), key: "" },
      sampleEvent("a", { note: "x".repeat(70_000) }),
    ]);
    expect(receipts.map((receipt) => "reason" in receipt && receipt.reason)).toEqual([
      "bad_type",
      "bad_source",
      "bad_type",
      "bad_key",
      "too_large",
    ]);
    expect((await expectIndexed(log)).size).toBe(0n);
  });

  test("does not hold up events that are large and fit: no batch exceeds 1 MiB", async () => {
    const events = Array.from({ length: 60 }, (_, at) =>
      sampleEvent(`large-${at}`, { note: "x".repeat(60_000) }),
    );
    expect(new Set(statuses(await appender.append(events)))).toEqual(new Set(["stored"]));
    expect((await expectIndexed(log)).stretches.length).toBeGreaterThanOrEqual(4);
  });
});

describe("memory", () => {
  test("is bounded: 50,001 events, or 64 MiB of them, are refused before anything is stored", async () => {
    const large = Array.from({ length: 1_100 }, (_, at) =>
      sampleEvent(`large-${at}`, { note: "x".repeat(62_000) }),
    );
    for (const events of [sampleEvents(50_001), large]) {
      await expect(appender.append(events)).rejects.toMatchObject({ code: "unavailable" });
    }
    expect((await expectIndexed(log)).size).toBe(0n);
    await appender.append(sampleEvents(5));
    expect((await expectIndexed(log)).size).toBe(5n);
  });

  test("counts what waits already", async () => {
    const first = appender.append(sampleEvents(2_000, "first"));
    await expect(appender.append(sampleEvents(48_001, "second"))).rejects.toMatchObject({
      code: "unavailable",
    });
    expect(await first).toHaveLength(2_000);
    expect((await expectIndexed(log)).size).toBe(2_000n);
  });
});

describe("many writers", () => {
  test("16 of them leave a log without holes, repetitions or losses, and a right index", async () => {
    const writers = Array.from({ length: 16 }, (_, at) => {
      const own = testLog({ log: log.log, store: log.store, runtime: testRuntime(at + 10) });
      return new Appender(own, { lingerMs: 0 });
    });
    const acknowledged: string[] = [];
    await Promise.all(
      writers.map(async (writer, at) => {
        for (let round = 0; round < 8; round += 1) {
          const events = sampleEvents(5, `w${at}-${round}`);
          await retried(() => writer.append(events));
          acknowledged.push(...events.map(({ key }) => `gw-1 ${key}`));
        }
      }),
    );
    const { size, keys } = await expectIndexed(log);
    expect(size).toBe(16n * 8n * 5n);
    expect(new Set(keys)).toEqual(new Set(acknowledged));
  }, 60_000);

  test("without the row lock they are as right, as correctness never rests on it", async () => {
    const writers = Array.from({ length: 4 }, (_, at) => {
      const own = testLog({ log: log.log, store: log.store, runtime: testRuntime(at + 10) });
      return new Appender({ ...own, pool: unlockedPool(own.pool) }, { lingerMs: 0 });
    });
    await Promise.all(
      writers.map(async (writer, at) => {
        for (let round = 0; round < 8; round += 1) {
          await retried(() => writer.append(sampleEvents(5, `${at}-${round}`)));
        }
      }),
    );
    expect((await expectLogIntact(log)).size).toBe(160n);
    await catchUp(log);
    expect((await expectIndexed(log)).size).toBe(160n);
  });
});
