// What a signature discloses of those who decided: conflicts that do not block, exceptions, decisions in the place of another. Pure.
import { CONFLICT_LABEL } from "../assign/assign-labels";
import { conflictsOf, type ReviewPeople } from "../assign/conflicts";
import { lineOf } from "../snapshot/read-line";
import { askedTwice, linesHad, outcomesAt } from "./decisions-file";
import type { ReviewMaterial } from "./material";
import { lineWords } from "./sign-words";

/** Of a part: what its signer is to the lines they decided, `numbers`. */
export function partConflicts(
  material: ReviewMaterial,
  numbers: readonly number[],
  personId: string,
  people: ReviewPeople,
): string[] {
  const theirs = new Set(numbers);
  const found = new Map<string, number[]>();
  const twice = askedTwice(material.assignments);
  for (const { id, position, text } of material.lines) {
    if (!theirs.has(position)) continue;
    const line = lineOf(text);
    const asked = { ...line, stages: twice.has(id) ? 2 : line.stages };
    const { blocking, flagged } = conflictsOf(personId, asked, people);
    for (const conflict of [...blocking, ...flagged]) {
      const words = `the signer ${CONFLICT_LABEL[conflict]}`;
      found.set(words, [...(found.get(words) ?? []), position]);
    }
  }
  return listed(found);
}

/** Of the whole: every exception and delegation under which a signed decision was made, and what its signer is to the lines. */
export function wholeConflicts(
  material: ReviewMaterial,
  ownerId: string,
  people: ReviewPeople,
  at: Date,
): string[] {
  const all = material.lines.map(({ position }) => position);
  return [...partConflicts(material, all, ownerId, people), ...listed(special(material, at))];
}

const SPECIAL: Readonly<Record<string, string>> = {
  exception: "decided by a reviewer with a conflict, and by a second one (recorded exception)",
  delegated: "decided by a delegate",
  reassigned: "decided by another reviewer than at the start",
  replaced: "decided in the place of a reviewer who did not finish",
};

function special(material: ReviewMaterial, at: Date): Map<string, number[]> {
  const found = new Map<string, number[]>();
  const positions = new Map(material.lines.map(({ id, position }) => [id, position]));
  const outcomes = outcomesAt(material, at);
  for (const { lineId, stage, personId, how } of material.assignments) {
    const words = SPECIAL[how];
    const signed = lineId ? outcomes.get(lineId)?.[stage === 2 ? "second" : "first"] : undefined;
    const position = positions.get(lineId ?? "");
    if (!words || position === undefined || signed?.personId !== personId) continue;
    found.set(words, [...(found.get(words) ?? []), position]);
  }
  return found;
}

function listed(found: ReadonlyMap<string, readonly number[]>): string[] {
  return [...found]
    .map(([words, numbers]) => {
      const sorted = [...new Set(numbers)].sort((one, other) => one - other);
      return `${words}: ${lineWords(sorted)}`;
    })
    .sort();
}

/** The numbers of the lines a person had in a stage at an instant. */
export function numbersHad(
  { assignments, lines }: ReviewMaterial,
  stage: 1 | 2,
  personId: string,
  at: Date,
): number[] {
  const had = linesHad(assignments, stage, personId, at);
  return lines.filter(({ id }) => had.has(id)).map(({ position }) => position);
}
