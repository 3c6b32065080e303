// ledger.md §6, Roll: batches of a day that is over, or enough of them, become hashes/ and seg/. Each step may be repeated.
import { addDays } from "@/lib/core/clock";
import { encodeLines, MAX_BATCH_BYTES } from "@/lib/ledger/batch";
import { equalBytes } from "@/lib/ledger/bytes";
import { leafHash } from "@/lib/ledger/hash";
import { compareLeaves, decodeHashes, encodeHashes } from "@/lib/ledger/hashes-file";
import {
  checkpointKey,
  hashesKey,
  parseObjectKey,
  segmentKey,
  walKey,
} from "@/lib/ledger/object-key";
import { openDayAt, planSegments } from "@/lib/ledger/segment-plan";
import type { Range } from "@/lib/ledger/tree";
import { fails, type Verdict } from "@/lib/ledger/verdict";
import { LedgerDamage } from "../damage";
import { zlibDeflate } from "../gzip";
import { ObjectNames } from "../object-names";
import { MAX_SEGMENT_READ } from "../read";
import { rawLines, sound } from "./raw-lines";
import type { SealedLog, SealerSettings } from "./settings";
import { assertNotBehind, digestOf, type SeenBatch, type Tail } from "./tail";

/** Hashes are never swept, and a kept checkpoint is locked as long. */
export const HASHES_DAYS = 3_653;

/**
 * The next segment that can be rolled, or null: whole batches below `sealedSize`. Hashes that a crash left without their
 * segment say what had been begun.
 */
export async function nextSegment(
  { log, store, runtime }: Pick<SealedLog, "log" | "store" | "runtime">,
  tail: Tail,
  { maxSegmentBytes }: Pick<SealerSettings, "maxSegmentBytes">,
  sealedSize: bigint,
): Promise<Range | null> {
  const rules = { sealedSize, openDay: openDayAt(runtime.now()), maxBytes: maxSegmentBytes };
  const [planned] = planSegments(tail.batches, rules);
  if (planned === undefined) return null;
  const hashes = await new ObjectNames(log, store).rangeWith("hashes", planned.start);
  const isWhole = tail.batches.some(({ end }) => end === hashes?.end);
  const isBegun = hashes?.start === planned.start && hashes.end <= sealedSize && isWhole;
  return isBegun ? hashes : planned;
}

/** Rolls a segment: creates both objects, reads them back, and keeps its checkpoint. Errors: LedgerDamage, ReadBehind, the store's. */
export async function rollSegment(
  log: SealedLog,
  tail: Tail,
  range: Range,
  { retentionDays }: Pick<SealerSettings, "retentionDays">,
): Promise<void> {
  const batches = tail.batches.filter(({ start, end }) => start >= range.start && end <= range.end);
  const lastTs = batches.at(-1)?.ts ?? null;
  const { lines, leaves } = await readAgain(log, batches);
  const hashesUntil = addDays(log.runtime.now(), HASHES_DAYS);
  await log.store.create(hashesKey(log.log, range), encodeHashes(leaves), hashesUntil);
  log.runtime.reached("after-hashes");
  await keepCheckpoint(log, range.end); // before the segment, with which all of this counts as done
  const until = lastTs === null ? hashesUntil : addDays(new Date(lastTs), retentionDays[log.log]);
  await log.store.create(segmentKey(log.log, range), encodeLines(lines, zlibDeflate), until);
  log.runtime.reached("after-seg");
  await readBack(log, range, leaves);
  const frontier = tail.edge.frontier.copy();
  for (const leaf of leaves) frontier.append(leaf);
  tail.moveEdge({ frontier, lastTs });
}

type Content = { readonly lines: Uint8Array[]; readonly leaves: Uint8Array[] };

/** Batches from the store, the same as when they were read and signed. Errors: LedgerDamage, ReadBehind. */
async function readAgain(log: SealedLog, batches: readonly SeenBatch[]): Promise<Content> {
  const content: Content = { lines: [], leaves: [] };
  for (const { start, digest } of batches) {
    const file = walKey(log.log, start);
    const lines = await rawLines(log.store, file, MAX_BATCH_BYTES);
    if (lines === null) await assertNotBehind(log, start);
    const leaves = (lines ?? []).map(leafHash);
    if (lines === null || !equalBytes(digestOf(leaves), digest)) {
      const detail = "The batch is not the one that was read and signed.";
      throw new LedgerDamage(fails("leaf", detail, { file, index: start }));
    }
    content.lines.push(...lines);
    content.leaves.push(...leaves);
  }
  return content;
}

/** What stands in the store, be it ours or that of another sealer, gives the leaves that were signed. Errors: LedgerDamage. */
async function readBack(
  { log, store }: SealedLog,
  range: Range,
  leaves: readonly Uint8Array[],
): Promise<void> {
  const [hashesFile, segmentFile] = [hashesKey(log, range), segmentKey(log, range)];
  const hashes = (await store.read(hashesFile)) ?? new Uint8Array();
  const kept = sound(hashesFile, decodeHashes(hashes, range));
  holds(hashesFile, compareLeaves(range.start, leaves, kept));
  const lines = (await rawLines(store, segmentFile, MAX_SEGMENT_READ)) ?? [];
  holds(segmentFile, compareLeaves(range.start, lines.map(leafHash), kept));
}

function holds(file: string, verdict: Verdict): void {
  if (!verdict.ok) throw new LedgerDamage({ ...verdict, file });
}

/** "The smallest checkpoint that covers the segment becomes kept." On a disk, which keeps no dates, `hashes/` says which those are. */
async function keepCheckpoint({ log, store, runtime }: SealedLog, end: bigint): Promise<void> {
  for await (const { key } of store.list(`${log}/checkpoint/`, checkpointKey(log, end - 1n))) {
    const name = parseObjectKey(key)?.name;
    if (name?.kind !== "checkpoint" || name.size < end) continue;
    return await store.retain(key, addDays(runtime.now(), HASHES_DAYS));
  }
  throw new Error(`no checkpoint covers ${end}, though one was found before rolling`);
}
