import type { LedgerMark } from "@/lib/change-log/view";

/** The place of a change as people read it, "#18,204"; "" until it has one. */
export function ledgerPlace({ index }: Pick<LedgerMark, "index">): string {
  return index === "" ? "" : `#${BigInt(index).toLocaleString("en")}`;
}
