import { DECISION_LABEL, SIGNATURE_ROLE_LABEL } from "../labels";
import { DECISIONS } from "../review-view";
import { type Names, outcomeWords } from "./lines-view";
import type { getReviewLine } from "./queries";

type Facts = NonNullable<Awaited<ReturnType<typeof getReviewLine>>>;

/** Everything that was decided of a line, oldest first; `counts`: the newest of its stage that was not taken back. */
export function toLineDecisions({ history, held, names }: Facts) {
  const counting = [held.first?.id, held.second?.id];
  return history.map((row) => ({
    id: row.id,
    stage: SIGNATURE_ROLE_LABEL[row.stage === 2 ? "stage-2" : "stage-1"],
    who: names.get(row.personId)?.name ?? row.personId,
    decision: decisionWords(row, names),
    comment: row.comment,
    at: row.decidedAt.toISOString(),
    counts: counting.includes(row.id),
    together: row.bulkId !== null,
  }));
}

function decisionWords(row: Facts["history"][number], names: Names): string {
  const known = DECISIONS.find((decision) => decision === row.decision);
  if (known === undefined) return "Taken back";
  const word = DECISION_LABEL[known];
  if (known === "keep-until" && row.until) return `${word} ${row.until.toISOString().slice(0, 10)}`;
  if (known === "reduce") return `${word} to ${row.remaining.length}`;
  const who = row.newOwnerId === null ? undefined : names.get(row.newOwnerId)?.name;
  return who ? `${word}: ${who}` : word;
}

/** The same thing in other reviews, newest first. */
export function toElsewhere({ others, names }: Facts) {
  return others.map(({ review, held }) => ({
    id: held.id,
    reference: review.reference,
    at: review.asOf?.toISOString() ?? "",
    outcome: outcomeWords(held, names) || "Not decided yet",
  }));
}

/** Who was to decide it, from when until when. */
export function toAssigned({ assignments, names }: Facts) {
  return assignments.map((row) => ({
    id: row.id,
    words: `${SIGNATURE_ROLE_LABEL[row.stage === 2 ? "stage-2" : "stage-1"]}: ${names.get(row.personId)?.name ?? row.personId}. ${row.why}`,
    until: row.until?.toISOString() ?? "",
  }));
}

/** The line in one sentence: who may do what, what became of it, and whether that has taken place. */
export function lineSentence({ held, removal, dossier, names }: Facts): string {
  const { reference, signedAt } = dossier.review;
  const said = outcomeWords(held, names);
  if (said === "") return `In ${reference}, frozen as it was then; not decided yet.`;
  const signed = signedAt === null ? "not signed yet" : "signed";
  if (removal === null) return `In ${reference} it ended with: ${said} (${signed}).`;
  return `In ${reference} it ended with: ${said} (${signed}); its removal is ${removal.state}.`;
}
