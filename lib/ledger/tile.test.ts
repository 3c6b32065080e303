import { expect, test } from "vitest";
import { concat, utf8 } from "./bytes";
import { proveConsistency } from "./consistency";
import { decodeEntryBundle, encodeEntryBundle } from "./entry-bundle";
import { proveInclusion } from "./inclusion";
import { NaiveTree, sampleLeaves } from "./testing/naive-tree";
import { seededRandom } from "./testing/random";
import { must, reasonOf } from "./testing/read";
import { entryBundlePath, parseTilePath, type Tile, tilePath } from "./tile";
import { nodesFromTiles, partialTiles, renderTile, slotAbove, tileHolding } from "./tile-tree";

const full = (level: number, index: bigint): Tile => ({ level, index, width: 256 });

test.each([
  [full(0, 0n), "tile/0/000"],
  [full(0, 999n), "tile/0/999"],
  [full(0, 1000n), "tile/0/x001/000"],
  [full(3, 1234067n), "tile/3/x001/x234/067"], // the example of c2sp.org/tlog-tiles
  [{ level: 1, index: 5n, width: 1 }, "tile/1/005.p/1"],
  [{ level: 0, index: 1234067n, width: 255 }, "tile/0/x001/x234/067.p/255"],
  [full(0, 2n ** 45n - 1n), "tile/0/x035/x184/x372/x088/831"],
])("%o lies at %s", (tile, path) => {
  expect(tilePath(tile)).toBe(path);
  expect(parseTilePath(path)).toEqual({ kind: "hashes", tile });
});

test("entries lie beside the tiles of level 0", () => {
  expect(entryBundlePath({ level: 0, index: 273n, width: 112 })).toBe("tile/entries/273.p/112");
  expect(parseTilePath("tile/entries/x001/000")).toEqual({ kind: "entries", tile: full(0, 1000n) });
  expect(() => entryBundlePath(full(1, 0n))).toThrow("below level 0 only");
});

test.each([
  "tile/0",
  "tile/0/",
  "tile/0/0",
  "tile/0/0000",
  "tile/0/x000/001",
  "tile/0/x001",
  "tile/0/001/002",
  "tile/00/001",
  "tile/7/000",
  "tile/64/000",
  "tile/-1/000",
  "tile/0/000.p/0",
  "tile/0/000.p/256",
  "tile/0/000.p/01",
  "tile/0/000.p/",
  "tile/0/000.p/1/2",
  "/tile/0/000",
  "tile/0/000/",
  "tile/entries/0",
  "tile/entry/000",
  "tile/0/../000",
  "tile/0/abc",
  "tile/0/x999/x999/x999/x999/x999/x999/999",
  "",
])("%s is no tile", (path) => {
  expect(parseTilePath(path)).toBeNull();
});

test("what is no tile has no path", () => {
  for (const tile of [
    full(-1, 0n),
    full(7, 0n),
    full(0, -1n),
    { ...full(0, 0n), width: 0 },
    { ...full(0, 0n), width: 257 },
  ]) {
    expect(() => tilePath(tile)).toThrow("no tile");
  }
});

// c2sp.org/tlog-tiles, Partial Tiles: the trees of 70,000 and of 256.
test("the published tree of 70,000 has its published partial tiles", () => {
  expect(partialTiles(70_000n)).toEqual([
    { level: 0, index: 273n, width: 112 },
    { level: 1, index: 1n, width: 17 },
    { level: 2, index: 0n, width: 1 },
  ]);
  expect(partialTiles(256n)).toEqual([{ level: 1, index: 0n, width: 1 }]);
  expect(partialTiles(0n)).toEqual([]);
});

test("beyond 2^31 each level keeps its own partial tile", () => {
  const size = 2n ** 48n + 3n * 2n ** 40n + 2n ** 33n + 7n;
  expect(partialTiles(size)).toEqual([
    { level: 0, index: size / 256n, width: 7 },
    { level: 4, index: 259n * 256n ** 0n, width: 2 },
    { level: 5, index: 1n, width: 3 },
    { level: 6, index: 0n, width: 1 },
  ]);
  expect(tileHolding(0, 2n ** 40n, size)).toEqual(full(0, 2n ** 32n));
  expect(tileHolding(0, size, size)).toBeNull();
  expect(tileHolding(0, size - 1n, size)).toMatchObject({ width: 7 });
});

test("a full tile stands in a slot of the tile above, a partial one nowhere", () => {
  expect(slotAbove(full(0, 272n), 70_000n)).toEqual({
    above: { level: 1, index: 1n, width: 17 },
    slot: 16,
  });
  expect(slotAbove(full(0, 5n), 70_000n)).toEqual({ above: full(1, 0n), slot: 5 });
  expect(slotAbove({ level: 0, index: 273n, width: 112 }, 70_000n)).toBeNull();
});

test("proofs made through tiles are those made from the leaves", async () => {
  const tree = new NaiveTree(sampleLeaves(1300));
  const random = seededRandom(256);
  for (const size of [1, 255, 256, 257, 300, 512, 1299]) {
    const read = nodesFromTiles(BigInt(size), (tile) => renderTile(tile, tree.read));
    for (let round = 0; round < 6; round += 1) {
      const at = random.below(size);
      expect(await proveInclusion(BigInt(at), BigInt(size), read)).toEqual(tree.path(at, size));
      expect(await proveConsistency(BigInt(at + 1), BigInt(size), read)).toEqual(
        tree.proof(at + 1, size),
      );
    }
  }
});

test("a node beyond the tree, or a tile too short for its node, is an error with a place", async () => {
  const tree = new NaiveTree(sampleLeaves(300));
  const read = nodesFromTiles(300n, (tile) => renderTile(tile, tree.read));
  await expect(read({ level: 0, index: 300n })).rejects.toThrow("no node 0/300 at 300");
  await expect(read({ level: 3, index: 37n })).rejects.toThrow("no node 3/37 at 300");
  const short = nodesFromTiles(300n, async () => []);
  await expect(short({ level: 0, index: 5n })).rejects.toThrow("tile/0/000 lacks node 0/5");
});

test("an entry bundle holds length and bytes of each entry", () => {
  const entries = [utf8("a"), utf8("bc"), new Uint8Array(65_535).fill(7)];
  const bundle = encodeEntryBundle(entries);
  expect(bundle.subarray(0, 7)).toEqual(Uint8Array.of(0, 1, 0x61, 0, 2, 0x62, 0x63));
  expect(must(decodeEntryBundle(bundle, 3))).toEqual(entries);
  expect(() => encodeEntryBundle([new Uint8Array(65_536)])).toThrow("65536 bytes");
});

test("an entry bundle with a byte too many, too few, or another number of entries is refused", () => {
  const bundle = encodeEntryBundle([utf8("a"), utf8("bc")]);
  for (const broken of [
    concat(bundle, utf8("x")),
    bundle.slice(0, -1),
    bundle.slice(0, 4),
    concat(bundle, Uint8Array.of(0, 9)),
  ]) {
    expect(reasonOf(decodeEntryBundle(broken, 2))).toBe("framing");
  }
  expect(reasonOf(decodeEntryBundle(bundle, 3))).toBe("framing");
});
