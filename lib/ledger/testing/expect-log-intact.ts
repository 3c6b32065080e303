import { expect } from "vitest";
import { readStretch } from "../batch";
import { openCheckpoint } from "../checkpoint";
import { proveConsistency, verifyConsistency } from "../consistency";
import { rootOfLeaves } from "../frontier";
import { proveInclusion, verifyInclusion } from "../inclusion";
import type { VerifierKey } from "../vkey";
import { NaiveTree } from "./naive-tree";
import { must, reasonOf } from "./read";

/** A whole log as it stands in its store: lines in order, and every checkpoint that was ever written. */
export type LogContent = {
  readonly origin: string;
  readonly lines: readonly Uint8Array[];
  readonly checkpoints: readonly Uint8Array[];
  readonly trusted: readonly VerifierKey[];
};

/**
 * House rule 35: after every step, verify everything: lines are dense, ordered and of this log; no key comes twice from one
 * source; each checkpoint opens, has the root of its lines, continues the one before; and the last entry is proved to stand in it.
 */
export async function expectLogIntact({
  origin,
  lines,
  checkpoints,
  trusted,
}: LogContent): Promise<void> {
  const stretch =
    lines.length === 0 ? null : must(readStretch(lines, { origin, start: 0n, notBefore: null }));
  const keys = (stretch?.entries ?? []).map(({ body }) => `${body?.src.id} ${body?.key}`);
  expect(new Set(keys).size).toBe(keys.length);
  const tree = new NaiveTree(stretch?.leaves ?? []);
  expect(rootOfLeaves(tree.leaves)).toEqual(tree.root());
  const heads = checkpoints.map((note) => must(openCheckpoint(note, trusted)));
  for (const [at, head] of heads.entries()) {
    expect(head).toMatchObject({ origin, root: tree.root(Number(head.size)) });
    const leaf = tree.leaves[Number(head.size) - 1];
    if (leaf === undefined) continue;
    const index = head.size - 1n;
    const path = await proveInclusion(index, head.size, tree.read);
    expect(reasonOf(verifyInclusion({ index, size: head.size, leaf, root: head.root, path }))).toBe(
      "holds",
    );
    const before = heads[at - 1];
    if (before === undefined || before.size === 0n) continue;
    const proof = await proveConsistency(before.size, head.size, tree.read);
    expect(reasonOf(verifyConsistency(before, head, proof))).toBe("holds");
  }
}
