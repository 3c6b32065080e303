// Whether now is right to sign. Pure: sentences that say what is missing; none: it can be signed.
import { DAY_MS } from "@/lib/core/clock";
import { newestOf } from "../decide/current-decisions";
import { outcomeOf } from "../decide/outcome";
import { linesHad, outcomesAt, partOf, signedBy } from "./decisions-file";
import type { ReviewMaterial } from "./material";
import { SIGNED_ALREADY } from "./sign-view";
import { counted, instantWords, lineWords } from "./sign-words";
import type { StoredDelta } from "./stored-delta";

/** What stands between a person and the signature of their part of a stage. */
export function blocksPart(
  material: ReviewMaterial,
  stage: 1 | 2,
  personId: string,
  at: Date,
): string[] {
  if (material.review.status !== "open") return [NOT_OPEN];
  const part = partOf(material, stage, personId, at);
  const open = openLines(material, stage, personId, at);
  const says = [
    ...saying(open.undecided, (which) => `Not decided yet: ${which} of your part.`),
    ...saying(
      open.cannotJudge,
      (which) => `You cannot judge ${which}: they wait for somebody else, or for your decision.`,
    ),
    ...saying(
      stage === 2 ? unsignedFirst(material, part, at) : [],
      (which) => `The first stage of ${which} is not signed yet.`,
    ),
  ];
  if (says.length > 0) return says;
  if (part.length === 0) return ["You have decided no line of this stage."];
  return hasNews(material, stage, personId, at) ? [] : [SIGNED_ALREADY];
}

const NOT_OPEN = "This review is not open: nothing of it is signed now.";

/** The first line number that somebody still has to sign for, and whether the time for that is over. */
export function blocksSignOff(
  material: ReviewMaterial,
  delta: StoredDelta | null,
  late: { readonly isLate: boolean },
  at: Date,
): string[] {
  const { review } = material;
  if (review.status !== "open") return [NOT_OPEN];
  const silent = silentLines(material, at);
  const waits = silent.length > 0 && !isOverdue(review.dueAt, at);
  const says = waits
    ? [
        `${counted(silent.length, "line")} still wait for a signed answer (${lineWords(silent)}). Until the end of its due day, ${instantWords(endOfDay(review.dueAt))}, silence is no answer.`,
      ]
    : [];
  return [...says, ...blocksDelta(delta), ...blocksLate(review, late.isLate)];
}

/** What stands between the signer of a review and an addendum to it. */
export function blocksAddendum({ review }: ReviewMaterial, delta: StoredDelta | null): string[] {
  if (review.signedAt === null) return ["An addendum comes after the signature."];
  if (delta === null) return ["Nothing has been prepared to be added yet."];
  const isEmpty = delta.rows.length === 0 && delta.corrected.length === 0;
  return isEmpty ? ["Nothing changed, and nothing is corrected."] : blocksDelta(delta);
}

/** Why the delta cannot be signed: it was never frozen, or nobody said what becomes of a line. */
export function blocksDelta(delta: StoredDelta | null): string[] {
  if (delta === null) return ["What changed since the snapshot has not been frozen yet."];
  const left = delta.rows.filter(({ disposition }) => disposition === null).length;
  return left === 0 ? [] : [`Nobody said yet what becomes of ${counted(left, "change")}.`];
}

function blocksLate(
  { lateReason, lateById, ownerId }: ReviewMaterial["review"],
  isLate: boolean,
): string[] {
  if (!isLate) return [];
  if (lateReason === "") return ["It is signed late: say why."];
  return lateById === null || lateById === ownerId
    ? ["Somebody else has to approve why it is signed late."]
    : [];
}

/** Numbers of the lines that would be signed as "no response". */
export function silentLines(material: ReviewMaterial, at: Date): number[] {
  const outcomes = outcomesAt(material, at);
  return material.lines
    .filter(({ id }) => outcomes.get(id)?.outcome === null)
    .map(({ position }) => position);
}

/** Whether the due day is over, to its end (UTC). Until then nobody's silence counts. */
export function isOverdue(dueAt: Date, at: Date): boolean {
  return at > endOfDay(dueAt);
}

function endOfDay(at: Date): Date {
  return new Date(Math.floor(at.getTime() / DAY_MS) * DAY_MS + DAY_MS - 1);
}

/** Numbers of the lines a person has in a stage that nobody has answered for, and of those they cannot judge. */
export function openLines(
  material: ReviewMaterial,
  stage: 1 | 2,
  personId: string,
  at: Date,
): { readonly undecided: number[]; readonly cannotJudge: number[] } {
  const newest = newestOf(material.history);
  const had = linesHad(material.assignments, stage, personId, at);
  const holders = holdersOf(material, stage, at);
  const signed = signedBy(material, at);
  const undecided: number[] = [];
  const cannotJudge: number[] = [];
  for (const { id, position } of material.lines) {
    const row = had.has(id) ? newest.get(id)?.[stage] : undefined;
    if (!had.has(id) || (row && signed(row))) continue;
    if (!row || !holders.get(id)?.has(row.personId)) undecided.push(position);
    else if (row.decision === "cannot-judge") cannotJudge.push(position);
  }
  return { undecided, cannotJudge };
}

// Of several who have a line one decides for all; whoever no longer has it decides for nobody.
function holdersOf(
  { assignments }: ReviewMaterial,
  stage: 1 | 2,
  at: Date,
): Map<string, Set<string>> {
  const holders = new Map<string, Set<string>>();
  for (const row of assignments) {
    const holds = row.fromAt <= at && (row.until === null || row.until > at);
    if (row.lineId === null || row.stage !== stage || !holds) continue;
    holders.set(row.lineId, (holders.get(row.lineId) ?? new Set()).add(row.personId));
  }
  return holders;
}

// The second stage signs over the first: what the first has not signed, it could still take back.
function unsignedFirst(
  material: ReviewMaterial,
  part: readonly { readonly n: number }[],
  at: Date,
): number[] {
  const outcomes = outcomesAt(material, at);
  const signed = new Set(
    material.lines
      .filter(({ id }) => outcomeOf(outcomes.get(id)?.first, null, 1) !== null)
      .map(({ position }) => position),
  );
  return part.map(({ n }) => n).filter((n) => !signed.has(n));
}

// Signed once, a part is signed again only where lines came to it afterwards.
function hasNews(material: ReviewMaterial, stage: 1 | 2, personId: string, at: Date): boolean {
  const newest = newestOf(material.history);
  const had = linesHad(material.assignments, stage, personId, at);
  const signed = signedBy(material, at);
  return material.lines.some(({ id }) => {
    const row = had.has(id) ? newest.get(id)?.[stage] : undefined;
    return row?.personId === personId && !signed(row);
  });
}

function saying(numbers: readonly number[], says: (which: string) => string): string[] {
  return numbers.length === 0 ? [] : [says(lineWords(numbers))];
}
