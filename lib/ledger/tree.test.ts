import { expect, test } from "vitest";
import { fromHex, toHex } from "./bytes";
import { proveConsistency, verifyConsistency } from "./consistency";
import { Frontier, rootOfLeaves } from "./frontier";
import { EMPTY_ROOT, leafHash } from "./hash";
import { proveInclusion, verifyInclusion } from "./inclusion";
import { NaiveTree, sampleLeaves } from "./testing/naive-tree";
import { seededRandom } from "./testing/random";
import { reasonOf } from "./testing/read";
import { bitLength, nodesOf, splitPoint, subtreeRoot, trailingZeros } from "./tree";

// The inputs, roots and proofs published with the Certificate Transparency reference implementation.
const INPUTS = [
  "",
  "00",
  "10",
  "2021",
  "3031",
  "40414243",
  "5051525354555657",
  "606162636465666768696a6b6c6d6e6f",
];
const ROOTS = [
  "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
  "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
  "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
  "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
  "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
  "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
  "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
  "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
  "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
];
const NODE = {
  leaf0: "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
  leaf1: "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
  leaf4: "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
  leaves01: "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
  leaves23: "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
  leaves45: "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
  leaves67: "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
  leaves0to3: "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
  leaves4to7: "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
};
const bytes = (hex: string) => fromHex(hex) ?? new Uint8Array();
const published = INPUTS.map((input) => leafHash(bytes(input)));
const root = (size: number) => bytes(ROOTS[size] ?? "");
const hex = (path: readonly Uint8Array[]) => path.map(toHex).join(" ");

test.each(ROOTS.map((_, size) => size))(
  "the tree of %i published leaves has its published root",
  (size) => {
    expect(toHex(rootOfLeaves(published.slice(0, size)))).toBe(ROOTS[size]);
  },
);

test.each([
  [0, 1, []],
  [0, 2, [NODE.leaf1]],
  [1, 2, [NODE.leaf0]],
  [2, 3, [NODE.leaves01]],
  [1, 5, [NODE.leaf0, NODE.leaves23, NODE.leaf4]],
  [0, 8, [NODE.leaf1, NODE.leaves23, NODE.leaves4to7]],
  [5, 8, [NODE.leaf4, NODE.leaves67, NODE.leaves0to3]],
])("the inclusion proof of index %i in size %i is the published one", async (index, size, path) => {
  const { read } = new NaiveTree(published);
  const proof = await proveInclusion(BigInt(index), BigInt(size), read);
  expect(proof.map(toHex)).toEqual(path);
});

test.each([
  [1, 1, []],
  [1, 8, [NODE.leaf1, NODE.leaves23, NODE.leaves4to7]],
  [2, 5, [NODE.leaves23, NODE.leaf4]],
  [6, 8, [NODE.leaves45, NODE.leaves67, NODE.leaves0to3]],
])("the consistency proof from %i to %i is the published one", async (older, newer, path) => {
  const proof = await proveConsistency(BigInt(older), BigInt(newer), new NaiveTree(published).read);
  expect(proof.map(toHex)).toEqual(path);
  const heads = [
    { size: BigInt(older), root: root(older) },
    { size: BigInt(newer), root: root(newer) },
  ] as const;
  expect(reasonOf(verifyConsistency(...heads, proof))).toBe("holds");
});

const LEAVES = sampleLeaves(300);
const TREE = new NaiveTree(LEAVES);

test("for all sizes to 300 the frontier has the root of the RFC's recursion", () => {
  const frontier = Frontier.empty();
  for (let size = 0; size <= 300; size += 1) {
    expect(frontier.size).toBe(BigInt(size));
    expect(frontier.root()).toEqual(TREE.root(size));
    const restored = Frontier.fromBytes(frontier.size, frontier.toBytes());
    expect(restored?.root()).toEqual(TREE.root(size));
    const leaf = LEAVES[size];
    if (leaf) frontier.append(leaf);
  }
});

test("for all sizes to 300 each inclusion proof is that of the RFC's recursion, and holds", {
  timeout: 60_000,
}, async () => {
  for (let size = 1; size <= 300; size += 1) {
    const head = TREE.head(size);
    for (const [at, leaf] of LEAVES.slice(0, size).entries()) {
      const index = BigInt(at);
      const path = await proveInclusion(index, head.size, TREE.read);
      const verdict = verifyInclusion({ index, ...head, leaf, path });
      if (!verdict.ok || hex(path) !== hex(TREE.path(at, size))) expect.fail(`${at} of ${size}`);
    }
  }
});

