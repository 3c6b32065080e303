// ledger.md §6, Roll: batches of a day that is over, or enough of them, become hashes/ and seg/. Each step may be repeated.
import { addDays } from "@/lib/core/clock";
import { decodeSegment, encodeLines, type Stretch } from "@/lib/ledger/batch";
import { equalBytes } from "@/lib/ledger/bytes";
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
import { fails, type Read } from "@/lib/ledger/verdict";
import { LedgerDamage } from "../damage";
import { zlibDeflate } from "../gzip";
import { ObjectNames } from "../object-names";
import type { SealedLog, SealerSettings } from "./settings";
import { assertNotBehind, digestOf, type SeenBatch, type Tail } from "./tail";

/** Hashes are never swept, and a kept checkpoint is locked as long. */
const HASHES_DAYS = 3_653;

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

/** Rolls a segment: creates both objects, reads them back, and keeps its checkpoint. Errors: LedgerDamage, the store's. */
export async function rollSegment(
  log: SealedLog,
  tail: Tail,
  range: Range,
  { retentionDays }: Pick<SealerSettings, "retentionDays">,
): Promise<void> {
  const stretches = await readAgain(log, tail.batches, range);
  const leaves = stretches.flatMap((stretch) => stretch.leaves);
  const lines = stretches.flatMap((stretch) => stretch.lines);
  const lastTs = stretches.at(-1)?.lastTs ?? "";
  const hashesUntil = addDays(log.runtime.now(), HASHES_DAYS);
  await log.store.create(hashesKey(log.log, range), encodeHashes(leaves), hashesUntil);
  log.runtime.reached("after-hashes");
  const segmentUntil = addDays(new Date(lastTs), retentionDays[log.log]);
  const object = encodeLines(lines, zlibDeflate);
  await log.store.create(segmentKey(log.log, range), object, segmentUntil);
  log.runtime.reached("after-seg");
  await readBack(log, range, leaves);
  await keepCheckpoint(log, range.end);
  const frontier = tail.edge.frontier.copy();
  for (const leaf of leaves) frontier.append(leaf);
  tail.moveEdge({ frontier, lastTs });
}

/** The batches of a range from the store, the same as when they were signed. Errors: LedgerDamage, ReadBehind. */
async function readAgain(
  log: SealedLog,
  batches: readonly SeenBatch[],
  range: Range,
): Promise<Stretch[]> {
  const stretches: Stretch[] = [];
  for (const { start, end, digest } of batches) {
    if (start < range.start || end > range.end) continue;
    const stretch = await log.reader.batchAt(start);
    if (stretch === null) await assertNotBehind(log, start);
    if (stretch?.end !== end || !equalBytes(digestOf(stretch.leaves), digest)) {
      const detail = "The batch is not the one that was read and signed.";
      throw new LedgerDamage(fails("leaf", detail, { file: walKey(log.log, start), index: start }));
    }
    stretches.push(stretch);
  }
  return stretches;
}

/** What stands in the store, be it ours or that of another sealer, gives the leaves that were signed. Errors: LedgerDamage. */
async function readBack(
  { log, origin, store }: SealedLog,
  range: Range,
  leaves: readonly Uint8Array[],
): Promise<void> {
  const [hashesFile, segmentFile] = [hashesKey(log, range), segmentKey(log, range)];
  const hashes = await store.read(hashesFile);
  const kept = sound(hashesFile, decodeHashes(hashes ?? new Uint8Array(), range));
  const sameHashes = compareLeaves(range.start, leaves, kept);
  if (!sameHashes.ok) throw new LedgerDamage({ ...sameHashes, file: hashesFile });
  const object = (await store.read(segmentFile)) ?? new Uint8Array();
  const expected = { origin, ...range, notBefore: null };
  const segment = decodeSegment(object, expected, zlibDeflate, Number.MAX_SAFE_INTEGER);
  const sameLines = compareLeaves(range.start, sound(segmentFile, segment).leaves, kept);
  if (!sameLines.ok) throw new LedgerDamage({ ...sameLines, file: segmentFile });
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

function sound<T>(file: string, read: Read<T>): T {
  if (read.ok) return read.value;
  throw new LedgerDamage({ ...read, file });
}
