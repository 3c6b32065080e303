// ledger.md §6 (Sign): before a tree is signed it contradicts nothing that was signed before. What else may stop it is not pure.
import { equalBytes } from "./bytes";
import type { TreeHead } from "./consistency";
import { fails, HOLDS, type Verdict } from "./verdict";

/** A head that was signed before, and where it was written down: the store, `ledger_seal`, or beside the key. */
export type SealRecord = TreeHead & { readonly where: string };

/**
 * Whether a tree may be signed: it is at least as large as each record, and had its root at its size. `rootAt` answers
 * null for sizes that it cannot compute. Fails with `truncated` or `fork`, naming the record; then the sealer halts.
 */
export async function maySign(
  size: bigint,
  rootAt: (size: bigint) => Promise<Uint8Array | null>,
  records: readonly SealRecord[],
): Promise<Verdict> {
  for (const { where, size: before, root } of records) {
    if (size < before) {
      return fails("truncated", `${where} has ${before} entries, the log now has ${size}.`);
    }
    const now = await rootAt(before);
    if (now === null || !equalBytes(now, root)) {
      return fails("fork", `At ${before} entries the log has not the root that ${where} has.`);
    }
  }
  return HOLDS;
}
