// ledger.md §6, Roll: "Freeing is no deletion: the lines remain." What is older than LEDGER_WAL_DAYS and stands in a segment as
// well goes, in ascending order, each batch compared with its segment first.
import { MAX_BATCH_BYTES } from "@/lib/ledger/batch";
import { equalBytes } from "@/lib/ledger/bytes";
import { checkpointKey, parseObjectKey, segmentKey, walKey } from "@/lib/ledger/object-key";
import type { Range } from "@/lib/ledger/tree";
import { fails } from "@/lib/ledger/verdict";
import { LedgerDamage } from "../damage";
import type { LedgerLog } from "../ledger-log";
import { ObjectNames } from "../object-names";
import { MAX_SEGMENT_READ } from "../read";
import type { Store } from "../store";
import { rawLines } from "./raw-lines";

/**
 * Frees the batches and the checkpoints of segments whose last entry is older than `before`. Answers how many objects went.
 * Errors: LedgerDamage (a batch contradicts its segment), the store's; what was freed by then stays so.
 */
export async function freeRolled(log: LedgerLog, before: Date): Promise<number> {
  const old = await oldSegments(log, before.toISOString());
  const end = old.at(-1)?.end ?? 0n;
  const starts = await batchesBelow(log, end);
  const checkpoints = await spareCheckpoints(log, end);
  if (starts.length + checkpoints.length > 0) log.runtime.reached("before-free");
  for (const range of old) {
    const own = starts.filter((start) => start >= range.start && start < range.end);
    if (own.length > 0) await freeBatches(log, range, own);
  }
  for (const size of checkpoints) await free(log.store, checkpointKey(log.log, size));
  return starts.length + checkpoints.length;
}

/** The segments that may have something to free: from the one that holds the first batch on. */
async function oldSegments(log: LedgerLog, before: string): Promise<Range[]> {
  const segments = await log.reader.segments();
  const first = await firstBatch(log);
  const at = segments.findIndex(({ end }) => first !== null && end > first);
  const old: Range[] = [];
  for (const range of segments.slice(at < 0 ? -1 : at)) {
    const last = await log.reader.entryAt(range.end - 1n);
    if (last !== null && last.entry.ts >= before) break;
    old.push(range);
  }
  return old;
}

async function firstBatch({ log, store }: LedgerLog): Promise<bigint | null> {
  for await (const { key } of store.list(`${log}/wal/`)) {
    const name = parseObjectKey(key)?.name;
    if (name?.kind === "wal") return name.start;
  }
  return null;
}

async function batchesBelow({ log, store }: LedgerLog, end: bigint): Promise<bigint[]> {
  const starts: bigint[] = [];
  for await (const { key } of store.list(`${log}/wal/`)) {
    const name = parseObjectKey(key)?.name;
    if (name?.kind !== "wal" || name.start >= end) break;
    starts.push(name.start);
  }
  return starts;
}

async function freeBatches(
  { log, store }: LedgerLog,
  range: Range,
  starts: readonly bigint[],
): Promise<void> {
  const segment = await rawLines(store, segmentKey(log, range), MAX_SEGMENT_READ);
  if (segment === null) return; // deleted by the sweep, whose certificate speaks for its batches as well
  for (const start of starts) {
    const file = walKey(log, start);
    const batch = await rawLines(store, file, MAX_BATCH_BYTES);
    if (batch === null) continue; // another sealer was first
    const from = Number(start - range.start);
    const isSame = batch.every((line, at) => isEqual(line, segment[from + at]));
    if (!isSame) {
      const detail = "The batch contradicts its segment.";
      throw new LedgerDamage(fails("leaf", detail, { file, index: start }));
    }
    await free(store, file);
  }
}

function isEqual(line: Uint8Array, other: Uint8Array | undefined): boolean {
  return other !== undefined && equalBytes(line, other);
}

/** Checkpoints up to `end` that no segment needs: kept is the smallest one that covers a segment, and the newest always. */
async function spareCheckpoints({ log, store }: LedgerLog, end: bigint): Promise<bigint[]> {
  const sizes: bigint[] = [];
  for await (const { key } of store.list(`${log}/checkpoint/`)) {
    const name = parseObjectKey(key)?.name;
    if (name?.kind === "checkpoint") sizes.push(name.size);
  }
  // A range of hashes stays when its segment is deleted, so a kept checkpoint stays kept.
  const ends = (await new ObjectNames(log, store).ranges("hashes")).map((range) => range.end);
  return sizes.slice(0, -1).filter((size, at) => {
    const before = sizes[at - 1] ?? 0n;
    return size <= end && !ends.some((rolled) => rolled > before && rolled <= size);
  });
}

async function free(store: Store, key: string): Promise<void> {
  const { gone } = await store.remove(key);
  if (!gone) throw new Error(`${key} was freed and is still there`);
}
