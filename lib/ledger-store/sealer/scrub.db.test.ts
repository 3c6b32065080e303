import { beforeEach, expect, test } from "vitest";
import { z } from "zod";
import { encodeLines, type Stretch } from "@/lib/ledger/batch";
import { concatAll, utf8 } from "@/lib/ledger/bytes";
import { signCheckpoint } from "@/lib/ledger/checkpoint";
import type { Event } from "@/lib/ledger/event";
import { rootOfLeaves } from "@/lib/ledger/frontier";
import { checkpointKey, hashesKey, segmentKey, walKey } from "@/lib/ledger/object-key";
import { sampleSigner } from "@/lib/ledger/testing/signer";
import { formatVkey } from "@/lib/ledger/vkey";
import { Appender } from "../append";
import { zlibDeflate } from "../gzip";
import type { LedgerLog } from "../ledger-log";
import { expectLogIntact } from "../testing/expect-log-intact";
import { emptyTestLog, sampleEvents } from "../testing/test-log";
import { type ScrubMode, scrubLog } from "./scrub";
import { scrubIndex } from "./scrub-index";
import { scrubStored } from "./scrub-stored";

let log: LedgerLog;
let stretches: readonly Stretch[];
let told: Event[];

/** Four batches; the first two are rolled into a segment, and the tree is sealed at several sizes. */
beforeEach(async () => {
  log = await emptyTestLog();
  for (const table of ["ledger_scrub", "ledger_finding", "ledger_vkey"]) {
    await log.pool.query(`DELETE FROM ${table}`);
  }
  const appender = new Appender(log, { lingerMs: 0 });
  for (const name of ["a", "b", "c", "d"]) await appender.append(sampleEvents(10, name));
  stretches = (await expectLogIntact(log)).stretches;
  const lines = stretches.slice(0, 2).flatMap((stretch) => stretch.lines);
  const rolled = { start: 0n, end: 20n };
  await log.store.create(hashesKey("governance", rolled), concatAll(leaves().slice(0, 20)));
  await log.store.create(segmentKey("governance", rolled), encodeLines(lines, zlibDeflate));
  for (const size of [5, 20, 31, 40]) await seal(size);
  const vkey = formatVkey(sampleSigner(log.origin).key);
  await log.pool.query("INSERT INTO ledger_vkey VALUES ('governance', $1, 0)", [vkey]);
  told = [];
});

function leaves(): Uint8Array[] {
  return stretches.flatMap((stretch) => stretch.leaves);
}

async function seal(size: number, root = rootOfLeaves(leaves().slice(0, size)), byte = 1) {
  const head = { origin: log.origin, size: BigInt(size), root };
  const note = signCheckpoint(head, [sampleSigner(log.origin, byte)]);
  await log.store.create(checkpointKey("governance", head.size), note);
}

async function scrub(mode: ScrubMode = "stored", range?: { start: bigint; end: bigint }) {
  const tell = async (events: readonly Event[]) => void told.push(...events);
  return await scrubLog(log, { mode, tell, ...(range ? { range } : {}) });
}

async function replace(key: string, bytes: Uint8Array): Promise<void> {
  await log.store.remove(key);
  await log.store.create(key, bytes);
}

async function rows<T>(schema: z.ZodType<T>, statement: string): Promise<T[]> {
  return schema.array().parse((await log.pool.query(statement)).rows);
}

const findingRow = z.object({
  kind: z.string(),
  message: z.string(),
  closed_at: z.date().nullable(),
});

function findings() {
  return rows(findingRow, "SELECT kind, message, closed_at FROM ledger_finding ORDER BY message");
}

/** The batch at `start` with one of its lines changed by a byte that leaves it readable. */
function altered(start: number): Uint8Array {
  const batch = stretches.find((stretch) => stretch.start === BigInt(start));
  if (!batch) throw new Error("no such batch");
  const changed = batch.lines.map((line, at) =>
    at === 3 ? utf8(new TextDecoder().decode(line).replace('"note":"', '"note":"!')) : line,
  );
  return encodeLines(changed, zlibDeflate);
}

