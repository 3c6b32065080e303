import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { DAY_MS, HOUR_MS } from "@/lib/core/clock";
import { encodeLines } from "@/lib/ledger/batch";
import { concatAll, utf8 } from "@/lib/ledger/bytes";
import { n20 } from "@/lib/ledger/decimal";
import { rootOfLeaves } from "@/lib/ledger/frontier";
import { leafHash } from "@/lib/ledger/hash";
import { hashesKey, segmentKey, walKey } from "@/lib/ledger/object-key";
import { verifyTlogProof } from "@/lib/ledger/tlog-proof";
import { readCheckpoint } from "../checkpoints";
import { zlibDeflate } from "../gzip";
import { Prover } from "../prove";
import { expectIndexed } from "../testing/expect-log-intact";
import { type FaultPlan, withFaults } from "../testing/faulty-store";
import { sampleEvents, testPool } from "../testing/test-log";
import {
  anotherProcess,
  checkpointSizes,
  expectSealedIntact,
  memoryStore,
  namesIn,
  newTestLedger,
  removeFolders,
  standingOf,
  type TestLedger,
  trustedKeys,
  USUAL_SETTINGS,
} from "../testing/test-sealer";
import { TreeNodes } from "../tree-nodes";
import { fillTiles } from "./upkeep";

// Two events to a segment, no heartbeat while a test moves the clock of the sealer alone.
const SMALL = { ...USUAL_SETTINGS, maxSegmentBytes: 500, heartbeatMs: Number.POSITIVE_INFINITY };

let ledger: TestLedger;
let plan: FaultPlan;

beforeEach(async () => {
  plan = () => null;
  const store = withFaults(memoryStore(), (call, key) => plan(call, key));
  ledger = await newTestLedger({ store, settings: SMALL });
});
afterAll(removeFolders);

async function append(count: number, prefix: string): Promise<void> {
  for (const event of sampleEvents(count, prefix)) await ledger.logs.calls.appender.append([event]);
}

async function nextRound(of = ledger): Promise<void> {
  of.runtime.passTime(10_000);
  await of.sealer.round();
}

/** Another sealer on the same log, configured otherwise. */
const startedWith = (settings: Partial<typeof SMALL>) =>
  anotherProcess({ ...ledger, settings: { ...SMALL, ...settings } });

const seg = (start: number, end: number) => `${n20(BigInt(start))}-${n20(BigInt(end))}.ndjson.gz`;

test("a segment comes when there is enough, and not before a checkpoint covers it", async () => {
  await append(5, "a");
  await ledger.sealer.round();
  expect(await namesIn(ledger, "calls/seg")).toEqual([seg(0, 2), seg(2, 4)]);
  expect(await namesIn(ledger, "calls/hashes")).toEqual(
    [seg(0, 2), seg(2, 4)].map((name) => name.replace(".ndjson.gz", "")),
  );
  await append(4, "b");
  await ledger.sealer.round();
  expect(await namesIn(ledger, "calls/seg")).toHaveLength(2);
  await nextRound();
  expect(await namesIn(ledger, "calls/seg")).toEqual([seg(0, 2), seg(2, 4), seg(4, 6), seg(6, 8)]);
  expect((await expectSealedIntact(ledger, "calls")).size).toBe(10n);
  await expectIndexed(ledger.logs.calls);
});

test("a day that is over is rolled, five minutes past midnight", async () => {
  await append(3, "a");
  const day = startedWith({ maxSegmentBytes: USUAL_SETTINGS.maxSegmentBytes });
  await day.sealer.round();
  expect(await namesIn(day, "calls/seg")).toEqual([]);
  const untilMidnight = DAY_MS - (Date.now() % DAY_MS);
  day.runtime.stepClock(untilMidnight + 4 * 60_000);
  await nextRound(day);
  expect(await namesIn(day, "calls/seg")).toEqual([]);
  day.runtime.stepClock(2 * 60_000);
  await nextRound(day);
  expect(await namesIn(day, "calls/seg")).toEqual([seg(0, 4)]);
  expect(await namesIn(day, "governance/seg")).toEqual([seg(0, 1)]);
  await expectSealedIntact(day, "calls");
});

