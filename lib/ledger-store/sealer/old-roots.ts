// ledger.md §6, Sign: "its root at that size equals": the root of an earlier tree, proved against the one that was just read.
import { proveConsistency, type TreeHead, verifyConsistency } from "@/lib/ledger/consistency";
import { subtreeRoot } from "@/lib/ledger/tree";
import type { LedgerLog } from "../ledger-log";
import { TreeNodes } from "../tree-nodes";

/**
 * The root at an earlier size, or null where what is stored does not lead from it to `head`, which the caller computed from
 * the leaves. Cached tiles may lie: then all is read again. Errors: LedgerDamage (a leaf is missing), the store's.
 */
export async function oldRoot(
  log: LedgerLog,
  size: bigint,
  head: TreeHead,
): Promise<Uint8Array | null> {
  if (size < 1n || size > head.size) return null;
  const nodes = new TreeNodes(log);
  for (const cached of [true, false]) {
    const read = nodes.reader(head.size, { cached });
    const root = await subtreeRoot({ start: 0n, end: size }, read);
    const path = await proveConsistency(size, head.size, read);
    if (verifyConsistency({ size, root }, head, path).ok) return root;
  }
  return null;
}
