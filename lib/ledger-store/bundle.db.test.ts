import { mkdtempSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { beforeEach, expect, test } from "vitest";
import { encodeLines } from "@/lib/ledger/batch";
import { concatAll } from "@/lib/ledger/bytes";
import { deletionData } from "@/lib/ledger/certificate";
import type { Event } from "@/lib/ledger/event";
import { checkpointKey, hashesKey, segmentKey, walKey } from "@/lib/ledger/object-key";
import { must } from "@/lib/ledger/testing/read";
import { sampleSigner } from "@/lib/ledger/testing/signer";
import { summary } from "@/lib/ledger/testing/verify";
import { inMemory, nodeInflate } from "@/lib/ledger/testing/zip";
import { openZip } from "@/lib/ledger/zip-read";
import { exportBundle } from "./bundle";
import type { BundleRequest } from "./bundles/plan";
import { zlibDeflate } from "./gzip";
import { expectLogIntact } from "./testing/expect-log-intact";
import {
  openTestLog,
  type SealedLog,
  sealTestLog,
  testParts,
  verifyZip,
} from "./testing/sealed-logs";
import { sampleEvents } from "./testing/test-log";

const folder = mkdtempSync(join(tmpdir(), "bundle-test-"));
let calls: SealedLog;
let governance: SealedLog;
let files = 0;

beforeEach(async () => {
  calls = await openTestLog("calls");
  governance = await openTestLog("governance");
});

const CREATED = new Date("2026-11-21T12:00:00.000Z");
const ALL: BundleRequest = { covers: { kind: "all" }, consistency: [] };

function newPath(): string {
  files += 1;
  return join(folder, `${files}.zip`);
}

/** Exports a bundle and verifies it. */
async function exported(request: BundleRequest, { log = calls, created = CREATED } = {}) {
  const path = newPath();
  const bundle = await exportBundle(testParts(log, governance), request, path, { created });
  return { ...bundle, path, report: await verifyZip(path, log) };
}

test.each([1, 2, 255, 256, 257, 700])("a whole log of %i entries is verified", async (count) => {
  await calls.appender.append(sampleEvents(count));
  const { report, manifest } = await exported(ALL);
  expect(summary(report)).toBe("VERIFIED");
  expect(manifest).toMatchObject({ disclosed: BigInt(count), withheld: 0n, time: null });
  await expectLogIntact(calls);
});

test("a whole log holds a complete tlog-tiles tree, with its entries", async () => {
  await calls.appender.append(sampleEvents(600));
  const { manifest } = await exported(ALL);
  expect([...manifest.files.keys()]).toEqual([
    "README.txt",
    "entries.ndjson",
    "log/checkpoint",
    "log/tile/0/000",
    "log/tile/0/001",
    "log/tile/0/002.p/88",
    "log/tile/1/000.p/2",
    "log/tile/entries/000",
    "log/tile/entries/001",
    "log/tile/entries/002.p/88",
    "policy.txt",
    "verify.html",
    "verify.mjs",
  ]);
});

test.each([
  [0, 1],
  [0, 256],
  [255, 257],
  [300, 301],
  [512, 700],
  [699, 700],
])(
  "entries [%i, %i) are verified, with the entries around them as witnesses",
  async (start, end) => {
    await calls.appender.append(sampleEvents(700));
    const { report, manifest } = await exported({
      covers: { kind: "range", start, end },
      consistency: [],
    });
    expect(summary(report)).toBe("VERIFIED");
    expect(manifest.disclosed).toBe(BigInt(end - start));
  },
);

test("consistency is proved from sizes asked for and from the checkpoints of earlier bundles", async () => {
  await calls.appender.append(sampleEvents(10));
  await sealTestLog(calls);
  await calls.appender.append(sampleEvents(300, "later"));
  await governance.appender.append([bundleExported("calls", 10), bundleExported("governance", 7)]);
  const { report, manifest, path } = await exported({ ...ALL, consistency: [3, 256] });
  expect(summary(report)).toBe("VERIFIED");
  const proofs = [...manifest.files.keys()].filter((name) => name.startsWith("consistency/"));
  expect(proofs).toEqual(["consistency/10-310", "consistency/256-310", "consistency/3-310"]);
  expect(manifest.files.has("checkpoints/00000000000000000010")).toBe(true);
  const older = await calls.store.read(checkpointKey("calls", 10n));
  const anchored = await verifyZip(path, calls, { given: older === null ? [] : [older] });
  expect(summary(anchored)).toBe("VERIFIED"); // 10 entries do not reach the end of the range
});

test("a log of segments and batches is one log in its bundle", async () => {
  await calls.appender.append(sampleEvents(300));
  await calls.appender.append(sampleEvents(300, "later"));
  const first = await calls.reader.batchAt(0n);
  if (first === null) throw new Error("there is no first batch");
  await keepHashes(300);
  await calls.store.create(segmentKey("calls", first), encodeLines(first.lines, zlibDeflate));
  await calls.store.remove(walKey("calls", 0n));
  calls.reader.forget();
  for (const covers of [{ kind: "all" }, { kind: "range", start: 250, end: 350 }] as const) {
    expect(summary((await exported({ covers, consistency: [] })).report)).toBe("VERIFIED");
  }
  await expectLogIntact(calls);
});

test("in a rotation whoever trusts the old key and whoever trusts the new one can check it", async () => {
  const [old, fresh] = [sampleSigner(calls.origin), sampleSigner(calls.origin, 7)];
  await calls.appender.append(sampleEvents(10));
  await sealTestLog(calls);
  await calls.appender.append(sampleEvents(10, "later"));
  await sealTestLog(calls, undefined, [old, fresh]);
  const parts = { ...testParts(calls, governance), vkeys: [old.key, fresh.key] };
  const path = newPath();
  const options = { created: CREATED };
  const { manifest } = await exportBundle(parts, { ...ALL, consistency: [10] }, path, options);
  expect(manifest.files.has("consistency/10-20")).toBe(true);
  expect(manifest.files.has("checkpoints/00000000000000000010")).toBe(false);
  for (const trusted of [[old.key], [fresh.key], [old.key, fresh.key]]) {
    expect(summary(await verifyZip(path, calls, { trusted }))).toBe("VERIFIED");
  }
});

test("two exports of one request differ only in when they were made", async () => {
  await calls.appender.append(sampleEvents(600));
  await sealTestLog(calls);
  const wish = { covers: { kind: "range", start: 100, end: 400 }, consistency: [5] } as const;
  const request = { ...wish, consistency: [...wish.consistency] };
  const [first, same] = [await exported(request), await exported(request)];
  expect(await readFile(first.path)).toEqual(await readFile(same.path));
  const later = await exported(request, { created: new Date("2027-01-01T00:00:00.000Z") });
  const [before, after] = [await namedFiles(first.path), await namedFiles(later.path)];
  expect([...after.keys()]).toEqual([...before.keys()]);
  const differing = [...after].filter(([name, text]) => text !== before.get(name));
  expect(differing.map(([name]) => name)).toEqual(["manifest.json"]);
  expect(after.get("manifest.json")?.replace("2027-01-01T00", "2026-11-21T12")).toBe(
    before.get("manifest.json"),
  );
});

test("a bundle can be pinned to the tree of an earlier one", async () => {
  await calls.appender.append(sampleEvents(20));
  await sealTestLog(calls);
  await calls.appender.append(sampleEvents(20, "later"));
  await sealTestLog(calls);
  const { report, manifest } = await exported({ ...ALL, size: 20n });
  expect(summary(report)).toBe("VERIFIED");
  expect(manifest.tree.size).toBe(20n);
});

test("what is new is waited for: the checkpoint covers all that stood when it was asked for", async () => {
  await calls.appender.append(sampleEvents(5));
  await sealTestLog(calls);
  await calls.appender.append(sampleEvents(5, "unsealed"));
  const { manifest } = await exported(ALL);
  expect(manifest.range).toEqual({ start: 0n, end: 10n });
});

test("a period is bounded by the entries around it", async () => {
  const times = await appendInSteps(4);
  const { report, manifest } = await exported({
    covers: { kind: "period", from: times[1] ?? "", to: times[3] ?? "" },
    consistency: [],
  });
  expect(summary(report)).toBe("VERIFIED");
  expect(manifest).toMatchObject({ range: { start: 10n, end: 30n }, claims: { time: true } });
});

test("a period that is over and has no entry after it gets a heartbeat as its witness", async () => {
  const times = await appendInSteps(2);
  const to = new Date(Date.parse(times[1] ?? "") + 1).toISOString();
  await later();
  const period = { kind: "period", from: times[0] ?? "", to } as const;
  const { report, manifest } = await exported({ covers: period, consistency: [] });
  expect(summary(report)).toBe("VERIFIED");
  expect(manifest).toMatchObject({ range: { start: 0n, end: 20n }, claims: { time: true } });
  const witness = await calls.reader.entryAt(20n);
  expect(witness?.entry.body).toMatchObject({
    type: "ledger.heartbeat",
    src: { id: "sys:sealer" },
  });
  await expectLogIntact(calls);
});

test("a period in which nothing was accepted is a bundle without entries, and proves just that", async () => {
  const times = await appendInSteps(2);
  const [first = "", second = ""] = times;
  const from = new Date(Date.parse(first) + 1).toISOString();
  const { report, manifest } = await exported({
    covers: { kind: "period", from, to: second },
    consistency: [],
  });
  expect(summary(report)).toBe("VERIFIED");
  expect(manifest).toMatchObject({ disclosed: 0n, range: { start: 10n, end: 10n } });
});

test("while a period lasts, the statement about it is not made", async () => {
  const [from = ""] = await appendInSteps(1);
  const to = new Date(Date.now() + 60_000).toISOString();
  const { report, manifest } = await exported({
    covers: { kind: "period", from, to },
    consistency: [],
  });
  expect(manifest.claims).toEqual({ range: true, time: false, source: true, filter: true });
  expect(report.outcome).toBe("INCOMPLETE");
});

test("an index that lies about times does not move the period", async () => {
  const times = await appendInSteps(3);
  await calls.pool.query("ALTER TABLE ledger_calls DISABLE TRIGGER USER");
  await calls.pool
    .query("UPDATE ledger_calls SET ts = ts - interval '1 hour' WHERE idx >= 10")
    .finally(() => calls.pool.query("ALTER TABLE ledger_calls ENABLE TRIGGER USER"));
  const period = { kind: "period", from: times[1] ?? "", to: times[2] ?? "" } as const;
  const { report, manifest } = await exported({ covers: period, consistency: [] });
  expect(summary(report)).toBe("VERIFIED");
  expect(manifest.range).toEqual({ start: 10n, end: 20n });
});

test("the holes of a source are counted and make the bundle incomplete, not wrong", async () => {
  const numbered = [1, 2, 5, 6].map((seq) => numberedEvent(seq));
  await calls.appender.append([...numbered, ...sampleEvents(1, "unnumbered")]);
  const { report, manifest } = await exported(ALL);
  expect(report.outcome).toBe("INCOMPLETE");
  expect(manifest.sources).toEqual([
    { id: "gw-7", epoch: "e1", first: 1, last: 6, holes: [{ start: 3, end: 5 }] },
  ]);
  expect(manifest.unattested).toEqual(["gw-1"]);
});

test("beyond the log there is nothing to export, and it says how far it reaches", async () => {
  await calls.appender.append(sampleEvents(3));
  const wish: BundleRequest = { covers: { kind: "range", start: 0, end: 4 }, consistency: [] };
  await expect(exported(wish)).rejects.toMatchObject({
    code: "invalid_input",
    message: "The calls ledger has 3 entries so far, so a bundle can end at 3 at most.",
  });
  await expect(exported({ ...ALL, consistency: [9] })).rejects.toMatchObject({
    code: "invalid_input",
  });
});

test("a stored entry that is not the one that was signed does not leave, nor does anything stay behind", async () => {
  await calls.appender.append(sampleEvents(50));
  await sealTestLog(calls);
  await keepHashes(50);
  const other = await openTestLog("calls");
  await other.appender.append(sampleEvents(50, "forged"));
  const mixed = { ...calls, reader: other.reader };
  const path = newPath();
  const exporting = exportBundle(testParts(mixed, governance), ALL, path, { created: CREATED });
  await expect(exporting).rejects.toMatchObject({ failure: { reason: "leaf", index: 0n } });
  expect(await leftAt(path)).toEqual([]);
});

test("where the entry before a period was deleted, its certificate stands in", async () => {
  const { to, index } = await deleteFirst(600);
  const from = (await calls.reader.entryAt(600n))?.entry.ts ?? "";
  const covers = { kind: "period", from, to } as const;
  const { manifest, path } = await exported({ covers, consistency: [] });
  expect(manifest).toMatchObject({
    ...{ range: { start: 600n, end: 700n }, minimumIndex: 701n, claims: { time: true } },
  });
  expect(manifest.files.has(`certificates/${index}.tlog-proof`)).toBe(true);
  const trusted = [calls, governance].map(({ origin }) => sampleSigner(origin).key);
  expect(summary(await verifyZip(path, calls, { trusted }))).toBe("VERIFIED");
});

test("a range that was deleted is refused with the place of its certificate", async () => {
  const { index } = await deleteFirst(600);
  const covers = { kind: "range", start: 599, end: 650 } as const;
  await expect(exported({ covers, consistency: [] })).rejects.toMatchObject({
    code: "conflict",
    message: expect.stringContaining(`entry ${index} of the governance ledger`),
  });
});

test("what is missing without a certificate is damage", async () => {
  await calls.appender.append(sampleEvents(300));
  await calls.appender.append(sampleEvents(300, "later"));
  await sealTestLog(calls);
  await keepHashes(600);
  await calls.store.remove(walKey("calls", 0n));
  calls.reader.forget();
  await expect(exported(ALL)).rejects.toMatchObject({ name: "LedgerDamage" });
});

test("a checkpoint that no key of the log has signed is not exported", async () => {
  await calls.appender.append(sampleEvents(5));
  const parts = { ...testParts(calls, governance), vkeys: [sampleSigner(calls.origin, 9).key] };
  const exporting = exportBundle(parts, ALL, newPath(), { created: CREATED });
  await expect(exporting).rejects.toMatchObject({ failure: { reason: "unknown_key" } });
});

test("a cached tile that lies costs time, not truth", { timeout: 120_000 }, async () => {
  for (let batch = 0; batch < 33; batch += 1) {
    await calls.appender.append(sampleEvents(2_000, `b-${batch}`));
  }
  const tile = "INSERT INTO ledger_tile VALUES ('calls', 1, 0, $1)";
  await calls.pool.query(tile, [Buffer.alloc(8_192)]);
  const covers = { kind: "range", start: 65_000, end: 65_050 } as const;
  const { report, manifest } = await exported({ covers, consistency: [65_536] });
  expect(summary(report)).toBe("VERIFIED");
  expect(manifest.files.has("log/tile/1/000")).toBe(true);
  expect(calls.runtime.findings).toMatchObject([{ kind: "index" }, { kind: "index" }]);
});

test("progress ends where it said it would", async () => {
  await calls.appender.append(sampleEvents(700));
  const told: [bigint, bigint][] = [];
  const covers = { kind: "range", start: 100, end: 300 } as const;
  await exportBundle(testParts(calls, governance), { covers, consistency: [] }, newPath(), {
    created: CREATED,
    progress: (done, total) => told.push([done, total]),
  });
  const [done, total] = told.at(-1) ?? [];
  expect(done).toBe(total);
  expect(told.every(([now, all]) => now <= all && all === total)).toBe(true);
});

test("whoever calls it off leaves nothing on the disk", async () => {
  await calls.appender.append(sampleEvents(400));
  const path = newPath();
  const off = new AbortController();
  const exporting = exportBundle(testParts(calls, governance), ALL, path, {
    created: CREATED,
    signal: off.signal,
    progress: (done, total) => {
      expect(done <= total).toBe(true);
      if (done > 100n) off.abort(new Error("called off"));
    },
  });
  await expect(exporting).rejects.toThrow("called off");
  expect(await leftAt(path)).toEqual([]);
});

/** A log of 700 entries and one after them, of which the sweep has deleted the first. Answers when the 700 had ended. */
async function deleteFirst(count: number): Promise<{ to: string; index: bigint }> {
  await calls.appender.append(sampleEvents(300));
  await calls.appender.append(sampleEvents(300, "more"));
  const last = await calls.reader.entryAt(BigInt(count - 1));
  await later();
  await calls.appender.append(sampleEvents(100, "kept"));
  await later();
  const [after] = await calls.appender.append(sampleEvents(1, "after"));
  await sealTestLog(calls);
  await keepHashes(701);
  for (const start of [0n, 300n]) await calls.store.remove(walKey("calls", start));
  calls.reader.forget();
  const event = deletedEvent(count, last?.entry.ts ?? "");
  const [receipt] = await governance.appender.append([event], "inside");
  if (after?.status !== "stored" || receipt?.status !== "stored") throw new Error("not stored");
  return { to: after.ts, index: receipt.index };
}

function deletedEvent(end: number, lastTs: string): Event {
  const data = deletionData({
    ...{ log: calls.origin, start: 0n, end: BigInt(end), firstTs: lastTs, lastTs },
    object: { key: "calls/seg/x", version: null, sha256: "00" },
    subtreeRoot: new Uint8Array(32),
    checkpoint: { size: 701n, root: new Uint8Array(32) },
    ...{ policy: 0n, planned: 0n, indexRows: end, minimumIndex: 701n, by: "sys:sealer" },
    holdsChecked: { at: lastTs, governanceSize: 0n },
    ...{ deletedAt: lastTs, resumed: false },
  });
  return { type: "ledger.deleted", key: "deleted-1", source: { id: "sys:sealer" }, data };
}

/** What rolling leaves behind of entries that are deleted later. */
async function keepHashes(count: number): Promise<void> {
  const range = { start: 0n, end: BigInt(count) };
  const leaves: Uint8Array[] = [];
  for await (const { leaf } of calls.reader.range(range)) leaves.push(leaf);
  await calls.store.create(hashesKey("calls", range), concatAll(leaves));
}

/** The next batch gets a later time. */
function later(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 5));
}