test("what is old is freed in ascending order: batches, and checkpoints that no segment needs", async () => {
  for (let turn = 0; turn < 5; turn += 1) {
    await append(3, `t${turn}`);
    await nextRound();
  }
  expect(await checkpointSizes(ledger, "calls")).toEqual([4, 7, 10, 13, 16]);
  expect(await namesIn(ledger, "calls/seg")).toHaveLength(7);
  const removed: string[] = [];
  plan = (call, key) => {
    if (call === "remove") removed.push(key);
    return null;
  };
  const later = startedWith({ walDays: 0 });
  await later.sealer.round();
  const wal = removed.filter((key) => key.startsWith("calls/wal/"));
  expect(wal).toEqual(Array.from({ length: 14 }, (_, at) => walKey("calls", BigInt(at))));
  expect(await namesIn(later, "calls/wal")).toEqual([n20(14n), n20(15n)]);
  // 16 is the newest; 4, 7, 10 and 13 are the smallest that cover a segment each: 2 and 4, 6, 8 and 10, 12.
  expect(await checkpointSizes(later, "calls")).toEqual([4, 7, 10, 13, 16]);
  expect((await expectSealedIntact(later, "calls")).size).toBe(16n);
  await expectIndexed(later.logs.calls);
  await expectProved(later, 3n);
});

test("a checkpoint between two kept ones is freed, and the newest never", async () => {
  await append(1, "a");
  await nextRound();
  await append(1, "b");
  await nextRound();
  await append(1, "c");
  await nextRound();
  const wide = startedWith({ maxSegmentBytes: 750 });
  await append(1, "d");
  await nextRound(wide);
  expect(await checkpointSizes(wide, "calls")).toEqual([2, 3, 4, 5]);
  const later = startedWith({ walDays: 0 });
  await later.sealer.round();
  const ends = (await namesIn(later, "calls/hashes")).map((name) => Number(name.slice(21)));
  const sizes = await checkpointSizes(later, "calls");
  expect(sizes.at(-1)).toBe(5);
  for (const end of ends) expect(sizes).toContain([2, 3, 4, 5].find((size) => size >= end));
  expect(sizes.length).toBeLessThan(4);
  await expectSealedIntact(later, "calls");
});

/** An entry is proved to stand in the newest checkpoint, from what is left of the log. */
async function expectProved(on: TestLedger, index: bigint): Promise<void> {
  const size = BigInt((await checkpointSizes(on, "calls")).at(-1) ?? 0);
  const head = await readCheckpoint(on.logs.calls, size);
  if (head === null) throw new Error("no checkpoint");
  const proof = await new Prover(on.logs.calls).inclusion(index, head);
  expect(verifyTlogProof(proof, await trustedKeys(on, "calls"))).toMatchObject({ ok: true });
}

describe("a sealer that dies", () => {
  const points = ["after-hashes", "after-seg", "before-free"] as const;

  test.each(points)(
    "%s is followed by one that finishes, whatever it is configured to",
    async (at) => {
      await append(9, "a");
      const dying = startedWith({ walDays: 0 });
      dying.runtime.atPoint = (point) => {
        if (point === at) throw new Error("killed");
      };
      await dying.sealer.round();
      await expectSealedIntact(ledger, "calls");
      const next = startedWith({ walDays: 0, maxSegmentBytes: 1_200 });
      await next.sealer.round();
      expect(await standingOf("calls")).toMatchObject({ halted_at: null });
      expect((await namesIn(next, "calls/seg")).length).toBeGreaterThan(1);
      expect(await namesIn(next, "calls/seg")).toEqual(
        (await namesIn(next, "calls/hashes")).map((name) => `${name}.ndjson.gz`),
      );
      expect((await expectSealedIntact(next, "calls")).size).toBe(10n);
      expect((await namesIn(next, "calls/wal")).length).toBeLessThan(6);
      await expectProved(next, 0n);
    },
  );

  test("between two batches that it frees is followed by one that frees the rest", async () => {
    await append(9, "a");
    let left = 3;
    plan = (call) => {
      if (call !== "remove") return null;
      left -= 1;
      return left < 0 ? { how: "failed", error: new Error("killed") } : null;
    };
    await startedWith({ walDays: 0 }).sealer.round();
    plan = () => null;
    await expectSealedIntact(ledger, "calls");
    expect((await namesIn(ledger, "calls/wal"))[0]).not.toBe(n20(0n));
    await startedWith({ walDays: 0 }).sealer.round();
    expect(await namesIn(ledger, "calls/wal")).toEqual([n20(8n), n20(9n)]);
    await expectSealedIntact(ledger, "calls");
  });
});

