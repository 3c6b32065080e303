// What the decisions of a line come to, recomputed by whoever verifies: of two stages the stricter one holds.
import {
  type Guarded,
  isInstantText,
  isListOf,
  isNullOr,
  isObjectOf,
  isOneOf,
  isText,
} from "@/lib/ledger/json-shape";

// From the strictest.
const STRICTNESS = ["revoke", "reduce", "transfer", "keep-until", "keep"] as const;
export const PACK_OUTCOMES = [...STRICTNESS, "no-response"] as const;
export type PackOutcome = (typeof PACK_OUTCOMES)[number];

export const isPackDecision = isObjectOf({
  stage: isOneOf([1, 2]),
  by: isText,
  decision: isOneOf(STRICTNESS),
  until: isNullOr(isInstantText),
  remaining: isListOf(isText),
  newOwner: isNullOr(isText),
  comment: isText,
  bulk: isNullOr(isText),
  at: isInstantText,
});
export type PackDecision = Guarded<typeof isPackDecision>;

/** What a line ends with, as it stands in decisions.ndjson. */
export type LineEnd = {
  readonly outcome: PackOutcome;
  readonly until: string | null;
  readonly remaining: readonly string[];
  readonly newOwner: string | null;
};

const NO_RESPONSE: LineEnd = { outcome: "no-response", until: null, remaining: [], newOwner: null };

/**
 * What a line ends with: the stricter of both stages; of two keep-untils the earlier; of two reduces what both leave; of two
 * transfers that of the second stage. A stage that is asked for and has not decided is no response.
 */
export function endOf(decisions: readonly PackDecision[], stages: number): LineEnd {
  const [first, second] = [1, 2].map((stage) => decisions.find((made) => made.stage === stage));
  if (first === undefined) return NO_RESPONSE;
  if (second === undefined) return stages < 2 ? endBy(first) : NO_RESPONSE;
  return stricterOf(endBy(first), endBy(second));
}

/** What one decision comes to. */
export function endBy({ decision, until, remaining, newOwner }: PackDecision): LineEnd {
  return {
    outcome: decision,
    until: decision === "keep-until" ? until : null,
    remaining: decision === "reduce" ? remaining : [],
    newOwner: decision === "transfer" ? newOwner : null,
  };
}

function stricterOf(first: LineEnd, second: LineEnd): LineEnd {
  const [one, other] = [first, second].map(({ outcome }) => PACK_STRICTNESS.get(outcome) ?? 0);
  if (one !== other) return (one ?? 0) < (other ?? 0) ? first : second;
  if (first.outcome === "keep-until") {
    return (first.until ?? "~") < (second.until ?? "~") ? first : second;
  }
  if (first.outcome !== "reduce") return second;
  return { ...first, remaining: first.remaining.filter((id) => second.remaining.includes(id)) };
}

const PACK_STRICTNESS = new Map<PackOutcome, number>(STRICTNESS.map((name, at) => [name, at]));

/** Whether an end takes away more than another: by its kind, by an earlier date, by what remains. No response is the mildest. */
export function isStricter(one: LineEnd, than: LineEnd): boolean {
  const rank = ({ outcome }: LineEnd) => PACK_STRICTNESS.get(outcome) ?? STRICTNESS.length;
  if (rank(one) !== rank(than)) return rank(one) < rank(than);
  if (one.outcome === "keep-until") return (one.until ?? "~") < (than.until ?? "~");
  if (one.outcome !== "reduce") return false;
  const isWithin = one.remaining.every((id) => than.remaining.includes(id));
  return isWithin && one.remaining.length < than.remaining.length;
}

/** Whether a file says the same end as was recomputed. */
export function isSameEnd(one: LineEnd, other: LineEnd): boolean {
  return (
    one.outcome === other.outcome &&
    one.until === other.until &&
    one.newOwner === other.newOwner &&
    one.remaining.join("\n") === other.remaining.join("\n")
  );
}
