// decisions.ndjson, from rows to lines. Pure: what is signed is made of the same rows in the same way whenever it is looked at.
import { type DecisionRow, newestOf } from "../decide/current-decisions";
import { decisionOf, type LineOutcome, outcomeOf } from "../decide/outcome";
import type { DecisionLine, DecisionsHeader, StageDecision } from "../decisions-view";
import type { Outcome } from "../review-view";
import type { AssignmentRow, LineRow, ReviewMaterial, SignedPart } from "./material";

/**
 * What one person decided in a stage until an instant: theirs is a line they had then, whose newest decision of that stage is
 * theirs. What they decided of a line that went to somebody else stays in the record, and is in nobody's part.
 */
export function partOf(
  material: ReviewMaterial,
  stage: 1 | 2,
  by: string,
  at: Date,
): readonly DecisionLine[] {
  const newest = newestOf(until(material.history, at));
  const had = linesHad(material.assignments, stage, by, at);
  return material.lines.flatMap((line) => {
    const row = newest.get(line.id)?.[stage];
    const decided = row?.personId === by && had.has(line.id) ? stageDecision(row) : null;
    if (!row || !decided) return [];
    const outcome = outcomeOf(row, null, 1);
    return [decisionLine(line, outcome, [decided])];
  });
}

/** What every line ended with, of what had been signed by an instant. What nobody signed is no response. */
export function wholeOf(material: ReviewMaterial, at: Date): readonly DecisionLine[] {
  const outcomes = outcomesAt(material, at);
  return material.lines.map((line) => {
    const { first, second, outcome } = outcomes.get(line.id) ?? NOTHING;
    const decisions = [first, second].flatMap((row) => (row ? (stageDecision(row) ?? []) : []));
    return decisionLine(line, outcome, decisions);
  });
}

/** What was said of a line in both stages, and what it comes to. */
export type SignedOutcome = {
  readonly first: DecisionRow | undefined;
  readonly second: DecisionRow | undefined;
  readonly outcome: LineOutcome | null;
};
const NOTHING: SignedOutcome = { first: undefined, second: undefined, outcome: null };

/** By id of the line: the signed decisions of both stages, and what they come to. Null: somebody's answer is missing. */
export function outcomesAt(material: ReviewMaterial, at: Date): Map<string, SignedOutcome> {
  const newest = newestOf(until(material.history, at));
  const signed = signedBy(material, at);
  return judged(material, (id, stage) => {
    const row = newest.get(id)?.[stage];
    return row && signed(row) ? row : undefined;
  });
}

/**
 * By id of the line, what counts of it now: until the review is signed what was decided; from then on only what its people had
 * signed by then.
 */
export function outcomesOf(material: ReviewMaterial): Map<string, SignedOutcome> {
  const { signedAt } = material.review;
  if (signedAt !== null) return outcomesAt(material, signedAt);
  const newest = newestOf(material.history);
  return judged(material, (id, stage) => newest.get(id)?.[stage]);
}

function judged(
  { lines, assignments }: ReviewMaterial,
  said: (lineId: string, stage: 1 | 2) => DecisionRow | undefined,
): Map<string, SignedOutcome> {
  const twice = askedTwice(assignments);
  return new Map(
    lines.map(({ id, stages }) => {
      const [first, second] = [said(id, 1), said(id, 2)];
      const asked = twice.has(id) ? 2 : stages;
      return [id, { first, second, outcome: outcomeOf(first, second, asked) }];
    }),
  );
}

/** Lines that somebody was to look at a second time, by the rules or by an exception. */
export function askedTwice(assignments: readonly AssignmentRow[]): ReadonlySet<string> {
  return new Set(
    assignments.flatMap(({ lineId, stage }) => (lineId !== null && stage === 2 ? [lineId] : [])),
  );
}

/** The lines a person was to decide in a stage at an instant. */
export function linesHad(
  assignments: readonly AssignmentRow[],
  stage: 1 | 2,
  by: string,
  at: Date,
): ReadonlySet<string> {
  return new Set(
    assignments.flatMap(({ lineId, ...row }) => {
      const isTheirs = row.personId === by && row.stage === stage && holds(row, at);
      return lineId !== null && isTheirs ? [lineId] : [];
    }),
  );
}

/** What says that somebody had a line in a stage, from when until when. */
export type Had = Pick<AssignmentRow, "stage" | "personId" | "fromAt" | "until">;

/**
 * Whether a decision is part of a signature that had been made by an instant. `had`: the assignments of its line. What somebody said
 * of a line that had gone to somebody else before they signed is in no signature.
 */
export function isSigned(
  parts: readonly SignedPart[],
  had: readonly Had[],
  row: DecisionRow,
  at: Date,
): boolean {
  return parts.some(
    ({ role, personId, preparedAt, receivedAt }) =>
      role === `stage-${row.stage}` &&
      personId === row.personId &&
      row.decidedAt <= preparedAt &&
      receivedAt <= at &&
      had.some(
        (one) => one.stage === row.stage && one.personId === personId && holds(one, preparedAt),
      ),
  );
}

/** The same of all decisions of a review. */
export function signedBy(
  { parts, assignments }: Pick<ReviewMaterial, "parts" | "assignments">,
  at: Date,
): (row: DecisionRow) => boolean {
  const byLine = Map.groupBy(assignments, ({ lineId }) => lineId);
  return (row) => isSigned(parts, byLine.get(row.lineId) ?? [], row, at);
}

function holds({ fromAt, until: end }: Had, at: Date): boolean {
  return fromAt <= at && (end === null || end > at);
}

/** The first line of the file. */
export function decisionsHeader(
  { review }: ReviewMaterial,
  role: DecisionsHeader["role"],
  by: string | null,
  lines: number,
): DecisionsHeader {
  const { id, snapshotHash } = review;
  return { v: 1, file: "decisions", review: id, snapshot: snapshotHash, role, by, lines };
}

function until(history: readonly DecisionRow[], at: Date): DecisionRow[] {
  return history.filter(({ decidedAt }) => decidedAt <= at);
}

function decisionLine(
  line: LineRow,
  outcome: LineOutcome | null,
  decisions: readonly StageDecision[],
): DecisionLine {
  const said: Outcome = outcome?.outcome ?? "no-response";
  return {
    n: line.position,
    line: line.lineKey,
    outcome: said,
    until: outcome?.until?.toISOString() ?? null,
    remaining: outcome?.remaining ?? [],
    newOwner: outcome?.newOwnerId ?? null,
    decisions,
  };
}

// "Cannot judge" and words nobody knows are no answer: a part that holds one is not signed.
function stageDecision(row: DecisionRow): StageDecision | null {
  const decision = decisionOf(row.decision);
  if (decision === null || decision === "cannot-judge") return null;
  return {
    stage: row.stage === 2 ? 2 : 1,
    by: row.personId,
    decision,
    until: row.until?.toISOString() ?? null,
    remaining: row.remaining,
    newOwner: row.newOwnerId,
    comment: row.comment,
    bulk: row.bulkId,
    at: row.decidedAt.toISOString(),
  };
}
