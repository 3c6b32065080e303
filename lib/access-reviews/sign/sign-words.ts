// Numbers, lines and instants as they stand in statements. Client-safe.
import { OUTCOME_LABEL } from "../labels";
import { OUTCOMES, type Outcome } from "../review-view";

/** `2026-10-05 08:00 UTC`: what is signed says it in one zone. */
export function instantWords(at: Date): string {
  return `${at.toISOString().slice(0, 16).replace("T", " ")} UTC`;
}

/** `1 line`, `2,000 lines`. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString("en")} ${count === 1 ? one : many}`;
}

/** All outcomes with how often there are, those that did not occur as well: a nil result is said, not left out (REV-23). */
export function outcomeWords(counts: Readonly<Record<Outcome, number>>): string {
  return OUTCOMES.map(
    (outcome) => `${counts[outcome].toLocaleString("en")} ${OUTCOME_LABEL[outcome].toLowerCase()}`,
  ).join(", ");
}

const NAMED = 20;

/** `line 4`, `lines 4, 9 and 23 more`: which ones, as far as anybody reads on. */
export function lineWords(numbers: readonly number[]): string {
  if (numbers.length === 1) return `line ${numbers[0]}`;
  const named = numbers.slice(0, NAMED).join(", ");
  const more = numbers.length - NAMED;
  return more > 0 ? `lines ${named} and ${more.toLocaleString("en")} more` : `lines ${named}`;
}
