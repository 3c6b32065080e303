import { AppError } from "@/lib/core/app-error";
import { DECISION_LABEL } from "../labels";
import type { SnapshotLine } from "../snapshot-view";
import { COMMENT_MIN, whyCommentToKeep, whyNot } from "./decide-limits";
import type { DecideLineInput } from "./schema";

/** What of a decision is stored beside its kind and comment. */
export type DecisionDetail = {
  readonly until: Date | null;
  readonly remaining: string[];
  readonly newOwnerId: string | null;
};

/**
 * Whether a decision fits a line, and what is kept of it: the comment rules of REV-08, a day that comes before the end there is
 * already, parts that are some and not all. Errors: invalid_input, each a sentence about one field.
 */
export function fittingDetail(
  line: SnapshotLine,
  input: DecideLineInput,
  now: Date,
): DecisionDetail {
  const objection = whyNot(line, input.decision);
  if (objection) refuse("decision", objection);
  assertComment(line, input);
  const none = { until: null, remaining: [], newOwnerId: null };
  switch (input.decision) {
    case "keep":
    case "revoke":
      return none;
    case "keep-until":
      return { ...none, until: fittingDay(line, input.until, now) };
    case "reduce":
      return { ...none, remaining: fittingParts(line, input.remaining) };
    case "transfer":
      if (input.newOwnerId === line.ownerId) refuse("newOwnerId", "This person owns it already.");
      return { ...none, newOwnerId: input.newOwnerId };
    case "cannot-judge":
      return { ...none, newOwnerId: input.newOwnerId };
    default:
      return input satisfies never;
  }
}

function assertComment(line: SnapshotLine, { decision, comment }: DecideLineInput): void {
  const needs = decision === "keep" ? whyCommentToKeep(line) : null;
  if (needs?.length === 0 && comment === "") return;
  if (comment.length >= COMMENT_MIN) return;
  const because = needs ? ` It is ${needs.join(", ")}.` : "";
  const label = DECISION_LABEL[decision].toLowerCase();
  refuse(
    "comment",
    comment === "" ? `Say why: ${label}.${because}` : `Say more than "${comment}".`,
  );
}

function fittingDay(line: SnapshotLine, until: Date, now: Date): Date {
  if (until <= now) refuse("until", "This day is over. Choose a later one, or revoke it.");
  const ends = line.grants.map((grant) => grant.endedAt ?? grant.until);
  const last = ends.every((end) => end !== null) ? ends.sort().at(-1) : undefined;
  if (last && until.getTime() >= Date.parse(last)) {
    refuse(
      "until",
      `It ends on ${last.slice(0, 10)} (UTC) anyway. Choose an earlier day, or keep it.`,
    );
  }
  return until;
}

function fittingParts(line: SnapshotLine, wanted: readonly string[]): string[] {
  const unknown = wanted.filter((id) => !line.parts.some((part) => part.id === id));
  if (unknown.length > 0) refuse("remaining", "This line has no such part. Look again.");
  const remaining = line.parts.map(({ id }) => id).filter((id) => wanted.includes(id));
  if (remaining.length === line.parts.length) {
    refuse("remaining", "Nothing is taken away. Untick what should go, or keep it.");
  }
  return remaining;
}

function refuse(field: string, message: string): never {
  throw new AppError("invalid_input", { message, fieldErrors: { [field]: [message] } });
}