test("for all pairs of sizes to 300 each consistency proof is that of the RFC's recursion, and holds", {
  timeout: 60_000,
}, async () => {
  for (let newer = 1; newer <= 300; newer += 1) {
    for (let older = 1; older <= newer; older += 1) {
      const path = await proveConsistency(BigInt(older), BigInt(newer), TREE.read);
      const verdict = verifyConsistency(TREE.head(older), TREE.head(newer), path);
      if (!verdict.ok || hex(path) !== hex(TREE.proof(older, newer)))
        expect.fail(`${older} to ${newer}`);
    }
  }
});

test("random sizes to 5,000 agree too", { timeout: 60_000 }, async () => {
  const random = seededRandom(5000);
  const tree = new NaiveTree(sampleLeaves(5000));
  for (let round = 0; round < 100; round += 1) {
    const size = 301 + random.below(4700);
    const head = tree.head(size);
    expect(rootOfLeaves(tree.leaves.slice(0, size))).toEqual(head.root);
    const at = random.below(size);
    const leaf = tree.leaves[at] ?? EMPTY_ROOT;
    const path = await proveInclusion(BigInt(at), head.size, tree.read);
    expect(hex(path)).toBe(hex(tree.path(at, size)));
    expect(reasonOf(verifyInclusion({ index: BigInt(at), ...head, leaf, path }))).toBe("holds");
    const older = 1 + random.below(size);
    const proof = await proveConsistency(BigInt(older), head.size, tree.read);
    expect(hex(proof)).toBe(hex(tree.proof(older, size)));
    expect(reasonOf(verifyConsistency(tree.head(older), head, proof))).toBe("holds");
  }
});

test("a subtree's root is that of its leaves, also at the right edge", async () => {
  for (const [start, end] of [
    [0, 0],
    [0, 1],
    [0, 300],
    [256, 300],
    [288, 299],
    [296, 297],
    [64, 128],
  ] as const) {
    const range = { start: BigInt(start), end: BigInt(end) };
    expect(await subtreeRoot(range, TREE.read)).toEqual(TREE.root(end, start));
  }
  expect(() => nodesOf({ start: 1n, end: 3n })).toThrow("is no subtree");
});

test("the shape of trees beyond 2^31 and 2^32 is computed without losing a bit", () => {
  expect(splitPoint(2n ** 40n + 1n)).toBe(2n ** 40n);
  expect(splitPoint(2n ** 40n)).toBe(2n ** 39n);
  expect(splitPoint(2n)).toBe(1n);
  expect([bitLength(0n), bitLength(1n), bitLength(2n ** 52n)]).toEqual([0, 1, 53]);
  expect([trailingZeros(1n), trailingZeros(3n * 2n ** 45n)]).toEqual([0, 45]);
  expect(nodesOf({ start: 2n ** 40n, end: 2n ** 40n + 5n })).toEqual([
    { level: 2, index: 2n ** 38n },
    { level: 0, index: 2n ** 40n + 4n },
  ]);
});

test("a frontier whose hashes do not fit its size is refused", () => {
  const frontier = Frontier.empty();
  for (const leaf of LEAVES.slice(0, 5)) frontier.append(leaf);
  expect(Frontier.fromBytes(7n, frontier.toBytes())).toBeNull();
  expect(Frontier.fromBytes(5n, frontier.toBytes().slice(1))).toBeNull();
  expect(Frontier.fromBytes(-5n, frontier.toBytes())).toBeNull();
});

test("a frontier restored beyond 2^40 goes on growing, and its copy on its own", () => {
  const peaks = Frontier.fromBytes(2n ** 40n, LEAVES[0] ?? EMPTY_ROOT);
  const copy = peaks?.copy();
  peaks?.append(LEAVES[1] ?? EMPTY_ROOT);
  expect(peaks?.root()).toEqual(TREE.root(2));
  expect([peaks?.size, copy?.size]).toEqual([2n ** 40n + 1n, 2n ** 40n]);
  expect(copy?.root()).toEqual(LEAVES[0]);
});
