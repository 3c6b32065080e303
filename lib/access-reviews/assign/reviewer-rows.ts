import { type Actor, can } from "@/lib/auth/actor";
import { DAY_MS, utcDay } from "@/lib/core/clock";
import { SIGNATURE_ROLE_LABEL } from "../labels";
import { ASSIGNED_HOW_LABEL } from "./assign-labels";
import { fitnessOf, fitnessWords } from "./fitness-view";
import type { getReviewers } from "./queries-assignments";
import type { listDelegations, listReviewers } from "./queries-reviewers";
import {
  type AssignmentRow,
  type CannotJudgeRow,
  type DelegationRow,
  type FitnessRow,
  nameIn,
  type ReviewerRow,
} from "./reviewers-view";

type Reviewers = Awaited<ReturnType<typeof getReviewers>>;

/** Each reviewer in each stage. */
export function toReviewerRows(found: Reviewers, now: Date): ReviewerRow[] {
  const { parts, names, records, days, flagged, people, groups } = found;
  return parts.map((part) => {
    const { personId, stage, lines, decided, undecided, cannotJudge } = part;
    const id = `${personId}:${stage}`;
    const recordedAt = records.get(personId)?.recordedAt ?? null;
    const held = groups.filter(
      (group) => group.personId === personId && group.stage === stage && group.until === null,
    );
    return {
      ...{ id, lines, decided, undecided, cannotJudge, stage: stageWord(stage) },
      ...{ name: nameIn(names, personId), title: names.get(personId)?.title ?? "" },
      how: [...new Set(held.map(({ how }) => howWord(how)))].join(", "),
      ...{ signedAt: part.signedAt ?? "", signatureId: part.signatureId ?? "" },
      ...{ flagged: flagged.get(id) ?? "", left: !people.roles.has(personId) },
      fitness: fitnessOf(recordedAt, days, now),
      fitnessWords: fitnessWords(recordedAt, days, now),
    };
  });
}

/** Each way in which lines came to somebody, the oldest first. */
export function toAssignmentRows({ groups, names }: Reviewers): AssignmentRow[] {
  return groups.map((group, index) => ({
    ...{ id: String(index), why: group.why, lines: group.lines },
    name: nameIn(names, group.personId),
    stage: stageWord(group.stage),
    how: howWord(group.how),
    numbers: group.stage === 3 ? "the whole review" : group.numbers,
    from: group.fromAt.toISOString(),
    until: group.until?.toISOString() ?? "",
    by: nameIn(names, group.byId),
  }));
}

/** Lines that wait for somebody who can judge them. */
export function toCannotJudgeRows({ unjudged, names }: Reviewers): CannotJudgeRow[] {
  return unjudged.map(({ line, decision }) => ({
    ...{ id: decision.id, lineId: decision.lineId, n: line.n, comment: decision.comment },
    what: [line.principal.label, line.server?.name].filter(Boolean).join(" on "),
    stage: decision.stage === 2 ? 2 : 1,
    ...{ byId: decision.personId, by: nameIn(names, decision.personId) },
    ...{ namedId: decision.newOwnerId ?? "", named: nameIn(names, decision.newOwnerId) },
  }));
}

function stageWord(stage: number): string {
  if (stage === 3) return SIGNATURE_ROLE_LABEL["sign-off"];
  return SIGNATURE_ROLE_LABEL[stage === 2 ? "stage-2" : "stage-1"];
}

function howWord(how: string): string {
  return Object.entries(ASSIGNED_HOW_LABEL).find(([id]) => id === how)?.[1] ?? how;
}

/** Everybody who may review, by name; whoever lacks a record first. */
export function toFitnessRows(
  { ids, records, days, names }: Awaited<ReturnType<typeof listReviewers>>,
  now: Date,
): FitnessRow[] {
  const rows = ids.map((id) => {
    const record = records.get(id);
    const recordedAt = record?.recordedAt ?? null;
    return {
      ...{ id, name: nameIn(names, id), title: names.get(id)?.title ?? "" },
      fitness: fitnessOf(recordedAt, days, now),
      fitnessWords: fitnessWords(recordedAt, days, now),
      ...{ role: record?.role ?? "", suitability: record?.suitability ?? "" },
      trainedOn: record ? utcDay(record.trainedOn) : "",
      recordedBy: nameIn(names, record?.recordedById ?? null),
      recordedAt: recordedAt?.toISOString() ?? "",
    };
  });
  const rank = { none: 0, attention: 1, pass: 2 };
  return rows.sort(
    (a, b) => rank[a.fitness] - rank[b.fitness] || a.name.localeCompare(b.name, "en"),
  );
}

/** Delegations, as they stand now. */
export function toDelegationRows(
  { rows, references, names }: Awaited<ReturnType<typeof listDelegations>>,
  actor: Actor,
  now: Date,
): DelegationRow[] {
  return rows.map((row) => {
    const state = stateOf(row, now);
    const mine = row.fromId === actor.id || can(actor, "review:prepare");
    return {
      ...{ id: row.id, state, reason: row.reason },
      ...{ from: nameIn(names, row.fromId), to: nameIn(names, row.toId) },
      review: row.reviewId ? (references.get(row.reviewId) ?? row.reviewId) : "every review",
      firstAt: row.fromAt.toISOString(),
      until: new Date(row.until.getTime() - DAY_MS).toISOString().slice(0, 10),
      ...{ recordedBy: nameIn(names, row.recordedById), recordedAt: row.recordedAt.toISOString() },
      mayEnd: mine && (state === "running" || state === "to come"),
    };
  });
}

function stateOf(
  row: { fromAt: Date; until: Date; endedAt: Date | null },
  now: Date,
): DelegationRow["state"] {
  if (row.endedAt) return "ended";
  if (row.until <= now) return "over";
  return row.fromAt <= now ? "running" : "to come";
}

/** What the page of a review's reviewers proves or lacks, in a sentence. */
export function reviewersSentence(rows: readonly ReviewerRow[]): string {
  if (rows.length === 0) return "Lines are given to reviewers when the review starts.";
  const sum = (of: "decided" | "lines") => rows.reduce((all, row) => all + row[of], 0);
  const signed = rows.filter(({ signedAt }) => signedAt !== "").length;
  const said = `${sum("decided")} of ${sum("lines")} decisions are taken, ${signed} of ${rows.length} parts are signed.`;
  return [said, ...lacking(rows)].join(" ");
}

function lacking(rows: readonly ReviewerRow[]): string[] {
  const left = rows.filter((row) => row.left && row.signedAt === "").length;
  const unfit = rows.filter(({ fitness }) => fitness !== "pass").map(({ id }) => id.slice(0, -2));
  const people = new Set(unfit).size;
  const parts = left === 1 ? "1 part belongs" : `${left} parts belong`;
  return [
    ...(left > 0 ? [`${parts} to somebody who has left: hand it over.`] : []),
    ...(people > 0
      ? [
          `Of ${people === 1 ? "1 person" : `${people} people`} no current record says why they are fit to review.`,
        ]
      : []),
  ];
}
