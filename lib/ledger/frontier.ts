// ledger.md §3.2 and §6 (Tail): the tree as its growing edge: appends in constant memory, the root at every size.
import { concat } from "./bytes";
import { nodeHash, splitHashes } from "./hash";
import { foldNodes } from "./tree";

/**
 * The roots of the complete subtrees that make up [0, size), largest first; there is one per set bit of `size`
 * (RFC 9162 §2.1.1 read from the left). Appending joins equal neighbours, as binary addition carries.
 */
export class Frontier {
  #size: bigint;
  readonly #peaks: Uint8Array[];

  private constructor(size: bigint, peaks: Uint8Array[]) {
    this.#size = size;
    this.#peaks = peaks;
  }

  /** The tree without leaves. */
  static empty(): Frontier {
    return new Frontier(0n, []);
  }

  /** A tree of `size` leaves from the peaks of `toBytes`; null where their number does not fit the size. Whether they are the right ones, only the root can say. */
  static fromBytes(size: bigint, bytes: Uint8Array): Frontier | null {
    const peaks = splitHashes(new Uint8Array(bytes));
    if (size < 0n || peaks === null || peaks.length !== setBits(size)) return null;
    return new Frontier(size, peaks);
  }

  get size(): bigint {
    return this.#size;
  }

  append(leaf: Uint8Array): void {
    let node = leaf;
    for (let carry = this.#size; carry % 2n === 1n; carry /= 2n) {
      const left = this.#peaks.pop();
      if (left === undefined) throw new Error("a frontier has one peak per set bit of its size");
      node = nodeHash(left, node);
    }
    this.#peaks.push(node);
    this.#size += 1n;
  }

  /** MTH of all leaves so far. */
  root(): Uint8Array {
    return foldNodes(this.#peaks);
  }

  /** The peaks, 32 bytes each, largest first: a cache, to be believed only after its root was compared. */
  toBytes(): Uint8Array {
    return concat(...this.#peaks);
  }

  /** A second edge of the same tree, which grows on its own. */
  copy(): Frontier {
    return new Frontier(this.#size, [...this.#peaks]);
  }
}

/** MTH of leaf hashes that stand one after the other, 32 bytes each. */
export function rootOfLeaves(leaves: Iterable<Uint8Array>): Uint8Array {
  const frontier = Frontier.empty();
  for (const leaf of leaves) frontier.append(leaf);
  return frontier.root();
}

function setBits(size: bigint): number {
  return size.toString(2).replaceAll("0", "").length;
}
