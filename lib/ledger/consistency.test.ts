import { expect, test } from "vitest";
import { consistencyRanges, proveConsistency, verifyConsistency } from "./consistency";
import { EMPTY_ROOT, nodeHash } from "./hash";
import { NaiveTree, sampleLeaves } from "./testing/naive-tree";
import { withFlippedBit } from "./testing/random";
import { reasonOf } from "./testing/read";

const LEAVES = sampleLeaves(40);
const TREE = new NaiveTree(LEAVES);
const head = (size: number) => TREE.head(size);
const proof = (older: number, newer: number, tree = TREE) =>
  proveConsistency(BigInt(older), BigInt(newer), tree.read);

test("one bit changed in either root or any hash of the proof fails", async () => {
  for (let newer = 1; newer <= 21; newer += 1) {
    for (let older = 1; older <= newer; older += 1) {
      const [old, fresh, path] = [head(older), head(newer), await proof(older, newer)];
      for (let at = 0; at < 32; at += 6) {
        const flip = (bytes: Uint8Array) => withFlippedBit(bytes, at, at % 8);
        const verdicts = [
          verifyConsistency({ ...old, root: flip(old.root) }, fresh, path),
          verifyConsistency(old, { ...fresh, root: flip(fresh.root) }, path),
          ...path.map((hash, place) => verifyConsistency(old, fresh, path.with(place, flip(hash)))),
        ];
        expect(verdicts.every((verdict) => !verdict.ok)).toBe(true);
      }
    }
  }
});

test("a rewritten history is a fork, whatever the sizes", async () => {
  for (let newer = 2; newer <= 40; newer += 1) {
    for (let older = 1; older < newer; older += 1) {
      const rewritten = new NaiveTree(LEAVES.with(older - 1, EMPTY_ROOT));
      const path = await proof(older, newer, rewritten);
      const verdict = verifyConsistency(head(older), rewritten.head(newer), path);
      expect(`${older} ${newer} ${reasonOf(verdict)}`).toBe(`${older} ${newer} fork`);
    }
  }
});

test("a broken proof is told from a fork wherever the old root is not its first hash", async () => {
  const path = await proof(6, 13);
  const broken = path.with(1, EMPTY_ROOT);
  expect(reasonOf(verifyConsistency(head(6), head(13), broken))).toBe("proof");
  const fromPower = await proof(8, 13);
  expect(reasonOf(verifyConsistency(head(8), head(13), fromPower.with(0, EMPTY_ROOT)))).toBe(
    "fork",
  );
});

test("two trees of one size with different roots are a fork, and need no proof", () => {
  expect(reasonOf(verifyConsistency(head(5), head(5), []))).toBe("holds");
  expect(reasonOf(verifyConsistency(head(5), { size: 5n, root: EMPTY_ROOT }, []))).toBe("fork");
  expect(reasonOf(verifyConsistency(head(5), head(5), [EMPTY_ROOT]))).toBe("proof");
});

test("from nothing, and from more to less, is no proof", () => {
  const nothing = { size: 0n, root: EMPTY_ROOT };
  expect(reasonOf(verifyConsistency(nothing, head(5), []))).toBe("proof");
  expect(reasonOf(verifyConsistency(nothing, nothing, []))).toBe("proof");
  expect(reasonOf(verifyConsistency(head(6), head(5), []))).toBe("proof");
  expect(() => consistencyRanges(0n, 5n)).toThrow("no proof from 0 to 5");
  expect(() => consistencyRanges(6n, 5n)).toThrow("no proof from 6 to 5");
});

test("a proof with a hash too many, too few or none fails", async () => {
  for (const [older, newer] of [
    [6, 13],
    [8, 13],
    [7, 8],
    [1, 2],
  ] as const) {
    const path = await proof(older, newer);
    for (const wrong of [[...path, EMPTY_ROOT], path.slice(0, -1), path.slice(1), []]) {
      expect(verifyConsistency(head(older), head(newer), wrong).ok).toBe(false);
    }
  }
});

test("something that is no hash fails", async () => {
  const path = (await proof(6, 13)).map((hash) => hash.slice(1));
  expect(reasonOf(verifyConsistency(head(6), head(13), path))).toBe("proof");
});

test("wrong sizes with the right roots fail unless the proof would be the same", async () => {
  const path = await proof(6, 13);
  for (let size = 1n; size <= 40n; size += 1n) {
    if (size !== 6n && size <= 13n) {
      expect(verifyConsistency({ ...head(6), size }, head(13), path).ok).toBe(false);
    }
  }
});

test("beyond 2^31 the proof starts with the old tree's smallest subtree and ends with its largest neighbour", () => {
  const older = 2n ** 40n + 2n ** 33n;
  const ranges = consistencyRanges(older, 2n ** 41n);
  expect(ranges[0]).toEqual({ start: 2n ** 40n, end: older });
  expect(ranges.at(-1)).toEqual({ start: 0n, end: 2n ** 40n });
  expect(ranges).toHaveLength(1 + 7 + 1);
});

test("beyond 2^31 a proof from a power of two holds, and its neighbours do not", () => {
  const [oldRoot = EMPTY_ROOT, right = EMPTY_ROOT] = LEAVES;
  const newer = { size: 2n ** 41n, root: nodeHash(oldRoot, right) };
  expect(reasonOf(verifyConsistency({ size: 2n ** 40n, root: oldRoot }, newer, [right]))).toBe(
    "holds",
  );
  expect(verifyConsistency({ size: 2n ** 39n, root: oldRoot }, newer, [right]).ok).toBe(false);
});
