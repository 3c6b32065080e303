import { expect, test } from "vitest";
import { EMPTY_ROOT, nodeHash } from "./hash";
import { inclusionRanges, proveInclusion, verifyInclusion } from "./inclusion";
import { NaiveTree, sampleLeaves } from "./testing/naive-tree";
import { withFlippedBit } from "./testing/random";
import { reasonOf } from "./testing/read";

const LEAVES = sampleLeaves(21);
const TREE = new NaiveTree(LEAVES);

async function claim(index: number, size: number) {
  const leaf = LEAVES[index] ?? EMPTY_ROOT;
  const path = await proveInclusion(BigInt(index), BigInt(size), TREE.read);
  return { index: BigInt(index), ...TREE.head(size), leaf, path };
}

test("one bit changed in the leaf, the root or any hash of the proof fails", {
  timeout: 60_000,
}, async () => {
  for (let size = 1; size <= 21; size += 1) {
    for (let index = 0; index < size; index += 1) {
      const good = await claim(index, size);
      expect(reasonOf(verifyInclusion(good))).toBe("holds");
      for (let at = 0; at < 32; at += 5) {
        const broken = [
          { ...good, leaf: withFlippedBit(good.leaf, at, at % 8) },
          { ...good, root: withFlippedBit(good.root, at, at % 8) },
          ...good.path.map((hash, place) => ({
            ...good,
            path: good.path.with(place, withFlippedBit(hash, at, at % 8)),
          })),
        ];
        expect(new Set(broken.map((wrong) => reasonOf(verifyInclusion(wrong))))).toEqual(
          new Set(["proof"]),
        );
      }
    }
  }
});

test("every other index fails", async () => {
  for (let size = 1; size <= 21; size += 1) {
    const good = await claim(Math.floor(size / 3), size);
    for (let other = 0n; other < 64n; other += 1n) {
      const verdict = verifyInclusion({ ...good, index: other });
      expect(verdict.ok).toBe(other === good.index);
    }
  }
});

test("a size that asks for another path fails; one that asks for the same path is told apart by its root alone", async () => {
  const good = await claim(4, 11);
  for (let other = 5n; other <= 64n; other += 1n) {
    const path = inclusionRanges(4n, other);
    const sides = (ranges: typeof path) => ranges.map(({ start }) => start > 4n).join();
    const asksTheSame = sides(path) === sides(inclusionRanges(4n, 11n));
    expect(verifyInclusion({ ...good, size: other }).ok).toBe(asksTheSame);
  }
});

test("a proof with a hash too many, too few or none fails", async () => {
  const good = await claim(6, 13);
  const extra = good.path[0] ?? EMPTY_ROOT;
  for (const path of [
    [...good.path, extra],
    [extra, ...good.path],
    good.path.slice(1),
    good.path.slice(0, -1),
    [],
  ]) {
    expect(verifyInclusion({ ...good, path })).toMatchObject({
      ok: false,
      reason: "proof",
      index: 6n,
    });
  }
});

test("an inner node does not pass for a leaf at its place one level down", async () => {
  const good = await claim(0, 8);
  const [sibling = EMPTY_ROOT, ...path] = good.path;
  const inner = nodeHash(good.leaf, sibling);
  expect(reasonOf(verifyInclusion({ ...good, leaf: inner, path }))).toBe("proof");
});

test("hashes cut elsewhere fail, although they join to the same bytes", async () => {
  const good = await claim(0, 2);
  const [sibling = EMPTY_ROOT] = good.path;
  const leaf = Uint8Array.of(...good.leaf, sibling[0] ?? 0);
  expect(reasonOf(verifyInclusion({ ...good, leaf, path: [sibling.slice(1)] }))).toBe("proof");
});

test("an index outside the tree fails, and is not proved", () => {
  const leaf = LEAVES[0] ?? EMPTY_ROOT;
  for (const [index, size] of [
    [0n, 0n],
    [1n, 1n],
    [-1n, 4n],
    [5n, 4n],
  ] as const) {
    expect(reasonOf(verifyInclusion({ index, size, leaf, root: leaf, path: [] }))).toBe("proof");
    expect(() => inclusionRanges(index, size)).toThrow("no index");
  }
});

test("a proof beyond 2^31 has the length and the sides of its index", async () => {
  const size = 2n ** 40n + 2n ** 33n;
  const path = inclusionRanges(2n ** 39n + 1n, size);
  expect(path).toHaveLength(41);
  expect(path[0]).toEqual({ start: 2n ** 39n, end: 2n ** 39n + 1n });
  expect(path.at(-1)).toEqual({ start: 2n ** 40n, end: size });
});

test("a proof beyond 2^31 holds where it was folded up, and at no neighbour", () => {
  const index = 2n ** 41n + 2n ** 32n + 5n;
  const size = 2n ** 42n;
  const path = sampleLeaves(42);
  const leaf = LEAVES[0] ?? EMPTY_ROOT;
  const root = path.reduce(
    (node, sibling, level) =>
      (index >> BigInt(level)) % 2n === 1n ? nodeHash(sibling, node) : nodeHash(node, sibling),
    leaf,
  );
  expect(reasonOf(verifyInclusion({ index, size, leaf, root, path }))).toBe("holds");
  for (const other of [index - 2n ** 32n, index - 2n ** 41n, index + 1n, index % 2n ** 32n]) {
    expect(reasonOf(verifyInclusion({ index: other, size, leaf, root, path }))).toBe("proof");
  }
});