test("two sealers that roll and free at once leave one log", async () => {
  const [one, two] = [startedWith({ walDays: 0 }), startedWith({ walDays: 0 })];
  for (let turn = 0; turn < 10; turn += 1) {
    await append(4, `t${turn}`);
    for (const each of [one, two]) each.runtime.passTime(HOUR_MS);
    await Promise.all([one.sealer.round(), two.sealer.round()]);
    await expectSealedIntact(ledger, "calls");
  }
  expect(await standingOf("calls")).toMatchObject({ halted_at: null });
  await one.sealer.round();
  expect((await expectSealedIntact(one, "calls")).size).toBe(41n);
});

describe("signing stops where", () => {
  async function expectHalted(on: TestLedger): Promise<void> {
    await nextRound(on);
    expect(await standingOf("calls")).toMatchObject({ halt_reason: "leaf" });
  }

  const otherLines = async () => {
    const lines = [];
    for await (const { line } of ledger.logs.calls.reader.range({ start: 0n, end: 2n }))
      lines.push(line);
    const text = new TextDecoder().decode(lines[1]).replace("k-0", "k-9");
    return encodeLines([lines[0] ?? new Uint8Array(), new TextEncoder().encode(text)], zlibDeflate);
  };

  test("hashes stand there that are not those of the batches", async () => {
    await append(3, "k");
    await ledger.store.create(hashesKey("calls", { start: 0n, end: 2n }), new Uint8Array(64));
    await expectHalted(ledger);
  });

  test("a segment stands there that has other lines", async () => {
    await append(3, "k");
    await startedWith({ maxSegmentBytes: USUAL_SETTINGS.maxSegmentBytes }).sealer.round();
    const opened = startedWith({});
    plan = (call, key) =>
      call === "create" && key.startsWith("calls/hashes/")
        ? { how: "failed", error: new Error("disk full") }
        : null;
    await opened.sealer.round();
    plan = () => null;
    await ledger.store.create(segmentKey("calls", { start: 0n, end: 2n }), await otherLines());
    await expectHalted(opened);
  });

  test("a segment stands where nothing was signed", async () => {
    await append(3, "k");
    await ledger.store.create(segmentKey("calls", { start: 0n, end: 2n }), await otherLines());
    await nextRound(ledger);
    expect(await standingOf("calls")).toMatchObject({ halt_reason: "truncated" });
  });

  test("a segment appears before a start whose lines were never signed", async () => {
    await append(3, "k");
    await startedWith({ maxSegmentBytes: USUAL_SETTINGS.maxSegmentBytes }).sealer.round();
    await ledger.store.create(segmentKey("calls", { start: 0n, end: 2n }), await otherLines());
    await nextRound(startedWith({}));
    expect(await standingOf("calls")).toMatchObject({ halt_reason: "fork" });
  });

  test("a batch that is to be freed contradicts its segment", async () => {
    await append(3, "k");
    await ledger.sealer.round();
    const first = await ledger.store.read(walKey("calls", 1n));
    expect(first).not.toBeNull();
    const other = await otherLines();
    await ledger.store.remove(walKey("calls", 0n));
    await ledger.store.create(walKey("calls", 0n), other).catch(() => null);
    const later = startedWith({ walDays: 0 });
    await later.sealer.round();
    expect(await standingOf("calls")).toMatchObject({ halted_at: expect.any(Date) });
    expect(await namesIn(ledger, "calls/wal")).toContain(n20(0n));
  });

  test("a batch was exchanged between its signing and its rolling", async () => {
    await append(1, "k");
    await ledger.sealer.round();
    const other = anotherProcess(ledger);
    const bytes = await other.store.read(walKey("calls", 1n));
    if (bytes === null) throw new Error("no batch");
    const stretch = await other.logs.calls.reader.batchAt(1n);
    const line = new TextDecoder().decode(stretch?.lines[0]).replace("k-0", "k-9");
    await ledger.store.remove(walKey("calls", 1n));
    const forged = encodeLines([new TextEncoder().encode(line)], zlibDeflate);
    await ledger.store.create(walKey("calls", 1n), forged);
    await append(2, "more");
    await expectHalted(ledger);
    await nextRound(startedWith({}));
    expect(await namesIn(ledger, "calls/seg")).toEqual([]);
  });
});

