// ledger.md §12: which files a bundle has, and which tiles its range needs.
import { n20, parseDecimal, parseN20 } from "./decimal";
import { entryBundlePath, parseTilePath, TILE_WIDTH, type Tile, tilePath } from "./tile";
import { partialTiles, tileHolding } from "./tile-tree";
import type { Range } from "./tree";

export const README = "README.txt";
export const MANIFEST = "manifest.json";
export const POLICY = "policy.txt";
export const ENTRIES = "entries.ndjson";
export const CHECKPOINT = "log/checkpoint";
const LOG = "log/";

/** Files without a place in the argument: for people, and to verify with. Only their hash is looked at. */
export const ASIDE_FILES = [README, POLICY, "verify.mjs", "verify.html"] as const;

/** What a file of a bundle is. */
export type BundleFile =
  | { readonly kind: "manifest" | "checkpoint" | "entries" | "aside" }
  | { readonly kind: "tile" | "entry-bundle"; readonly tile: Tile }
  | { readonly kind: "consistency"; readonly older: bigint; readonly newer: bigint }
  | { readonly kind: "older-checkpoint" | "token"; readonly size: bigint }
  | { readonly kind: "proof" | "certificate"; readonly index: bigint };

const NUMBERED = /^(?<folder>proofs|certificates)\/(?<index>[0-9]+)\.tlog-proof$/;
const OLDER = /^checkpoints\/(?<size>[0-9]{20})(?<token>\.tsr)?$/;
const CONSISTENCY = /^consistency\/(?<older>[0-9]+)-(?<newer>[0-9]+)$/;

/** What a name stands for, or null where the layout has no such file. */
export function parseBundleName(name: string): BundleFile | null {
  if (name === MANIFEST) return { kind: "manifest" };
  if (name === CHECKPOINT) return { kind: "checkpoint" };
  if (name === ENTRIES) return { kind: "entries" };
  if (ASIDE_FILES.some((aside) => aside === name)) return { kind: "aside" };
  return name.startsWith(LOG) ? tileFile(name.slice(LOG.length)) : numberedFile(name);
}

function tileFile(path: string): BundleFile | null {
  const named = parseTilePath(path);
  if (named === null) return null;
  return { kind: named.kind === "entries" ? "entry-bundle" : "tile", tile: named.tile };
}

function numberedFile(name: string): BundleFile | null {
  const { folder, index = "" } = NUMBERED.exec(name)?.groups ?? {};
  const at = parseDecimal(index);
  if (at !== null) return { kind: folder === "proofs" ? "proof" : "certificate", index: at };
  const { size: digits = "", token } = OLDER.exec(name)?.groups ?? {};
  const size = parseN20(digits);
  if (size !== null) return { kind: token === undefined ? "older-checkpoint" : "token", size };
  const { older: from = "", newer: to = "" } = CONSISTENCY.exec(name)?.groups ?? {};
  const [older, newer] = [parseDecimal(from), parseDecimal(to)];
  return older === null || newer === null ? null : { kind: "consistency", older, newer };
}

/** `log/tile/<L>/<N>[.p/<W>]` */
export function tileName(tile: Tile): string {
  return `${LOG}${tilePath(tile)}`;
}

/** `log/tile/entries/<N>[.p/<W>]` */
export function entryBundleName(tile: Tile): string {
  return `${LOG}${entryBundlePath(tile)}`;
}

/** `consistency/<m>-<n>` */
export function consistencyName(older: bigint, newer: bigint): string {
  return `consistency/${older}-${newer}`;
}

/** `checkpoints/N20(m)` */
export function olderCheckpointName(size: bigint): string {
  return `checkpoints/${n20(size)}`;
}

/** `checkpoints/N20(m).tsr` */
export function tokenName(size: bigint): string {
  return `${olderCheckpointName(size)}.tsr`;
}

/** The range with its boundary witnesses, [a−1, b+1), as far as the tree reaches. */
export function witnessedRange({ start, end }: Range, size: bigint): Range {
  return { start: start > 0n ? start - 1n : 0n, end: end < size ? end + 1n : size };
}

/** "every non-empty partial tile of the tree; every level-0 tile that overlaps [a−1, b+1), and its ancestors", by level and index. */
export function* bundleTiles(range: Range, size: bigint): Generator<Tile> {
  const partial = partialTiles(size);
  let { start, end } = witnessedRange(range, size); // hashes of the level at hand
  for (let level = 0; level === 0 || partial.some((tile) => tile.level >= level); level += 1) {
    for (let slot = start - (start % 256n); slot < end; slot += 256n) {
      const tile = tileHolding(level, slot, size);
      if (tile?.width === TILE_WIDTH) yield tile;
    }
    const rest = partial.find((tile) => tile.level === level);
    if (rest !== undefined) yield rest;
    [start, end] = [start / 256n, (end + 255n) / 256n];
  }
}

/** Whether a bundle over this range of this tree has this tile. */
export function isBundleTile(tile: Tile, range: Range, size: bigint): boolean {
  const first = (tile.index * 256n) << BigInt(8 * tile.level);
  const held = tileHolding(tile.level, tile.index * 256n, size);
  if (held?.width !== tile.width) return false;
  const { start, end } = witnessedRange(range, size);
  const leaves = 256n << BigInt(8 * tile.level);
  return tile.width < TILE_WIDTH || (first < end && first + leaves > start);
}

/** Whether a bundle covers all entries of its tree, so that it is a complete tlog-tiles tree with `tile/entries`. */
export function isWholeLog({ start, end }: Range, size: bigint): boolean {
  return start === 0n && end === size;
}
