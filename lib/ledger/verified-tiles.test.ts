import { describe, expect, test } from "vitest";
import { concatAll } from "./bytes";
import { EMPTY_ROOT } from "./hash";
import { NaiveTree, sampleLeaves } from "./testing/naive-tree";
import { withFlippedBit } from "./testing/random";
import { must, reasonOf } from "./testing/read";
import { type Tile, tilePath } from "./tile";
import { partialTiles, renderTile, tileHolding } from "./tile-tree";
import { VerifiedTiles } from "./verified-tiles";

type Files = Map<string, Uint8Array>;

function allTiles(size: bigint): Tile[] {
  const tiles: Tile[] = [];
  for (let level = 0; size >> BigInt(8 * level) > 0n; level += 1) {
    for (let slot = 0n; slot < size >> BigInt(8 * level); slot += 256n) {
      const tile = tileHolding(level, slot, size);
      if (tile !== null) tiles.push(tile);
    }
  }
  return tiles;
}

async function filesOf(tree: NaiveTree, size: bigint): Promise<Files> {
  const files: Files = new Map();
  for (const tile of allTiles(size))
    files.set(tilePath(tile), concatAll(await renderTile(tile, tree.read)));
  return files;
}

const sourceOf = (files: Files) => async (tile: Tile) => files.get(tilePath(tile)) ?? null;

/** Reads every tile and answers the files that fail, or the failure of the root. */
async function failures(tree: NaiveTree, files: Files): Promise<string[]> {
  const head = tree.head();
  const opened = await VerifiedTiles.open(head, sourceOf(files));
  if (!opened.ok) return [`${opened.reason} ${opened.file}`];
  const failed: string[] = [];
  for (const tile of allTiles(head.size)) {
    const read = await opened.value.hashesOf(tile);
    if (!read.ok && read.file === tilePath(tile)) failed.push(`${read.reason} ${read.file}`);
  }
  return failed;
}

const TREES = new Map(
  [1, 255, 256, 257, 300, 512].map((size) => [size, new NaiveTree(sampleLeaves(size))]),
);

describe.each([...TREES])("a tree of %i", (size, tree) => {
  test("has all its tiles accepted", async () => {
    expect(await failures(tree, await filesOf(tree, BigInt(size)))).toEqual([]);
  });

  test("notices a flip in the first, middle and last hash of every tile", async () => {
    const files = await filesOf(tree, BigInt(size));
    const partial = new Set(partialTiles(BigInt(size)).map(tilePath));
    for (const [file, bytes] of files) {
      for (const at of [0, Math.floor(bytes.length / 2), bytes.length - 1]) {
        const broken = await failures(tree, new Map(files).set(file, withFlippedBit(bytes, at)));
        const expected = partial.has(file) ? [...partial].at(-1) : file;
        expect(broken).toEqual([`tile ${expected}`]);
      }
    }
  });

  test("notices every tile that is missing, short or long", async () => {
    const files = await filesOf(tree, BigInt(size));
    for (const [file, bytes] of files) {
      const without = new Map(files);
      without.delete(file);
      expect(await failures(tree, without)).toEqual([`tile ${file}`]);
      expect(await failures(tree, new Map(files).set(file, bytes.slice(1)))).toEqual([
        `tile ${file}`,
      ]);
      expect(
        await failures(tree, new Map(files).set(file, concatAll([bytes, EMPTY_ROOT]))),
      ).toEqual([`tile ${file}`]);
    }
  });
});

test("an empty tree has no tiles and the empty root", async () => {
  const none = async () => null;
  expect(reasonOf(await VerifiedTiles.open({ size: 0n, root: EMPTY_ROOT }, none))).toBe("holds");
  expect(reasonOf(await VerifiedTiles.open({ size: 0n, root: new Uint8Array(32) }, none))).toBe(
    "tile",
  );
});

test("a tree of 65,537 has three levels, and a flip in the middle one is found below nobody's proof", {
  timeout: 60_000,
}, async () => {
  const tree = new NaiveTree(sampleLeaves(65_537));
  const files = await filesOf(tree, 65_537n);
  expect([...files.keys()].filter((file) => !file.startsWith("tile/0/"))).toEqual([
    "tile/1/000",
    "tile/2/000.p/1",
  ]);
  expect(await failures(tree, files)).toEqual([]);
  const middle = files.get("tile/1/000") ?? EMPTY_ROOT;
  expect(
    await failures(tree, new Map(files).set("tile/1/000", withFlippedBit(middle, 255 * 32))),
  ).toEqual(["tile tile/1/000"]);
  const last = files.get("tile/0/255") ?? EMPTY_ROOT;
  expect(
    await failures(tree, new Map(files).set("tile/0/255", withFlippedBit(last, 8191))),
  ).toEqual(["tile tile/0/255"]);
});

test("a tile is read again only when another of its level came between", async () => {
  const tree = must({ ok: true, value: TREES.get(512) ?? new NaiveTree([]) });
  const files = await filesOf(tree, 512n);
  let reads = 0;
  const opened = must(
    await VerifiedTiles.open(tree.head(), (tile) => {
      reads += 1;
      return sourceOf(files)(tile);
    }),
  );
  const [first, second] = allTiles(512n);
  if (!first || !second) return expect.fail("two tiles");
  for (const tile of [first, first, second, second, first]) await opened.hashesOf(tile);
  expect(reads).toBe(1 + 3);
});

test("a tile that the tree does not have is not read", async () => {
  const tree = new NaiveTree(sampleLeaves(10));
  const opened = must(await VerifiedTiles.open(tree.head(), sourceOf(await filesOf(tree, 10n))));
  expect(reasonOf(await opened.hashesOf({ level: 0, index: 0n, width: 256 }))).toBe("tile");
  expect(reasonOf(await opened.hashesOf({ level: 0, index: 0n, width: 9 }))).toBe("tile");
});
