import { afterAll, beforeEach, expect, test } from "vitest";
import type { Actor } from "@/lib/auth/actor";
import type { CommandContext } from "@/lib/change-log/transact";
import { MINUTE_MS } from "@/lib/core/clock";
import { read } from "@/lib/db/read";
import { openCheckpoint } from "@/lib/ledger/checkpoint";
import { verifyHalfConsistencyFile } from "@/lib/ledger/consistency-file";
import { verifyTlogProof } from "@/lib/ledger/tlog-proof";
import { alarmsOf } from "./alarms";
import { takeLeaf, viewEntry } from "./commands/view-entry";
import { ensurePartitions } from "./index-write";
import { Prover } from "./prove";
import { getEntryRecord, listPlaces } from "./queries-entries";
import { getCheckpointFile, getConsistencyFile, getProofShown } from "./queries-files";
import { growthOf, isFed } from "./queries-growth";
import { getLedgerHealth } from "./queries-health";
import { getLogStatus, listSeals } from "./queries-status";
import { hasViewed } from "./queries-views";
import { sampleEvent, sampleEvents, testPool } from "./testing/test-log";
import { newTestLedger, removeFolders, type TestLedger, trustedKeys } from "./testing/test-sealer";
import { gapsOf, toLogView } from "./view";

const AUDITOR: Actor = { kind: "person", id: "auditor-1", roles: ["auditor"] };
const ADMIN: Actor = { kind: "person", id: "admin-1", roles: ["admin"] };

let ledger: TestLedger;

beforeEach(async () => {
  ledger = await newTestLedger();
  const { calls, governance } = ledger.logs;
  globalThis.countersignLedger = Promise.resolve({
    store: ledger.store,
    probe: { mode: "memory", place: "memory", ok: true, checks: [] },
    logs: {
      calls: { ...calls, prover: new Prover(calls) },
      governance: { ...governance, prover: new Prover(governance) },
    },
    close: async () => {},
  });
});

afterAll(async () => {
  globalThis.countersignLedger = undefined;
  await removeFolders();
});

test("a sealed log hands out checkpoints, proofs and leaves that verify under its key alone", async () => {
  const { governance } = ledger.logs;
  await ledger.sealer.round();
  await governance.appender.append(sampleEvents(6));
  await sealNow();
  const trusted = await trustedKeys(ledger, "governance");
  const checkpoint = await getCheckpointFile(AUDITOR, "governance");
  const head = openCheckpoint(checkpoint.bytes, trusted);
  if (!head.ok) throw new Error(head.detail);
  expect(head.value.size).toBe(7n);
  const file = await getConsistencyFile(AUDITOR, { log: "governance", m: 1n, n: 7n });
  expect(verifyHalfConsistencyFile(file.bytes, 1n, head.value, trusted)).toEqual({ ok: true });
  const proof = await getProofShown(AUDITOR, { log: "governance", index: 3n });
  expect(proof.steps.at(-1)?.node).toBe(proof.root);
  expect(proof.file).not.toContain("extra ");
  const leaf = await takeLeaf(asking(AUDITOR), { log: "governance", index: 3n });
  expect(verifyTlogProof(leaf.bytes, trusted)).toMatchObject({ ok: true, value: { index: 3n } });
  const { seals, total } = await listSeals(AUDITOR, "governance", { page: 1, pageSize: 1 });
  expect({ size: seals[0]?.size, total }).toEqual({ size: 7n, total: 2 });
  for (const [m, n] of [
    [0n, 7n],
    [8n, 7n],
    [1n, 6n],
  ] as const) {
    const asked = getConsistencyFile(AUDITOR, { log: "governance", m, n });
    await expect(asked).rejects.toMatchObject({ code: "not_found" });
  }
  await expect(getCheckpointFile(ADMIN, "governance")).rejects.toMatchObject({ code: "forbidden" });
});

