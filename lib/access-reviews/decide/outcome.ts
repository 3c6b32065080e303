import { DECISIONS, type Decision, type Outcome } from "../review-view";

/** What of a decision bears on the outcome; a row of ReviewDecision is one. */
export type Judged = {
  readonly decision: string;
  readonly until: Date | null;
  readonly remaining: readonly string[];
  readonly newOwnerId: string | null;
};

/** What a line ends with. `until` only of keep-until, `remaining` only of reduce, `newOwnerId` only of transfer. */
export type LineOutcome = {
  readonly outcome: Exclude<Outcome, "no-response">;
  readonly until: Date | null;
  readonly remaining: readonly string[];
  readonly newOwnerId: string | null;
};

// From the strictest: of two stages that differ, the stricter one holds.
const STRICTNESS = ["revoke", "reduce", "transfer", "keep-until", "keep"] as const;

/**
 * What the decisions of a line come to: of two stages the stricter one; of two keep-untils the earlier; of two reduces what both
 * leave (maybe nothing); of two transfers that of the second stage. Null: a stage has not decided, or cannot judge.
 */
export function outcomeOf(
  stage1: Judged | null | undefined,
  stage2: Judged | null | undefined,
  stages: number,
): LineOutcome | null {
  const first = judgedOutcome(stage1);
  if (first === null || stages < 2) return first;
  const second = judgedOutcome(stage2);
  return second === null ? null : stricterOf(first, second);
}

/** Narrows stored text to what a reviewer can say; `undecided` and unknown words are nothing. */
export function decisionOf(text: string): Decision | null {
  return DECISIONS.find((known) => known === text) ?? null;
}

function judgedOutcome(row: Judged | null | undefined): LineOutcome | null {
  const decision = row ? decisionOf(row.decision) : null;
  if (!row || decision === null || decision === "cannot-judge") return null;
  return {
    outcome: decision,
    until: decision === "keep-until" ? row.until : null,
    remaining: decision === "reduce" ? row.remaining : [],
    newOwnerId: decision === "transfer" ? row.newOwnerId : null,
  };
}

function stricterOf(first: LineOutcome, second: LineOutcome): LineOutcome {
  const difference = STRICTNESS.indexOf(first.outcome) - STRICTNESS.indexOf(second.outcome);
  if (difference !== 0) return difference < 0 ? first : second;
  if (first.outcome === "keep-until") return endsBefore(first, second) ? first : second;
  if (first.outcome === "reduce") {
    return { ...first, remaining: first.remaining.filter((id) => second.remaining.includes(id)) };
  }
  return second;
}

const endsBefore = (one: LineOutcome, other: LineOutcome) =>
  (one.until?.getTime() ?? Number.POSITIVE_INFINITY) <
  (other.until?.getTime() ?? Number.POSITIVE_INFINITY);
