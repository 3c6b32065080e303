import { AppError } from "@/lib/core/app-error";
import { LedgerDamage } from "@/lib/ledger-store/damage";

/** What a person is told of an error: a sentence where they can do something about it; null for a bug, which shows where it is. */
export function sentenceOf(error: unknown): string | null {
  if (error instanceof AppError) return error.message;
  if (!(error instanceof LedgerDamage)) return null;
  return `The ledger contradicts itself: ${error.message} Nothing was changed. \`npm run ledger -- scrub\` names everything that does not hold; put the store back from a copy, then try again.`;
}