test("a log as the appender and the sealer leave it passes, and the pass is written down", async () => {
  const report = await scrub();
  expect(report).toMatchObject({ start: 0n, end: 40n, count: 0, findings: [] });
  expect(told).toEqual([]);
  const row = z.object({ kind: z.string(), start: z.string(), end: z.string(), done: z.boolean() });
  expect(
    await rows(row, `SELECT kind, start, "end", finished_at IS NOT NULL AS done FROM ledger_scrub`),
  ).toEqual([{ kind: "stored", start: "0", end: "40", done: true }]);
});

test("an entry that was rewritten where no segment covers it contradicts the checkpoints", async () => {
  await replace(walKey("governance", 20n), altered(20));
  const { findings: found } = await scrub();
  expect(found).toMatchObject([{ reason: "fork", file: checkpointKey("governance", 31n) }]);
  expect(told).toMatchObject([
    { type: "ledger.scrub-finding", data: { log: log.origin, mode: "stored", reason: "fork" } },
  ]);
  expect(await findings()).toMatchObject([{ kind: "scrub", closed_at: null }]);
});

test("a batch that contradicts the segment made of it is named", async () => {
  await replace(walKey("governance", 10n), altered(10));
  expect((await scrub()).findings).toMatchObject([
    { reason: "leaf", file: walKey("governance", 10n), index: 10n },
  ]);
});

test("kept hashes that are wrong or missing are named, and nothing else is", async () => {
  const key = hashesKey("governance", { start: 0n, end: 20n });
  const wrong = [...leaves().slice(0, 19), leaves()[0] ?? new Uint8Array()];
  await replace(key, concatAll(wrong));
  expect((await scrub()).findings).toMatchObject([{ reason: "leaf", file: key, index: 19n }]);
  await log.store.remove(key);
  expect((await scrub()).findings).toMatchObject([{ reason: "count", file: key }]);
});

test("a batch in the middle that is gone or unreadable is named, and so is what comes after it", async () => {
  await log.store.remove(walKey("governance", 20n));
  expect((await scrub()).findings).toMatchObject([{ reason: "count", index: 20n }]);
  await log.store.create(walKey("governance", 20n), utf8("no gzip"));
  await replace(walKey("governance", 30n), utf8("nor this"));
  const { findings: found } = await scrub();
  expect(found).toMatchObject([
    { reason: "framing", file: walKey("governance", 20n) },
    { reason: "framing", file: walKey("governance", 30n) },
    { reason: "truncated" },
  ]);
});

test("a tail that was cut off is less than a checkpoint covers", async () => {
  await log.store.remove(walKey("governance", 30n));
  expect((await scrub()).findings).toMatchObject([
    { reason: "truncated", file: checkpointKey("governance", 31n), index: 30n },
  ]);
});

test("where no key is known a pass says so, instead of holding by signatures that nobody checked", async () => {
  await log.pool.query("DELETE FROM ledger_vkey");
  const { count, findings } = await scrub();
  expect({ count, findings }).toMatchObject({
    count: 1,
    findings: [{ reason: "unknown_key", detail: expect.stringContaining("No key of this log") }],
  });
});

test("a checkpoint that another key signed, and an object without business, are named", async () => {
  await seal(7, undefined, 9);
  await log.store.create("governance/wal/stray", utf8("x"));
  expect((await scrub()).findings).toMatchObject([
    { reason: "stray_file", file: "governance/wal/stray" },
    { reason: "unknown_key", file: checkpointKey("governance", 7n) },
  ]);
});

test("what is rolled and freed while a pass is on its way is no finding", async () => {
  const rolled = { start: 20n, end: 40n };
  const lines = stretches.slice(2).flatMap((stretch) => stretch.lines);
  let isRolled = false;
  const roll = async () => {
    if (isRolled) return;
    isRolled = true;
    await log.store.create(hashesKey("governance", rolled), concatAll(leaves().slice(20)));
    await log.store.create(segmentKey("governance", rolled), encodeLines(lines, zlibDeflate));
    for (const start of [0n, 10n, 20n, 30n]) await log.store.remove(walKey("governance", start));
  };
  const found: unknown[] = [];
  await scrubStored(log, {
    range: null,
    trusted: [sampleSigner(log.origin).key],
    found: (finding) => found.push(finding),
    progress: () => {},
    breathe: roll, // first called when the names have been listed
  });
  expect({ isRolled, found }).toEqual({ isRolled: true, found: [] });
});

