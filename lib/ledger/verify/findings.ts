// ledger.md §12, Verifier: "counts failures after naming the first".
import type { Failure, Reason } from "../verdict";

/** What did not hold, so far: the first failure as it is, and how many of each reason there were. */
export class Findings {
  #first: Failure | null = null;
  readonly #counts = new Map<Reason, number>();

  get first(): Failure | null {
    return this.#first;
  }

  get counts(): ReadonlyMap<Reason, number> {
    return this.#counts;
  }

  add(failure: Failure): void {
    this.#first ??= failure;
    this.#counts.set(failure.reason, (this.#counts.get(failure.reason) ?? 0) + 1);
  }
}