describe("the cache of the tree", () => {
  const file = () => join(ledger.keys.directory, "calls.frontier");

  beforeEach(async () => {
    await append(9, "a");
    await ledger.sealer.round();
  });

  /** How many objects of hashes/ a start reads. */
  async function readsOfStart(): Promise<number> {
    let reads = 0;
    plan = (call, key) => {
      if (call === "read" && key.startsWith("calls/hashes/")) reads += 1;
      return null;
    };
    const next = startedWith({});
    await next.sealer.round();
    await append(1, `after ${reads} ${Math.random()}`);
    await nextRound(next);
    plan = () => null;
    expect(await standingOf("calls")).toMatchObject({ halted_at: null });
    await expectSealedIntact(next, "calls");
    return reads;
  }

  test("spares a start from reading what is rolled", async () => {
    const before = await readsOfStart();
    await writeFile(file(), "");
    expect(await readsOfStart()).toBeGreaterThan(before + 3);
  });

  const edits: Readonly<Record<string, (cache: { peaks: string; size: string }) => unknown>> = {
    "that was cut off": () => "{",
    "of another tree": (cache) => ({ ...cache, peaks: Buffer.alloc(32, 3).toString("base64") }),
    "of another size": (cache) => ({ ...cache, size: "7" }),
    "of another log": (cache) => ({ ...cache, origin: "ledger.example.com/acme/governance" }),
    "without hashes": (cache) => ({ ...cache, peaks: "" }),
  };

  test.each(Object.entries(edits))("%s is not believed", async (_, edit) => {
    const cache = JSON.parse(await readFile(file(), "utf8"));
    const edited = edit(cache);
    await writeFile(file(), typeof edited === "string" ? edited : JSON.stringify(edited));
    expect(await readsOfStart()).toBeGreaterThan(3);
  });
});

describe("the index", () => {
  test("forgets keys beyond the horizon, and keeps the months ahead", async () => {
    await append(3, "a");
    await startedWith({ dedupeDays: 0 }).sealer.round();
    const keys = "SELECT count(*)::int AS keys FROM ledger_key WHERE log = 'calls'";
    expect((await testPool().query(keys)).rows).toEqual([{ keys: 0 }]);
    const next = new Date(Date.UTC(new Date().getUTCFullYear(), new Date().getUTCMonth() + 1, 1));
    const name = `ledger_calls_y${next.getUTCFullYear()}m${String(next.getUTCMonth() + 1).padStart(2, "0")}`;
    const made = "SELECT to_regclass($1) IS NOT NULL AS made";
    expect((await testPool().query(made, [name])).rows).toEqual([{ made: true }]);
  });

  test("gets full tiles of what is sealed, a few at a time", async () => {
    const { calls } = ledger.logs;
    const size = 65_536 * 6 + 5;
    const leaves = Array.from({ length: 65_536 }, (_, at) => leafHash(utf8(`${at}`)));
    for (let start = 0; start < size; start += leaves.length) {
      const range = { start: BigInt(start), end: BigInt(Math.min(start + leaves.length, size)) };
      const own = leaves.slice(0, Number(range.end - range.start));
      await ledger.store.create(hashesKey("calls", range), concatAll(own));
    }
    const rows = async () =>
      (await testPool().query("SELECT level, n::int, hashes FROM ledger_tile ORDER BY n")).rows;
    const nodes = new TreeNodes(calls);
    expect(await fillTiles(calls, nodes, BigInt(size))).toBe(true);
    expect(await rows()).toHaveLength(4);
    expect(await fillTiles(calls, nodes, BigInt(size))).toBe(false);
    const hashes = Buffer.from(
      concatAll(
        Array.from({ length: 256 }, (_, at) =>
          rootOfLeaves(leaves.slice(at * 256, at * 256 + 256)),
        ),
      ),
    );
    expect(await rows()).toEqual([0, 1, 2, 3, 4, 5].map((n) => ({ level: 1, n, hashes })));
  });
});