test("a part is looked at from the kept tree on, and closes nothing that others found", async () => {
  await log.pool.query(
    "INSERT INTO ledger_finding (log, kind, severity, message, first_at, last_at) VALUES ('governance', 'scrub', 'critical', 'x', now(), now())",
  );
  expect(await scrub("stored", { start: 25n, end: 29n })).toMatchObject({
    start: 20n,
    end: 30n,
    count: 0,
  });
  expect(await findings()).toMatchObject([{ closed_at: null }]);
  await scrub();
  expect(await findings()).toMatchObject([{ closed_at: expect.any(Date) }]);
  await replace(walKey("governance", 30n), altered(30));
  expect(await scrub("stored", { start: 20n, end: 30n })).toMatchObject({ count: 0 });
  expect(await scrub("stored", { start: 30n, end: 40n })).toMatchObject({ count: 1 });
});

test("rows that a superuser changed, removed or made up are named, like ones as ranges", async () => {
  await log.pool.query("ALTER TABLE ledger_governance DISABLE TRIGGER USER");
  const lies = [
    "UPDATE ledger_governance SET source = 'gw-2' WHERE idx BETWEEN 3 AND 5",
    "DELETE FROM ledger_governance WHERE idx = 8",
    "INSERT INTO ledger_governance SELECT idx + 100, ts, leaf_hash, type, source, key FROM ledger_governance WHERE idx < 2",
  ];
  for (const lie of lies) await log.pool.query(lie);
  await log.pool.query("ALTER TABLE ledger_governance ENABLE TRIGGER USER");
  const report = await scrub("index");
  expect(report).toMatchObject({ count: 3, end: 40n });
  expect(report.findings.map(({ detail }) => detail)).toEqual([
    "The rows of entries 3 to 5 differ from what the entries say: source.",
    "The index has no row for entry 8.",
    "The index has rows for entries 100 to 101 that no entry stands behind.",
  ]);
  expect(told.map(({ key }) => key)).toHaveLength(3);
  const again = told.map(({ key }) => key);
  told = [];
  await scrub("index");
  expect(told.map(({ key }) => key)).toEqual(again);
});

test("remembered keys that would make an event pass for a repetition are named", async () => {
  await log.pool.query("UPDATE ledger_key SET data_hash = '\\x00' WHERE idx BETWEEN 4 AND 5");
  await log.pool.query(
    "INSERT INTO ledger_key SELECT log, '\\x01', data_hash, 400, ts FROM ledger_key WHERE idx = 1",
  );
  const { findings: found } = await scrub("index");
  expect(found.map(({ detail }) => detail)).toEqual([
    "The remembered keys of entries 4 to 5 differ from what the entries say: data_hash.",
    "The index has remembered keys for entry 400 that no entry stands behind.",
  ]);
});

test("entries that are stored while the index is compared are no findings", async () => {
  const appender = new Appender(log, { lingerMs: 0 });
  let turns = 0;
  const found: unknown[] = [];
  await scrubIndex(log, {
    found: (finding) => found.push(finding),
    progress: () => {},
    breathe: async () => {
      turns += 1;
      await appender.append(sampleEvents(5, `later-${turns}`));
    },
  });
  expect({ isTurned: turns > 0, found }).toEqual({ isTurned: true, found: [] });
});

test("rows of a log whose entries cannot be read are compared as far as they can be", async () => {
  await log.pool.query(
    "INSERT INTO ledger_governance SELECT 90, ts, leaf_hash, type, source, key FROM ledger_governance WHERE idx = 0",
  );
  await replace(walKey("governance", 30n), utf8("no gzip"));
  const { findings: found } = await scrub("index");
  expect(found.map(({ reason, file }) => [reason, file])).toEqual([
    ["framing", walKey("governance", 30n)],
    ["count", "ledger_governance"],
  ]);
});

test("a pass that is ended says so and leaves its row without an end", async () => {
  const stop = new AbortController();
  stop.abort(new Error("told to stop"));
  await expect(scrubLog(log, { mode: "stored", signal: stop.signal })).rejects.toThrow(
    "told to stop",
  );
  const row = z.object({ finished_at: z.date().nullable() });
  expect(await rows(row, "SELECT finished_at FROM ledger_scrub")).toEqual([{ finished_at: null }]);
});
