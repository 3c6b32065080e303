// ledger.md §3.5, Inclusion: RFC 9162 §2.1.3: this leaf stands at this index of the tree with this root.

import { equalBytes } from "./bytes";
import { isHash, nodeHash } from "./hash";
import { LedgerError } from "./ledger-error";
import { climbAlone, type NodeReader, type Range, splitPoint, subtreeRoot } from "./tree";
import { fails, HOLDS, type Verdict } from "./verdict";

/**
 * RFC 9162 §2.1.3.1, PATH(m, D_n): the subtrees whose roots prove leaf `index` of a tree of `size`, from the leaf's
 * sibling up to the root's child. Errors: out_of_range.
 */
export function inclusionRanges(index: bigint, size: bigint): Range[] {
  if (index < 0n || index >= size) {
    throw new LedgerError("out_of_range", `no index ${index} in a tree of ${size}`);
  }
  const path: Range[] = [];
  let [start, end] = [0n, size];
  while (end - start > 1n) {
    const middle = start + splitPoint(end - start);
    if (index < middle) {
      path.push({ start: middle, end });
      end = middle;
    } else {
      path.push({ start, end: middle });
      start = middle;
    }
  }
  return path.reverse();
}

/** The proof for leaf `index` of a tree of `size`. Errors: out_of_range, and what `read` throws. */
export async function proveInclusion(
  index: bigint,
  size: bigint,
  read: NodeReader,
): Promise<Uint8Array[]> {
  return await Promise.all(inclusionRanges(index, size).map((range) => subtreeRoot(range, read)));
}

export type InclusionClaim = {
  readonly index: bigint;
  readonly size: bigint;
  readonly leaf: Uint8Array;
  readonly root: Uint8Array;
  readonly path: readonly Uint8Array[];
};

/** Whether the path leads from the leaf to the root. Fails with `proof`. */
export function verifyInclusion({ index, size, leaf, root, path }: InclusionClaim): Verdict {
  const no = (detail: string) => fails("proof", detail, { index });
  if (index < 0n || index >= size) return no("The index does not lie within the tree.");
  if (![leaf, ...path].every(isHash)) return no("The proof holds something that is no hash.");
  const reached = rootOf(index, size, leaf, path);
  if (reached === null) return no("The proof has not the length this tree needs.");
  return equalBytes(reached, root) ? HOLDS : no("The proof does not lead to the signed root.");
}

/** RFC 9162 §2.1.3.2 with its names: fn is the place of `r` in its level, sn that of the last node there. */
function rootOf(index: bigint, size: bigint, leaf: Uint8Array, path: readonly Uint8Array[]) {
  let [fn, sn, r] = [index, size - 1n, leaf];
  for (const sibling of path) {
    if (sn === 0n) return null;
    if (fn % 2n === 1n || fn === sn) {
      r = nodeHash(sibling, r);
      [fn, sn] = climbAlone(fn, sn);
    } else {
      r = nodeHash(r, sibling);
    }
    [fn, sn] = [fn / 2n, sn / 2n];
  }
  return sn === 0n ? r : null;
}
