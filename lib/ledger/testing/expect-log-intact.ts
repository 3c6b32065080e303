import { readStretch } from "../batch";
import { equalBytes } from "../bytes";
import { openCheckpoint } from "../checkpoint";
import { proveConsistency, verifyConsistency } from "../consistency";
import { rootOfLeaves } from "../frontier";
import { proveInclusion, verifyInclusion } from "../inclusion";
import type { VerifierKey } from "../vkey";
import { NaiveTree } from "./naive-tree";
import { must } from "./read";

/** A whole log as it stands in its store: lines in order, and every checkpoint that was ever written. */
export type LogContent = {
  readonly origin: string;
  readonly lines: readonly Uint8Array[];
  readonly checkpoints: readonly Uint8Array[];
  readonly trusted: readonly VerifierKey[];
};

/**
 * House rule 35: after every step, verify everything: lines are dense, ordered and of this log; no key comes twice from one
 * source; each checkpoint opens, has the root of its lines, continues the one before; and the last entry is proved to stand
 * in it. Throws what does not hold, as it is asked outside the tests as well (`npm run chaos`).
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
  assert(new Set(keys).size === keys.length, "a key comes twice");
  const tree = new NaiveTree(stretch?.leaves ?? []);
  assert(equalBytes(rootOfLeaves(tree.leaves), tree.root()), "two roots of one tree");
  const heads = checkpoints.map((note) => must(openCheckpoint(note, trusted)));
  for (const [at, head] of heads.entries()) {
    const { size, root } = head;
    const stands = head.origin === origin && size <= BigInt(tree.leaves.length);
    assert(stands && equalBytes(root, tree.root(Number(size))), `checkpoint ${size} does not fit`);
    const leaf = tree.leaves[Number(size) - 1];
    if (leaf === undefined) continue;
    const index = size - 1n;
    const path = await proveInclusion(index, size, tree.read);
    assert(verifyInclusion({ index, size, leaf, root, path }).ok, `entry ${index} has no place`);
    const before = heads[at - 1];
    if (before === undefined || before.size === 0n) continue;
    const proof = await proveConsistency(before.size, size, tree.read);
    assert(verifyConsistency(before, head, proof).ok, `${size} does not continue ${before.size}`);
  }
}

function assert(holds: boolean, otherwise: string): void {
  if (!holds) throw new Error(`the log is not intact: ${otherwise}`);
}