test("a row that names a checkpoint which nobody signed does not hide those that stand", async () => {
  await ledger.sealer.round();
  const before = await getCheckpointFile(AUDITOR, "governance");
  const forged = "INSERT INTO ledger_seal VALUES ('governance', 999, '', '', now())";
  await asSuperuser(forged);
  expect(await getCheckpointFile(AUDITOR, "governance")).toEqual(before);
  await asSuperuser("DELETE FROM ledger_seal WHERE log = 'governance'");
  expect(await getCheckpointFile(AUDITOR, "governance")).toEqual(before);
});

test("a look at an entry is recorded once in ten minutes, and a look at a look is not", async () => {
  const { governance } = ledger.logs;
  const index = 1n;
  await governance.appender.append([
    sampleEvent("a"),
    { ...sampleEvent("b"), type: "entry.viewed" },
  ]);
  const looks = () =>
    read().changeLogEntry.count({ where: { action: "entry.viewed", subjectId: "governance-1" } });
  const before = await looks();
  const entry = { log: "governance", index } as const;
  await viewEntry(asking(AUDITOR), { entry });
  await viewEntry(asking(AUDITOR, 9 * MINUTE_MS), { entry });
  expect(await looks()).toBe(before + 1);
  expect(await hasViewed(AUDITOR, entry, new Date())).toBe(true);
  expect(await hasViewed(ADMIN, entry, new Date())).toBe(false);
  await viewEntry(asking(AUDITOR, 11 * MINUTE_MS), { entry });
  expect(await looks()).toBe(before + 2);
  const all = await read().changeLogEntry.count({ where: { action: "entry.viewed" } });
  await viewEntry(asking(AUDITOR), { entry: { log: "governance", index: 2n } });
  expect(await read().changeLogEntry.count({ where: { action: "entry.viewed" } })).toBe(all);
  const none = viewEntry(asking(AUDITOR), { entry: { log: "governance", index: 99n } });
  await expect(none).rejects.toMatchObject({ code: "not_found" });
  await expect(viewEntry(asking(ADMIN), { entry })).rejects.toMatchObject({ code: "forbidden" });
});

test("a row that a superuser changed is marked beside its entry, column by column", async () => {
  await ledger.logs.governance.appender.append(sampleEvents(2));
  await asSuperuser("UPDATE ledger_governance SET source = 'gw-9', type = 'x.y' WHERE idx = 1");
  const read1 = await getEntryRecord(AUDITOR, { log: "governance", index: 1n });
  expect(read1).toMatchObject({ entry: { differences: [{ columns: ["type", "source"] }] } });
  await asSuperuser("DELETE FROM ledger_governance WHERE idx = 2");
  const read2 = await getEntryRecord(AUDITOR, { log: "governance", index: 2n });
  expect(read2).toMatchObject({ entry: { differences: [{ kind: "missing" }] } });
});

test("places are listed newest first, or from an instant on", async () => {
  await ledger.logs.governance.appender.append(sampleEvents(5));
  const log = "governance";
  const newest = await listPlaces(AUDITOR, { log, from: null, page: 1, pageSize: 4 });
  expect(newest.rows.map(({ idx }) => idx)).toEqual([5n, 4n, 3n, 2n]);
  const rest = await listPlaces(AUDITOR, { log, from: null, page: 2, pageSize: 4 });
  expect(rest.rows.map(({ idx }) => idx)).toEqual([1n, 0n]);
  const since = await listPlaces(AUDITOR, { log, from: new Date(0), page: 1, pageSize: 2 });
  expect(since).toMatchObject({ total: 6, rows: [{ idx: 0n }, { idx: 1n }] });
  const later = new Date("2999-01-01");
  expect(await listPlaces(AUDITOR, { log, from: later, page: 1, pageSize: 2 })).toEqual({
    rows: [],
    total: 0,
  });
});

