import { expect, test } from "vitest";
import {
  bundleTiles,
  consistencyName,
  entryBundleName,
  isBundleTile,
  olderCheckpointName,
  parseBundleName,
  tileName,
  tokenName,
  witnessedRange,
} from "./bundle-layout";
import { seededRandom } from "./testing/random";
import { type Tile, tilePath } from "./tile";
import { partialTiles, slotAbove, tileHolding } from "./tile-tree";

const range = (start: number | bigint, end: number | bigint) => ({
  start: BigInt(start),
  end: BigInt(end),
});
const tilesOf = (start: number, end: number, size: number) =>
  [...bundleTiles(range(start, end), BigInt(size))].map(tilePath);

test.each([
  ["README.txt", { kind: "aside" }],
  ["verify.html", { kind: "aside" }],
  ["manifest.json", { kind: "manifest" }],
  ["entries.ndjson", { kind: "entries" }],
  ["log/checkpoint", { kind: "checkpoint" }],
  [
    tileName({ level: 1, index: 0n, width: 2 }),
    { kind: "tile", tile: { level: 1, index: 0n, width: 2 } },
  ],
  [
    entryBundleName({ level: 0, index: 0n, width: 256 }),
    { kind: "entry-bundle", tile: { level: 0, index: 0n, width: 256 } },
  ],
  [consistencyName(3n, 2n ** 40n), { kind: "consistency", older: 3n, newer: 2n ** 40n }],
  [olderCheckpointName(7n), { kind: "older-checkpoint", size: 7n }],
  [tokenName(7n), { kind: "token", size: 7n }],
  ["proofs/0.tlog-proof", { kind: "proof", index: 0n }],
  ["certificates/12.tlog-proof", { kind: "certificate", index: 12n }],
])("%s is known", (name, file) => {
  expect(parseBundleName(name)).toEqual(file);
});

test.each([
  "",
  "readme.txt",
  "log/",
  "log/tile/0/0",
  "log/README.txt",
  "tile/0/000",
  "entries.ndjson/",
  "consistency/3",
  "consistency/03-4",
  "consistency/3-4-5",
  "checkpoints/7",
  "checkpoints/00000000000000000007.txt",
  "proofs/01.tlog-proof",
  "proofs/a.tlog-proof",
  "proofs/1",
  "certificates/",
  "../manifest.json",
  "verify.js",
])("%j is no file of a bundle", (name) => {
  expect(parseBundleName(name)).toBeNull();
});

test("the boundary witnesses reach as far as the tree", () => {
  expect(witnessedRange(range(0, 5), 5n)).toEqual(range(0, 5));
  expect(witnessedRange(range(1, 4), 5n)).toEqual(range(0, 5));
  expect(witnessedRange(range(3, 3), 5n)).toEqual(range(2, 4));
  expect(witnessedRange(range(0, 0), 0n)).toEqual(range(0, 0));
});

test("a range needs its tiles, their ancestors, and all partial tiles", () => {
  expect(tilesOf(300, 310, 70_000)).toEqual([
    "tile/0/001",
    "tile/0/273.p/112",
    "tile/1/000",
    "tile/1/001.p/17",
    "tile/2/000.p/1",
  ]);
  expect(tilesOf(256, 512, 600)).toEqual([
    "tile/0/000",
    "tile/0/001",
    "tile/0/002.p/88",
    "tile/1/000.p/2",
  ]);
  expect(tilesOf(257, 511, 600)).toEqual(["tile/0/001", "tile/0/002.p/88", "tile/1/000.p/2"]);
  expect(tilesOf(0, 256, 256)).toEqual(["tile/0/000", "tile/1/000.p/1"]);
  expect(tilesOf(0, 0, 0)).toEqual([]);
});

test("the tiles that are listed are those that are allowed, each once, with its ancestors", () => {
  const random = seededRandom(12);
  for (let round = 0; round < 150; round += 1) {
    const size = 1 + random.below(140_000);
    const start = random.below(size + 1);
    const end = start + random.below(size - start + 1);
    const listed = tilesOf(start, end, size);
    const allowed = allTiles(BigInt(size)).filter((tile) =>
      isBundleTile(tile, range(start, end), BigInt(size)),
    );
    expect(listed.toSorted()).toEqual(allowed.map(tilePath).sort());
    const above = allowed.flatMap((tile) => slotAbove(tile, BigInt(size))?.above ?? []);
    expect(listed).toEqual(
      expect.arrayContaining([...above, ...partialTiles(BigInt(size))].map(tilePath)),
    );
  }
});

function allTiles(size: bigint): Tile[] {
  return [0, 1, 2].flatMap((level) => {
    const count = Math.ceil(Number(size >> BigInt(8 * level)) / 256);
    return Array.from({ length: count }, (_, at) =>
      tileHolding(level, BigInt(at) * 256n, size),
    ).filter((tile) => tile !== null);
  });
}

test("beyond 2^40 a small range across the largest border needs two tiles a level, up to the one that holds both sides", () => {
  const size = 2n ** 40n + 12_345n;
  const tiles = [...bundleTiles(range(2n ** 39n, 2n ** 39n + 10n), size)];
  expect(tiles).toHaveLength(4 * 2 + 1 + partialTiles(size).length);
  for (const tile of tiles)
    expect(isBundleTile(tile, range(2n ** 39n, 2n ** 39n + 10n), size)).toBe(true);
});
