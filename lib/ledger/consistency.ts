// ledger.md §3.5, Consistency: RFC 9162 §2.1.4: the tree of size m is the beginning of the tree of size n.

import { equalBytes } from "./bytes";
import { EMPTY_ROOT, isHash, nodeHash } from "./hash";
import { LedgerError } from "./ledger-error";
import {
  climbAlone,
  type NodeReader,
  type Range,
  splitPoint,
  subtreeRoot,
  trailingZeros,
} from "./tree";
import { fails, HOLDS, type Verdict } from "./verdict";

/**
 * RFC 9162 §2.1.4.1, PROOF(m, D_n): the subtrees whose roots prove that the tree of `oldSize` begins the tree of
 * `newSize`, in the order of the proof. Errors: out_of_range ("from nothing" and "from more" are no proofs).
 */
export function consistencyRanges(oldSize: bigint, newSize: bigint): Range[] {
  if (oldSize < 1n || oldSize > newSize) {
    throw new LedgerError("out_of_range", `no proof from ${oldSize} to ${newSize}`);
  }
  const proof: Range[] = [];
  let [start, end] = [0n, newSize];
  while (oldSize !== end) {
    const middle = start + splitPoint(end - start);
    if (oldSize <= middle) {
      proof.push({ start: middle, end });
      end = middle;
    } else {
      proof.push({ start, end: middle });
      start = middle;
    }
  }
  // SUBPROOF(m, D_m, false): where a left part was split off, the verifier cannot know this root and is told it.
  if (start > 0n) proof.push({ start, end });
  return proof.reverse();
}

/** The proof from `oldSize` to `newSize`. Errors: out_of_range, and what `read` throws. */
export async function proveConsistency(
  oldSize: bigint,
  newSize: bigint,
  read: NodeReader,
): Promise<Uint8Array[]> {
  const ranges = consistencyRanges(oldSize, newSize);
  return await Promise.all(ranges.map((range) => subtreeRoot(range, read)));
}

export type TreeHead = { readonly size: bigint; readonly root: Uint8Array };

/**
 * RFC 9162 §2.1.4.2. `fork`: the proof leads to the new root and to another old root, so the new tree has another
 * beginning, and the proof shows it. `proof`: it leads to no root at all. Where the old size is a power of two the proof
 * starts from the old root itself and cannot tell the two apart: whoever signed both heads owes a proof, so it is `fork`.
 */
export function verifyConsistency(
  older: TreeHead,
  newer: TreeHead,
  path: readonly Uint8Array[],
): Verdict {
  if (older.size < 1n) return fails("proof", "Nothing can be consistent with an empty tree.");
  if (older.size > newer.size) return fails("proof", "The newer tree is smaller than the older.");
  if (!path.every(isHash)) return fails("proof", "The proof holds something that is no hash.");
  if (older.size === newer.size) return sameSize(older, newer, path);
  const startsFromOldRoot = isPowerOfTwo(older.size);
  const roots = rootsOf(older.size, newer.size, startsFromOldRoot ? [older.root, ...path] : path);
  if (roots === null) return fails("proof", "The proof has not the length these sizes need.");
  if (!equalBytes(roots.newer, newer.root)) {
    const reason = startsFromOldRoot ? "fork" : "proof";
    return fails(reason, "The proof does not lead to the newer root.");
  }
  if (equalBytes(roots.older, older.root)) return HOLDS;
  return fails("fork", "The newer tree has another beginning than the older one.");
}

/**
 * Whether a path leads to the newer root, for a reader who does not hold the older one. From a power of two the path starts
 * with the older root, which is missing here: then only its length can be checked. Fails with `proof`.
 */
export function verifyHalfConsistency(
  oldSize: bigint,
  newer: TreeHead,
  path: readonly Uint8Array[],
): Verdict {
  if (oldSize < 1n || oldSize > newer.size || !path.every(isHash)) {
    return fails("proof", "This cannot be a proof between these sizes.");
  }
  if (oldSize === newer.size) return sameSize(newer, newer, path);
  const startsFromOldRoot = isPowerOfTwo(oldSize);
  const roots = rootsOf(oldSize, newer.size, startsFromOldRoot ? [EMPTY_ROOT, ...path] : path);
  if (roots === null) return fails("proof", "The proof has not the length these sizes need.");
  if (startsFromOldRoot || equalBytes(roots.newer, newer.root)) return HOLDS;
  return fails("proof", "The proof does not lead to the newer root.");
}

function isPowerOfTwo(size: bigint): boolean {
  return size === 1n << BigInt(trailingZeros(size));
}

function sameSize(older: TreeHead, newer: TreeHead, path: readonly Uint8Array[]): Verdict {
  if (path.length > 0) return fails("proof", "Between trees of one size the proof is empty.");
  if (equalBytes(older.root, newer.root)) return HOLDS;
  return fails("fork", "Two trees of one size have different roots.");
}

/** The two roots a path leads to, in the names of RFC 9162 §2.1.4.2; null where its length does not fit the sizes. */
function rootsOf(oldSize: bigint, newSize: bigint, path: readonly Uint8Array[]) {
  const [first, ...rest] = path;
  if (first === undefined) return null;
  // Step 3: shift both until LSB(fn) is not set. fn counts the old tree's last leaf, sn the new tree's.
  const shift = BigInt(trailingZeros(oldSize));
  let [fn, sn] = [(oldSize - 1n) >> shift, (newSize - 1n) >> shift];
  let [older, newer] = [first, first];
  for (const node of rest) {
    if (sn === 0n) return null;
    if (fn % 2n === 1n || fn === sn) {
      older = nodeHash(node, older);
      newer = nodeHash(node, newer);
      [fn, sn] = climbAlone(fn, sn);
    } else {
      newer = nodeHash(newer, node);
    }
    [fn, sn] = [fn / 2n, sn / 2n];
  }
  return sn === 0n ? { older, newer } : null;
}