test("growth counts each UTC day from positions, and names days without any entry as gaps", async () => {
  const pool = testPool();
  await ensurePartitions((text, values) => pool.query(text, values), new Date("2026-11-21"));
  await asSuperuser("DELETE FROM ledger_calls");
  const days = ["10T23:00", "11T00:00", "11T12:00", "14T01:00", "14T02:00", "14T03:00", "15T00:00"];
  for (const [idx, at] of days.entries()) {
    await pool.query(
      `INSERT INTO ledger_calls (idx, ts, leaf_hash, type, source) VALUES ($1, $2, '', $3, 'gw')`,
      [idx, `2026-11-${at}Z`, idx === 3 ? "call" : "ledger.heartbeat"],
    );
  }
  await pool.query("UPDATE ledger_head SET next = $1 WHERE log = 'calls'", [days.length]);
  const now = new Date("2026-11-16T08:00:00Z");
  const grown = await growthOf(AUDITOR, "calls", { days: 30, now });
  expect(grown.map(({ day, entries }) => `${day.slice(8)}:${entries}`)).toEqual([
    ...["10:1", "11:2", "12:0", "13:0", "14:3", "15:1", "16:0"],
  ]);
  expect(gapsOf(grown)).toEqual([{ from: "2026-11-12", to: "2026-11-13", days: 2 }]);
  expect(await isFed(AUDITOR, "calls")).toBe(true);
  await asSuperuser("UPDATE ledger_calls SET type = 'ledger.clock'");
  expect(await isFed(AUDITOR, "calls")).toBe(false);
});

test("health tells a log that is sealed from one that waits, and a store that lost its checkpoint", async () => {
  await ledger.sealer.round();
  const now = new Date();
  expect(alarmsOf(await getLedgerHealth(now))).toEqual([]);
  const view = toLogView(await getLogStatus(ADMIN, "governance"), now);
  expect(view).toMatchObject({ sealedUpTo: "0", waiting: "0", sealer: { fresh: true } });
  expect(view.keys).toMatchObject([{ state: "in force", since: "0" }]);
  expect(view.policyLine).toBe(`log ${view.keys[0]?.vkey}\nquorum none\n`);

  await ledger.logs.governance.appender.append(sampleEvents(1));
  const later = new Date(now.getTime() + 5 * MINUTE_MS);
  expect(alarmsOf(await getLedgerHealth(later)).map(({ kind }) => kind)).toEqual([
    ...["unseen", "behind"],
  ]);
  for await (const { key } of ledger.store.list("governance/checkpoint/")) {
    await ledger.store.remove(key);
  }
  const { store } = await getLedgerHealth(now);
  expect(store).toBe(
    "The newest checkpoint of the governance log, of size 1, is not in the store.",
  );
});

test("health tells an index that was emptied from a ledger that has not begun", async () => {
  await ledger.sealer.round();
  await testPool().query("DELETE FROM ledger_head");
  const said = async () => alarmsOf(await getLedgerHealth(new Date())).map(({ next }) => next);
  expect(await said()).toEqual([expect.stringContaining("`npm run ledger -- rebuild`")]);
  for (const log of ["calls", "governance"]) {
    for await (const { key } of ledger.store.list(`${log}/wal/`)) await ledger.store.remove(key);
  }
  expect(await said()).toEqual([expect.stringContaining("`npm run ledger -- init`")]);
});

function asking(actor: Actor, laterMs = 0): CommandContext {
  const requestId = "00000000-0000-4000-8000-000000000001";
  return { actor, now: new Date(Date.now() + laterMs), requestId };
}

/** The sealer signs at most every ten seconds; a test does not wait for them. */
async function sealNow(): Promise<void> {
  ledger.runtime.passTime(60_000);
  await ledger.sealer.round();
}

async function asSuperuser(statement: string): Promise<void> {
  const client = await testPool().connect();
  try {
    await client.query("BEGIN");
    await client.query("SET LOCAL session_replication_role = replica");
    await client.query(statement);
    await client.query("COMMIT");
  } finally {
    client.release();
  }
}
