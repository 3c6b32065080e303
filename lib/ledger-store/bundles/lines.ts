// ledger.md §12, `entries.ndjson`: the lines of a range with its boundary witnesses, each compared with its leaf in the tree.
import { witnessedRange } from "@/lib/ledger/bundle-layout";
import { concatAll, equalBytes } from "@/lib/ledger/bytes";
import { SourceTally } from "@/lib/ledger/sources";
import type { Range } from "@/lib/ledger/tree";
import { fails } from "@/lib/ledger/verdict";
import { LedgerDamage } from "../damage";
import type { LogReader, StoredEntry } from "../read";
import type { BundleTree } from "./tree";

const PIECE = 256 * 1024;
const LF = Uint8Array.of(0x0a);

/** What the lines of the range said, once all of them were read. */
export class LinesRead {
  readonly tally = new SourceTally();
  disclosed = 0n;

  add({ entry }: StoredEntry): void {
    this.disclosed += 1n;
    if (entry.body !== null) this.tally.add(entry.body.src);
  }
}

export type LinesWanted = {
  readonly reader: LogReader;
  readonly tree: BundleTree;
  readonly range: Range;
  readonly size: bigint;
  /** Called for each line. */
  readonly step: () => void;
};

/**
 * The bytes of the file, piece by piece; `read` is told of the entries of the range. A witness that was deleted is left out.
 * Errors: LedgerDamage (a line is missing, or is not the leaf that was signed).
 */
export async function* bundleLines(
  wanted: LinesWanted,
  read: LinesRead,
): AsyncGenerator<Uint8Array> {
  const { range, size } = wanted;
  let [waiting, bytes]: [Uint8Array[], number] = [[], 0];
  for await (const stored of wantedEntries(wanted, witnessedRange(range, size))) {
    if (stored.index >= range.start && stored.index < range.end) read.add(stored);
    waiting.push(stored.line, LF);
    bytes += stored.line.length + 1;
    if (bytes < PIECE) continue;
    yield concatAll(waiting);
    [waiting, bytes] = [[], 0];
  }
  if (bytes > 0) yield concatAll(waiting);
}

async function* wantedEntries(
  { reader, tree, range, step }: LinesWanted,
  witnessed: Range,
): AsyncGenerator<StoredEntry> {
  const before = witnessed.start < range.start ? await reader.entryAt(witnessed.start) : null;
  const start = before === null ? range.start : witnessed.start;
  let next = start;
  for await (const stored of reader.range({ start, end: witnessed.end })) {
    const leaf = await tree.leafAt(stored.index);
    if (leaf === null || !equalBytes(leaf, stored.leaf)) {
      const detail = "The stored entry is not the one that was signed.";
      throw new LedgerDamage(fails("leaf", detail, { index: stored.index }));
    }
    next = stored.index + 1n;
    step();
    yield stored;
  }
  if (next === witnessed.end) return;
  throw new LedgerDamage(fails("count", "An entry is missing.", { index: next }));
}
