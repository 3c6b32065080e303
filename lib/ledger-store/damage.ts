// ledger.md §5, last row: what is impossible by protocol and found all the same.
import { AppError } from "@/lib/core/app-error";
import type { Failure } from "@/lib/ledger/verdict";

/** Stored evidence that contradicts itself: a hole, an overlap, a line that does not belong. Nothing repairs it. */
export class LedgerDamage extends Error {
  readonly failure: Failure;

  constructor(failure: Failure) {
    const at = failure.index === undefined ? "" : ` at ${failure.index}`;
    super(`${failure.file ?? "the ledger"}${at}: ${failure.detail}`);
    this.name = "LedgerDamage";
    this.failure = failure;
  }

  // The ledger of a process is opened by one copy of this module and read through another, as Next.js loads them.
  static override [Symbol.hasInstance](value: unknown): value is LedgerDamage {
    return value instanceof Error && value.name === "LedgerDamage";
  }
}

/** What a sender hears: 503, which means "send all of it again with the same keys". */
export function unavailable(message: string, cause?: unknown): AppError {
  return new AppError("unavailable", { message, cause });
}