/** Batches of ten entries, each later than the one before. Answers their times. */
async function appendInSteps(steps: number): Promise<string[]> {
  const times: string[] = [];
  for (let step = 0; step < steps; step += 1) {
    const [receipt] = await calls.appender.append(sampleEvents(10, `step-${step}`));
    if (receipt?.status === "stored") times.push(receipt.ts);
    await later();
  }
  return times;
}

function numberedEvent(seq: number): Event {
  return { type: "call", key: `n-${seq}`, source: { id: "gw-7", epoch: "e1", seq }, data: {} };
}

let changes = 0;

/** What the relay makes of a change `bundle.exported`. */
function bundleExported(log: string, size: number): Event {
  changes += 1;
  return {
    type: "bundle.exported",
    key: `change-${changes}`,
    source: { id: "gw-1" },
    data: {
      subject: { kind: "bundle", id: `b-${changes}` },
      after: { log, size, range: { start: 0, end: size }, root: "" },
    },
  };
}

async function leftAt(path: string): Promise<string[]> {
  return (await readdir(folder)).filter((name) => name.startsWith(basename(path)));
}

async function namedFiles(path: string): Promise<Map<string, string>> {
  const source = must(await openZip(inMemory(new Uint8Array(await readFile(path))), nodeInflate));
  const found = new Map<string, string>();
  for (const name of source.names) {
    const chunks: Uint8Array[] = [];
    for await (const chunk of source.read(name) ?? []) chunks.push(chunk);
    found.set(name, Buffer.concat(chunks).toString("latin1"));
  }
  return found;
}
