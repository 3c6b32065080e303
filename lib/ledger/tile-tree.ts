// ledger.md §3.5, Tiles: which tiles a tree has, and which hash stands where in them; c2sp.org/tlog-tiles, Merkle Tree.
import { rootOfLeaves } from "./frontier";
import { LedgerError } from "./ledger-error";
import { TILE_WIDTH, type Tile, tilePath } from "./tile";
import type { Node, NodeReader } from "./tree";

/** Levels of the tree that one tile spans: 2^8 = 256. */
const TILE_HEIGHT = 8;
const WIDTH = BigInt(TILE_WIDTH);

/** The tile of a tree of `size` that holds hash `slot` of a tile level; null where the tree has no such hash. */
export function tileHolding(level: number, slot: bigint, size: bigint): Tile | null {
  const hashes = hashesAt(level, size);
  if (slot < 0n || slot >= hashes) return null;
  const index = slot / WIDTH;
  const rest = hashes - index * WIDTH;
  return { level, index, width: rest < WIDTH ? Number(rest) : TILE_WIDTH };
}

/**
 * The partial tiles of a tree, level 0 first: "floor(s / 256**l) mod 256" hashes each, empty ones left out. Every peak of
 * the tree lies in one of them, so together they fold to its root.
 */
export function partialTiles(size: bigint): Tile[] {
  const tiles: Tile[] = [];
  for (let level = 0; hashesAt(level, size) > 0n; level += 1) {
    const index = hashesAt(level, size) / WIDTH;
    const width = Number(hashesAt(level, size) % WIDTH);
    if (width > 0) tiles.push({ level, index, width });
  }
  return tiles;
}

/** Where the root of a full tile stands, one level up. Null for a partial one, which "MUST NOT be hashed into a tile at the level above". */
export function slotAbove(tile: Tile, size: bigint): { above: Tile; slot: number } | null {
  if (tile.width < TILE_WIDTH) return null;
  const above = tileHolding(tile.level + 1, tile.index, size);
  return above === null ? null : { above, slot: Number(tile.index % WIDTH) };
}

/** How many full hashes a tile level has: one per 256^level leaves. */
function hashesAt(level: number, size: bigint): bigint {
  return size >> BigInt(TILE_HEIGHT * level);
}

/** The hashes of a tile, from the nodes of the tree: how a tile is rendered. Errors: what `read` throws. */
export async function renderTile(tile: Tile, read: NodeReader): Promise<Uint8Array[]> {
  const level = tile.level * TILE_HEIGHT;
  const first = tile.index * WIDTH;
  const nodes = Array.from({ length: tile.width }, (_, at) => ({
    level,
    index: first + BigInt(at),
  }));
  return await Promise.all(nodes.map(read));
}

/** Reads nodes of a tree of `size` through its tiles: a NodeReader for proofs. Errors: out_of_range, and what `tileOf` throws. */
export function nodesFromTiles(
  size: bigint,
  hashesOf: (tile: Tile) => Promise<readonly Uint8Array[]>,
): NodeReader {
  return async (node) => {
    const level = Math.floor(node.level / TILE_HEIGHT);
    const leaves = 1n << BigInt(node.level % TILE_HEIGHT);
    const tile = tileHolding(level, (node.index + 1n) * leaves - 1n, size);
    if (tile === null) throw new LedgerError("out_of_range", `no node ${placeOf(node)} at ${size}`);
    const from = Number((node.index * leaves) % WIDTH);
    const hashes = (await hashesOf(tile)).slice(from, from + Number(leaves));
    if (hashes.length < Number(leaves)) {
      throw new LedgerError("out_of_range", `${tilePath(tile)} lacks node ${placeOf(node)}`);
    }
    return rootOfLeaves(hashes);
  };
}

function placeOf({ level, index }: Node): string {
  return `${level}/${index}`;
}
