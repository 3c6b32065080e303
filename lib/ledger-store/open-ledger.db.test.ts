import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { env } from "@/lib/core/env";
import { indexAtTime } from "./index-at-time";
import { openLedger } from "./open-ledger";
import { getHead, getPlace, placesOfChanges } from "./queries";
import { rebuildIndex } from "./rebuild";
import { expectIndexed } from "./testing/expect-log-intact";
import { sampleEvents } from "./testing/test-log";

const folders: string[] = [];
afterAll(async () => {
  for (const folder of folders) await rm(folder, { recursive: true, force: true });
});

async function configured(origin = "ledger.example.com/test") {
  const folder = await mkdtemp(join(tmpdir(), "countersign-ledger-"));
  folders.push(folder);
  return { ...env(), LEDGER_ORIGIN: origin, LEDGER_STORE: `fs:${folder}` };
}

test("a ledger on disk stores, is closed, and goes on where it was", async () => {
  const settings = await configured();
  const first = await openLedger(settings);
  await rebuildIndex(first.logs.governance, { now: new Date(), dedupeDays: 30 });
  expect(first.probe).toMatchObject({ mode: "fs", ok: true });
  const receipts = await first.logs.governance.appender.append(sampleEvents(2_000));
  expect(receipts).toHaveLength(2_000);
  await expectIndexed(first.logs.governance);
  await first.close();

  const second = await openLedger(settings);
  const { governance } = second.logs;
  expect(await governance.appender.append(sampleEvents(3, "more"))).toMatchObject([
    { index: 2_000n },
    { index: 2_001n },
    { index: 2_002n },
  ]);
  await expectIndexed(governance);

  expect(await getHead("governance")).toMatchObject({ size: 2_003n });
  const place = await getPlace("governance", 7n);
  expect(place).toMatchObject({ index: 7n, type: "call", source: "gw-1" });
  expect(receipts[7]).toMatchObject({ leafHash: place?.leafHash });
  expect(await placesOfChanges(["k-1"])).toEqual(new Map());

  const later = await governance.reader.entryAt(2_000n);
  const at = later?.entry.ts ?? "";
  for (const hint of [null, 0n, 2_000n, 2_003n, 9_999n]) {
    const all = { from: 0n, size: 2_003n, hint };
    expect(await indexAtTime(governance, at, all)).toBe(2_000n);
    expect(await indexAtTime(governance, "2999-01-01T00:00:00.000Z", all)).toBe(2_003n);
    expect(await indexAtTime(governance, "2001-01-01T00:00:00.000Z", all)).toBe(0n);
  }
  await second.close();
});

test("a start under another origin than that of the first entry is refused", async () => {
  const settings = await configured();
  const first = await openLedger(settings);
  await rebuildIndex(first.logs.calls, { now: new Date(), dedupeDays: 30 });
  await first.logs.calls.appender.append(sampleEvents(1));
  await first.close();
  const moved = { ...settings, LEDGER_ORIGIN: "ledger.example.com/other" };
  await expect(openLedger(moved)).rejects.toThrow("began under another origin");
});
