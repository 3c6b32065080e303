// ledger.md §12, Verifier, third step: every line hashes to the leaf at its index, and lines ascend in index and time.
import { ENTRIES } from "../bundle-layout";
import { readable } from "../bundle-source";
import { equalBytes } from "../bytes";
import { decodeEntry, type Entry } from "../entry";
import { leafHash } from "../hash";
import { streamLines } from "../lines";
import { SourceTally } from "../sources";
import { TILE_WIDTH } from "../tile";
import { tileHolding } from "../tile-tree";
import { type Failure, fails, HOLDS, type Reason, type Verdict } from "../verdict";
import type { Hashes, VerifiedTiles } from "../verified-tiles";
import type { Findings } from "./findings";
import type { OpenBundle } from "./open-bundle";

/** What the lines of a bundle say, as far as they hold. */
export type LineFacts = {
  /** Lines whose index lies in the range. */
  readonly disclosed: bigint;
  readonly tally: SourceTally;
  /** `ts` of entries a−1 and b, where they are disclosed. */
  readonly before: string | null;
  readonly after: string | null;
  /** `ts` of the first and last disclosed entry of the range. */
  readonly firstTs: string | null;
  readonly lastTs: string | null;
};

/** Reads `entries.ndjson` line by line. Adds `framing`, `origin`, `order`, `leaf`, each with its index. */
export async function checkLines(
  bundle: OpenBundle,
  tiles: VerifiedTiles,
  findings: Findings,
  progress: () => void,
): Promise<LineFacts> {
  const reader = new LineReader(bundle, tiles);
  const stream = bundle.source.read(ENTRIES);
  if (stream === null) {
    findings.add(fails("framing", "The file is missing.", { file: ENTRIES }));
    return reader.facts();
  }
  const broken = await readable(ENTRIES, async () => {
    for await (const line of streamLines(stream)) {
      progress();
      const verdict = line.ok ? await reader.take(line.value) : line;
      if (!verdict.ok) findings.add({ ...verdict, file: ENTRIES });
    }
  });
  if (broken !== null) findings.add(broken);
  return reader.facts();
}

class LineReader {
  readonly #bundle: OpenBundle;
  readonly #tiles: VerifiedTiles;
  readonly #tally = new SourceTally();
  #last: { readonly idx: bigint; readonly ts: string } | null = null;
  #leaves: { readonly index: bigint; readonly hashes: Hashes | null } | null = null;
  #disclosed = 0n;
  #before: string | null = null;
  #after: string | null = null;
  #firstTs: string | null = null;
  #lastTs: string | null = null;

  constructor(bundle: OpenBundle, tiles: VerifiedTiles) {
    this.#bundle = bundle;
    this.#tiles = tiles;
  }

  async take(line: Uint8Array): Promise<Verdict> {
    const decoded = decodeEntry(line);
    if (!decoded.ok)
      return this.#last === null ? decoded : { ...decoded, index: this.#last.idx + 1n };
    const entry = decoded.value;
    const misplaced = this.#misplaced(entry);
    if (misplaced !== null) return misplaced;
    this.#last = entry;
    const leaf = await this.#leafAt(entry.idx);
    this.#count(entry);
    // Where the tile itself did not hold, that was counted, and there is nothing to compare with.
    if (leaf === null || equalBytes(leafHash(line), leaf)) return HOLDS;
    return fails("leaf", "The entry does not hash to the leaf at its index.", { index: entry.idx });
  }

  #misplaced({ log, idx, ts }: Entry): Failure | null {
    const { checkpoint, witnessed } = this.#bundle;
    const no = (reason: Reason, detail: string) => fails(reason, detail, { index: idx });
    if (log !== checkpoint.origin) return no("origin", `The entry belongs to ${log}.`);
    if (idx < witnessed.start || idx >= witnessed.end) {
      return no("order", "The entry does not lie in the range of the bundle.");
    }
    if (this.#last === null) return null;
    if (idx <= this.#last.idx)
      return no("order", `The entry stands after that of ${this.#last.idx}.`);
    return ts < this.#last.ts ? no("order", "The time of the entry goes backwards.") : null;
  }

  async #leafAt(idx: bigint): Promise<Uint8Array | null> {
    const width = BigInt(TILE_WIDTH);
    const index = idx / width;
    if (this.#leaves?.index !== index) {
      const tile = tileHolding(0, idx, this.#tiles.size);
      const read = tile === null ? null : await this.#tiles.hashesOf(tile);
      this.#leaves = { index, hashes: read?.ok ? read.value : null };
    }
    return this.#leaves.hashes?.[Number(idx % width)] ?? null;
  }

  #count({ idx, ts, body }: Entry): void {
    const { start, end } = this.#bundle.manifest.range;
    if (idx < start) this.#before = ts;
    else if (idx >= end) this.#after = ts;
    else {
      this.#disclosed += 1n;
      this.#firstTs ??= ts;
      this.#lastTs = ts;
      if (body !== null) this.#tally.add(body.src);
    }
  }

  facts(): LineFacts {
    return {
      disclosed: this.#disclosed,
      tally: this.#tally,
      before: this.#before,
      after: this.#after,
      firstTs: this.#firstTs,
      lastTs: this.#lastTs,
    };
  }
}
