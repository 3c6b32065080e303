// ledger.md §3.5, Tiles: "a reader must recompute every tile". Each tile is checked against the one above it whenever it is
// read, up to the partial tiles, which fold to the signed root. That a tile was needed for a proof plays no part in it.
import { equalBytes } from "./bytes";
import type { TreeHead } from "./consistency";
import { HASH_SIZE } from "./crypto";
import { rootOfLeaves } from "./frontier";
import { splitHashes } from "./hash";
import { TILE_WIDTH, type Tile, tilePath } from "./tile";
import { partialTiles, slotAbove } from "./tile-tree";
import { foldNodes } from "./tree";
import { fails, found, type Read } from "./verdict";

/** The bytes of a tile, or null where there is none. Called with at most `TILE_WIDTH` · 32 bytes in mind. */
export type TileSource = (tile: Tile) => Promise<Uint8Array | null>;

export type Hashes = readonly Uint8Array[];

/** The tiles of one signed tree. Holds the partial tiles and the last full tile of each level: memory does not grow with the tree. */
export class VerifiedTiles {
  readonly size: bigint;
  readonly #source: TileSource;
  readonly #partial: ReadonlyMap<number, Hashes>;
  readonly #lastFull = new Map<number, { index: bigint; hashes: Read<Hashes> }>();

  private constructor(size: bigint, source: TileSource, partial: ReadonlyMap<number, Hashes>) {
    this.size = size;
    this.#source = source;
    this.#partial = partial;
  }

  /** Reads the partial tiles and folds them to the signed root. Fails with `tile`. */
  static async open(head: TreeHead, source: TileSource): Promise<Read<VerifiedTiles>> {
    const partial = new Map<number, Hashes>();
    for (const tile of partialTiles(head.size)) {
      const hashes = await readHashes(tile, source);
      if (!hashes.ok) return hashes;
      partial.set(tile.level, hashes.value);
    }
    if (equalBytes(foldPartial([...partial.values()]), head.root)) {
      return found(new VerifiedTiles(head.size, source, partial));
    }
    return fails(
      "tile",
      "The partial tiles do not fold to the signed root.",
      placeOfRoot(head.size),
    );
  }

  /** The hashes of a tile of this tree, each proved by the signed root. Fails with `tile`, naming the tile that does not hold. */
  async hashesOf(tile: Tile): Promise<Read<Hashes>> {
    const last = this.#lastFull.get(tile.level);
    if (tile.width === TILE_WIDTH && last?.index === tile.index) return last.hashes;
    const up = slotAbove(tile, this.size);
    if (up === null) return this.#partialTile(tile);
    const hashes = await this.#checked(tile, up.above, up.slot);
    this.#lastFull.set(tile.level, { index: tile.index, hashes });
    return hashes;
  }

  async #checked(tile: Tile, above: Tile, slot: number): Promise<Read<Hashes>> {
    const parent = await this.hashesOf(above);
    if (!parent.ok) return parent;
    const hashes = await readHashes(tile, this.#source);
    const expected = parent.value[slot];
    if (!hashes.ok || (expected && equalBytes(rootOfLeaves(hashes.value), expected))) return hashes;
    const detail = `It does not hash to its slot in ${tilePath(above)}.`;
    return fails("tile", detail, { file: tilePath(tile) });
  }

  #partialTile(tile: Tile): Read<Hashes> {
    const hashes = this.#partial.get(tile.level);
    if (hashes?.length === tile.width) return found(hashes);
    return fails("tile", "The tree has no such tile.", { file: tilePath(tile) });
  }
}

async function readHashes(tile: Tile, source: TileSource): Promise<Read<Hashes>> {
  const file = tilePath(tile);
  const bytes = await source(tile);
  if (bytes === null) return fails("tile", "The tile is missing.", { file });
  const hashes = splitHashes(bytes);
  if (hashes?.length === tile.width) return found(hashes);
  return fails("tile", `It is not ${tile.width} hashes of ${HASH_SIZE} bytes.`, { file });
}

/** Level 0 lies furthest right, and the smallest subtrees join first: RFC 9162 §2.1.1 read from the right edge. */
function foldPartial(levels: readonly Hashes[]): Uint8Array {
  const peaks = [...levels].reverse().flatMap(peaksOf);
  return foldNodes(peaks);
}

/** The complete subtrees among the hashes of one partial tile, largest first. */
function peaksOf(hashes: Hashes): Uint8Array[] {
  const peaks: Uint8Array[] = [];
  let at = 0;
  for (let width = TILE_WIDTH / 2; width >= 1; width /= 2) {
    if (at + width > hashes.length) continue;
    peaks.push(rootOfLeaves(hashes.slice(at, at + width)));
    at += width;
  }
  return peaks;
}

function placeOfRoot(size: bigint): { file?: string } {
  const [first] = partialTiles(size).reverse();
  return first === undefined ? {} : { file: tilePath(first) };
}
