// ledger.md §11, statement 2: where a period begins in a log. The index proposes, the entries around it decide.
import type { LedgerLog } from "./ledger-log";

/**
 * The first index in [from, size) whose `ts` is not before an instant; `size` where there is none. `hint`: what the index
 * says, or null. Two reads where it is right, a search where it is not. Errors: LedgerDamage.
 */
export async function indexAtTime(
  { reader }: Pick<LedgerLog, "reader">,
  instant: string,
  {
    from,
    size,
    hint,
  }: { readonly from: bigint; readonly size: bigint; readonly hint: bigint | null },
): Promise<bigint> {
  const isBefore = async (index: bigint) => {
    const stored = await reader.entryAt(index);
    return stored === null || stored.entry.ts < instant; // what was deleted is older than all that is left
  };
  const proposed = hint === null || hint > size ? size : hint;
  if (proposed >= from && (await bounds(proposed, { from, size }, isBefore))) return proposed;
  let [low, high] = [from, size];
  while (low < high) {
    const middle = (low + high) / 2n;
    if (await isBefore(middle)) low = middle + 1n;
    else high = middle;
  }
  return low;
}

/** Whether all before an index are before the instant, and it itself is not: times never fall. */
async function bounds(
  index: bigint,
  { from, size }: { readonly from: bigint; readonly size: bigint },
  isBefore: (index: bigint) => Promise<boolean>,
): Promise<boolean> {
  if (index < size && (await isBefore(index))) return false;
  return index === from || (await isBefore(index - 1n));
}
