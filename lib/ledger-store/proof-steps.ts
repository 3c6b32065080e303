// RFC 9162 §2.1.3.2, step by step, for people who want to see a proof lead to its root.
import { toHex } from "@/lib/ledger/bytes";
import { nodeHash } from "@/lib/ledger/hash";
import { inclusionRanges } from "@/lib/ledger/inclusion";

/** One step up the tree: the sibling that the proof gives, on which side it stands, what it covers, and what both hash to. Hashes as hex. */
export type ProofStep = {
  readonly sibling: string;
  readonly side: "left" | "right";
  /** The entries [start, end) below the sibling. */
  readonly start: bigint;
  readonly end: bigint;
  readonly node: string;
};

/** The steps of a proof that was verified before, from the leaf to the root. */
export function proofSteps(
  { index, size, leaf }: { index: bigint; size: bigint; leaf: Uint8Array },
  path: readonly Uint8Array[],
): ProofStep[] {
  let node = leaf;
  const ranges = inclusionRanges(index, size);
  return path.map((sibling, at) => {
    const { start = 0n, end = 0n } = ranges[at] ?? {};
    const side = end <= index ? "left" : "right";
    node = side === "left" ? nodeHash(sibling, node) : nodeHash(node, sibling);
    return { sibling: toHex(sibling), side, start, end, node: toHex(node) };
  });
}
