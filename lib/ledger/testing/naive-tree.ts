import { createHash } from "node:crypto";
import type { NodeReader } from "../tree";

/** RFC 9162 §2.1 written down as it stands there, by recursion over all leaves: a second opinion on the code that is in use. */
export class NaiveTree {
  readonly leaves: readonly Uint8Array[];
  readonly #known = new Map<string, Uint8Array>();

  constructor(leaves: readonly Uint8Array[]) {
    this.leaves = leaves;
  }

  /** MTH(D[start:end]) */
  root(end: number = this.leaves.length, start = 0): Uint8Array {
    const name = `${start}-${end}`;
    const hash = this.#known.get(name) ?? this.#rootOf(start, end);
    this.#known.set(name, hash);
    return hash;
  }

  #rootOf(start: number, end: number): Uint8Array {
    if (end === start) return sha256();
    if (end - start === 1) return this.leaves[start] ?? sha256();
    const k = start + largestPowerBelow(end - start);
    return sha256(Uint8Array.of(1), this.root(k, start), this.root(end, k));
  }

  /** PATH(m, D[start:end]) */
  path(m: number, end: number, start = 0): Uint8Array[] {
    if (end - start <= 1) return [];
    const k = start + largestPowerBelow(end - start);
    return m < k
      ? [...this.path(m, k, start), this.root(end, k)]
      : [...this.path(m, end, k), this.root(k, start)];
  }

  /** PROOF(m, D_n) = SUBPROOF(m, D_n, true) */
  proof(m: number, end: number, start = 0, isWhole = true): Uint8Array[] {
    if (m === end) return isWhole ? [] : [this.root(end, start)];
    const k = start + largestPowerBelow(end - start);
    return m <= k
      ? [...this.proof(m, k, start, isWhole), this.root(end, k)]
      : [...this.proof(m, end, k, false), this.root(k, start)];
  }

  /** The nodes of this tree, for the code under test. */
  readonly read: NodeReader = async ({ level, index }) => {
    const start = Number(index) * 2 ** level;
    return this.root(start + 2 ** level, start);
  };

  /** Size and root of the first leaves. */
  head(size: number = this.leaves.length): { size: bigint; root: Uint8Array } {
    return { size: BigInt(size), root: this.root(size) };
  }
}

/** Leaf hashes that differ: SHA-256 of their number. */
export function sampleLeaves(count: number): Uint8Array[] {
  return Array.from({ length: count }, (_, at) => sha256(new TextEncoder().encode(`leaf ${at}`)));
}

function sha256(...parts: readonly Uint8Array[]): Uint8Array {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(part);
  return new Uint8Array(hash.digest());
}

function largestPowerBelow(n: number): number {
  let k = 1;
  while (k * 2 < n) k *= 2;
  return k;
}
