// ledger.md §3.2: the shape of the tree, RFC 9162 §2.1.1. Sizes pass 2^31: bigint throughout.

import { EMPTY_ROOT, nodeHash } from "./hash";
import { LedgerError } from "./ledger-error";

/** Leaves [start, end) of a log. */
export type Range = { readonly start: bigint; readonly end: bigint };

/** The root of the 2^level leaves from index · 2^level on: a subtree that no later append changes. */
export type Node = { readonly level: number; readonly index: bigint };

/** Where a reader of the tree gets the hash of a node: tiles, a cache, or memory. */
export type NodeReader = (node: Node) => Promise<Uint8Array>;

/** RFC 9162 §2.1.1: k, the largest power of two smaller than n, for n > 1. The left subtree has k leaves. */
export function splitPoint(size: bigint): bigint {
  return 1n << BigInt(bitLength(size - 1n) - 1);
}

/** Digits of a number in base two; 0 for zero. */
export function bitLength(value: bigint): number {
  return value === 0n ? 0 : value.toString(2).length;
}

/** Trailing zeros of a number above zero in base two: the height of the largest subtree that ends there. */
export function trailingZeros(value: bigint): number {
  return bitLength(value & -value) - 1;
}

/**
 * RFC 9162 §2.1.3.2 step 4b and §2.1.4.2 step 5b: where the last node of a level has no sibling it climbs on its own:
 * "right-shift both fn and sn equally until either LSB(fn) is set or fn is 0".
 */
export function climbAlone(fn: bigint, sn: bigint): [bigint, bigint] {
  if (fn === 0n) return [fn, sn];
  const levels = BigInt(trailingZeros(fn));
  return [fn >> levels, sn >> levels];
}

/**
 * The nodes that MTH(D[start:end]) is made of, left to right, for a range that is a subtree of the recursion of
 * RFC 9162 §2.1.1: one for a complete subtree, several for one at the right edge of the tree. Errors: out_of_range.
 */
export function nodesOf(range: Range): Node[] {
  const nodes: Node[] = [];
  let start = range.start;
  while (start < range.end) {
    const level = bitLength(range.end - start) - 1;
    if (start % (1n << BigInt(level)) !== 0n) {
      throw new LedgerError("out_of_range", `[${range.start}, ${range.end}) is no subtree`);
    }
    nodes.push({ level, index: start >> BigInt(level) });
    start += 1n << BigInt(level);
  }
  return nodes;
}

/** The root over nodes that stand left to right with falling heights: the rightmost two join first. */
export function foldNodes(hashes: readonly Uint8Array[]): Uint8Array {
  if (hashes.length === 0) return EMPTY_ROOT;
  return hashes.reduceRight((right, left) => nodeHash(left, right));
}

/** MTH(D[start:end]) for a subtree of the tree. Errors: out_of_range, and what `read` throws. */
export async function subtreeRoot(range: Range, read: NodeReader): Promise<Uint8Array> {
  return foldNodes(await Promise.all(nodesOf(range).map(read)));
}
