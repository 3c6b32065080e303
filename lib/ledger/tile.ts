// ledger.md §3.5, Tiles: names and shapes of c2sp.org/tlog-tiles, Merkle Tree and Log entries.
import { parseDecimal } from "./decimal";
import { LedgerError } from "./ledger-error";

/** Hashes in a full tile. */
export const TILE_WIDTH = 256;

// 8 levels a tile and sizes below 2^53: level 6 holds at most 32 hashes, level 7 none.
const MAX_LEVEL = 6;

/** Hashes [index · 256, index · 256 + width) of the nodes at height 8 · level. A width below 256 is a partial tile. */
export type Tile = { readonly level: number; readonly index: bigint; readonly width: number };

/** What a name under `tile/` stands for: hashes, or the entries of the level-0 tile of that index. */
export type TileName = { readonly kind: "hashes" | "entries"; readonly tile: Tile };

/** `tile/<L>/<N>[.p/<W>]`. Errors: out_of_range. */
export function tilePath(tile: Tile): string {
  return `tile/${tile.level}/${placeOf(tile)}`;
}

/** `tile/entries/<N>[.p/<W>]`, the entries below a tile of level 0. Errors: out_of_range. */
export function entryBundlePath(tile: Tile): string {
  if (tile.level !== 0) throw new LedgerError("out_of_range", "entries lie below level 0 only");
  return `tile/entries/${placeOf(tile)}`;
}

/** "encoded into zero-padded 3-digit path elements. All but the last path element MUST begin with an x": x001/x234/067. */
function placeOf({ level, index, width }: Tile): string {
  const isTile =
    level >= 0 && level <= MAX_LEVEL && index >= 0n && width >= 1 && width <= TILE_WIDTH;
  if (!isTile) throw new LedgerError("out_of_range", `no tile: ${level}/${index}/${width}`);
  const digits = index.toString();
  const groups = digits.padStart(Math.ceil(digits.length / 3) * 3, "0").match(/.{3}/g) ?? [];
  const path = groups.map((group, at) => (at < groups.length - 1 ? `x${group}` : group)).join("/");
  return width === TILE_WIDTH ? path : `${path}.p/${width}`;
}

const TILE_NAME =
  /^tile\/(?<kind>entries|[0-9])\/(?<index>(?:x[0-9]{3}\/){0,6}[0-9]{3})(?:\.p\/(?<width>[0-9]{1,3}))?$/;

/** The tile a path names, or null. One tile has one path: what does not render back to itself is refused. */
export function parseTilePath(path: string): TileName | null {
  const { kind = "", index = "", width = "256" } = TILE_NAME.exec(path)?.groups ?? {};
  const place = parseDecimal(index.replaceAll(/[x/]/g, "").replace(/^0+(?=.)/, ""));
  if (place === null) return null;
  const isEntries = kind === "entries";
  const tile = { level: isEntries ? 0 : Number(kind), index: place, width: Number(width) };
  if (tile.level > MAX_LEVEL || tile.width < 1 || tile.width > TILE_WIDTH) return null;
  const rendered = isEntries ? entryBundlePath(tile) : tilePath(tile);
  return rendered === path ? { kind: isEntries ? "entries" : "hashes", tile } : null;
}
