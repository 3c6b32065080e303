// ledger.md §2: `checkpoint/N20(size)`, read by whoever proves something. Only the sealer writes there.
import { textOf } from "@/lib/ledger/bytes";
import { parseCheckpointText } from "@/lib/ledger/checkpoint";
import { checkpointKey } from "@/lib/ledger/object-key";
import { fails } from "@/lib/ledger/verdict";
import { LedgerDamage } from "./damage";
import type { LedgerLog } from "./ledger-log";
import type { ProofHead } from "./prove";

/**
 * The checkpoint of a size, from the store; null where there is none. Its form and log are checked and its signature is
 * not: that is for its reader, who must not take the key from us. Errors: LedgerDamage.
 */
export async function readCheckpoint(
  { log, origin, store }: Pick<LedgerLog, "log" | "origin" | "store">,
  size: bigint,
): Promise<ProofHead | null> {
  const file = checkpointKey(log, size);
  const note = await store.read(file);
  if (note === null) return null;
  const text = textOf(note) ?? "";
  const read = parseCheckpointText(text.slice(0, text.lastIndexOf("\n\n") + 1));
  if (!read.ok) throw new LedgerDamage({ ...read, file });
  if (read.value.origin !== origin || read.value.size !== size) {
    throw new LedgerDamage(fails("origin", "The checkpoint is that of another tree.", { file }));
  }
  return { ...read.value, note };
}
