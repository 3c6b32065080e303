// ledger.md §8: each proof "is verified against its checkpoint before it leaves: a bad cache costs time, never truth".
import { AppError } from "@/lib/core/app-error";
import type { Checkpoint } from "@/lib/ledger/checkpoint";
import { proveConsistency, verifyConsistency } from "@/lib/ledger/consistency";
import { formatConsistencyFile } from "@/lib/ledger/consistency-file";
import { proveInclusion, verifyInclusion } from "@/lib/ledger/inclusion";
import { formatTlogProof } from "@/lib/ledger/tlog-proof";
import { type NodeReader, subtreeRoot } from "@/lib/ledger/tree";
import type { Verdict } from "@/lib/ledger/verdict";
import { LedgerDamage } from "./damage";
import type { LedgerLog } from "./ledger-log";
import { TreeNodes } from "./tree-nodes";

/** What a proof is made against: a checkpoint whose signature was checked, and its file. */
export type ProofHead = Checkpoint & { readonly note: Uint8Array };

/** Makes the proofs of one log. */
export class Prover {
  readonly #log: LedgerLog;
  readonly #nodes: TreeNodes;

  constructor(log: LedgerLog) {
    this.#log = log;
    this.#nodes = new TreeNodes(log);
  }

  /**
   * The file `<index>.tlog-proof`; with the entry, where it still is and `withEntry` asks for it. Errors: not_found (not
   * below the size of the checkpoint), LedgerDamage (the stored tree does not lead to the signed root).
   */
  async inclusion(index: bigint, head: ProofHead, withEntry = true): Promise<Uint8Array> {
    const { size, root, note } = head;
    if (index < 0n || index >= size) {
      throw new AppError(
        "not_found",
        `Entry ${index} is not below the checkpoint of size ${size}.`,
      );
    }
    const stored = await this.#log.reader.entryAt(index);
    const [kept] = await this.#nodes.leaves({ start: index, end: index + 1n });
    const leaf = stored?.leaf ?? kept ?? new Uint8Array();
    const path = await this.#proven(
      size,
      (read) => proveInclusion(index, size, read),
      async (hashes) => verifyInclusion({ index, size, leaf, root, path: hashes }),
    );
    const extra = withEntry ? (stored?.line ?? null) : null;
    return formatTlogProof({ extra, index, path, checkpoint: note });
  }

  /** The file `<m>-<n>`: the tree of `oldSize` begins that of the checkpoint. Errors: not_found (0, or above it), LedgerDamage. */
  async consistency(oldSize: bigint, head: ProofHead): Promise<Uint8Array> {
    const { size, note } = head;
    if (oldSize < 1n || oldSize > size) {
      throw new AppError(
        "not_found",
        `There is no proof from ${oldSize} to ${size}: sizes run from 1 to ${size}.`,
      );
    }
    const path = await this.#proven(
      size,
      (read) => proveConsistency(oldSize, size, read),
      async (hashes, read) => {
        const older = { size: oldSize, root: await subtreeRoot({ start: 0n, end: oldSize }, read) };
        return verifyConsistency(older, head, hashes);
      },
    );
    return formatConsistencyFile({ oldSize, path, checkpoint: note });
  }

  async #proven(
    size: bigint,
    prove: (read: NodeReader) => Promise<Uint8Array[]>,
    verify: (path: readonly Uint8Array[], read: NodeReader) => Promise<Verdict>,
  ): Promise<Uint8Array[]> {
    for (const cached of [true, false]) {
      const read = this.#nodes.reader(size, { cached });
      const path = await prove(read);
      const verdict = await verify(path, read);
      if (verdict.ok) return path;
      if (!cached) throw new LedgerDamage(verdict);
      const message =
        "A cached part of the tree is wrong. The proof was made from the stored leaves instead.";
      this.#log.runtime.report({ kind: "index", severity: "warning", log: this.#log.log, message });
    }
    throw new Error("a proof is made or refused");
  }
}
