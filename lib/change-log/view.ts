import { DAY_MS } from "@/lib/core/clock";
import { type DiffLine, diffOf, type Names, recordLines, type WordsOf } from "./diff";
import { actionLabel, actorKindLabel, subjectKindLabel } from "./labels";
import { isPersonField } from "./people-in";
import type { ChangeRecord } from "./queries";
import type { ChangePlace, ChangeProof, Comparison } from "./queries-ledger";
import { type JsonRecord, recordOf } from "./record-json";
import { subjectPath } from "./subject-path";

/** One line of the log. Instants are ISO texts; `late` says by how much it was recorded after the event. */
export type ChangeRow = {
  id: string;
  seq: number;
  recordedAt: string;
  occurredAt: string;
  late: string;
  who: string;
  actorKind: string;
  roles: string;
  act: string;
  subjectKind: string;
  subject: string;
  subjectHref: string;
  summary: string;
  reason: string;
  requestId: string;
};

/** One change in full. */
export type ChangeDetail = ChangeRow & {
  action: string;
  actorId: string;
  subjectId: string;
  /** The subject as an address of the log names it, `agent:8f2d…`. */
  subjectKey: string;
  title: string;
  diff: DiffLine[];
  raw: string;
};

export function toChangeRow(record: ChangeRecord, names: Names, wordsOf: WordsOf): ChangeRow {
  return {
    id: record.id,
    seq: Number(record.seq),
    recordedAt: record.recordedAt.toISOString(),
    occurredAt: record.occurredAt.toISOString(),
    late: lateText(record),
    who: actorName(record, names),
    actorKind: actorKindLabel(record.actorKind),
    roles: record.actorRoles.join(", "),
    act: actionLabel(record.action),
    subjectKind: subjectKindLabel(record.subjectKind),
    subject: subjectName(record, names),
    subjectHref: subjectPath(record.subjectKind, record.subjectId) ?? "",
    summary: summaryOf(diffOfChange(record, names, wordsOf)),
    reason: record.reason ?? "",
    requestId: record.requestId,
  };
}

export function toChangeDetail(record: ChangeRecord, names: Names, wordsOf: WordsOf): ChangeDetail {
  const row = toChangeRow(record, names, wordsOf);
  const { before, after, action, actorId, subjectId } = record;
  return {
    ...row,
    action,
    actorId,
    subjectId,
    subjectKey: `${record.subjectKind}:${subjectId}`,
    title: `${row.act}: ${row.subject}`,
    diff: diffOfChange(record, names, wordsOf),
    raw: JSON.stringify({ before, after }, null, 2),
  };
}

/** The record as it was, in words. */
export function toStateLines(
  state: JsonRecord,
  { subjectKind, subjectId }: { subjectKind: string; subjectId: string },
  names: Names,
  wordsOf: WordsOf,
) {
  return recordLines(state, wordsOf(subjectKind, subjectId), names);
}

/** What a change changed, field by field in words. */
export function diffOfChange(record: ChangeRecord, names: Names, wordsOf: WordsOf): DiffLine[] {
  const words = wordsOf(record.subjectKind, record.subjectId);
  return diffOf(recordOf(record.before), recordOf(record.after), words, names);
}

/** Days between what is claimed and what was recorded, if it is more than one (G-08). */
export function daysLate({ occurredAt, recordedAt }: ChangeRecord): number | null {
  const late = recordedAt.getTime() - occurredAt.getTime();
  return late > DAY_MS ? Math.floor(late / DAY_MS) : null;
}

function lateText(record: ChangeRecord): string {
  const days = daysLate(record);
  if (days === null) return "";
  return `recorded ${days.toLocaleString("en")} ${days === 1 ? "day" : "days"} after the event`;
}

/** Who acted: a person's or token's name; a job by its own. */
export function actorName(record: ChangeRecord, names: Names): string {
  return names.get(record.actorId)?.name ?? record.actorId;
}

/** What a change is about, by the name the record had at that time; a person by the name of today. */
export function subjectName(record: ChangeRecord, names: Names): string {
  const { subjectKind, subjectId } = record;
  if (subjectKind === "person") return names.get(subjectId)?.name ?? subjectId;
  const held = recordOf(record.after) ?? recordOf(record.before) ?? {};
  for (const field of ["name", "title", "organisation", "purpose", "fileName"]) {
    const value = held[field];
    if (typeof value === "string" && value !== "") return value;
  }
  if (subjectKind === "candidate" && typeof held.value === "string") return held.value;
  const { personId } = held;
  return (typeof personId === "string" && names.get(personId)?.name) || subjectId;
}

const SHOWN = 3;
const SHORT = 40;

// What a row says of its diff. All fields of a new record would say everything and therefore nothing;
// the first person it names says whom it concerns.
function summaryOf(diff: readonly DiffLine[]): string {
  const said = diff.filter(({ field }) => field !== "version" && field !== "id");
  if (said.every(({ before }) => before === null)) {
    const people = said.filter(({ field, after }) => isPersonField(field) && after !== null);
    const [first] = people.map(({ label, after }) => `${label}: ${short(after)}`);
    return first ?? "";
  }
  const lines = said.slice(0, SHOWN).map(lineText);
  const more = said.length - lines.length;
  return [...lines, ...(more > 0 ? [`and ${more} more`] : [])].join("; ");
}

function lineText({ label, before, after }: DiffLine): string {
  return `${label}: ${short(before)} → ${short(after)}`;
}

function short(value: string | null): string {
  if (value === null) return "none";
  const line = value.replaceAll(/\s+/g, " ");
  return line.length > SHORT ? `${line.slice(0, SHORT - 1)}…` : line;
}

/** Where a change stands in the ledger, for a row: `index` is "" until it has one. */
export type LedgerMark = { state: "recording" | "recorded" | "sealed" | "broken"; index: string };

/** The same with what proves it. Texts are "" where there is nothing to say; `at` is an ISO text or null. */
export type LedgerProof = LedgerMark & {
  at: string | null;
  leafHash: string;
  /** Size of the first checkpoint that covers it, and when that was signed. */
  checkpoint: { size: string; at: string } | null;
  /** How the record shown compares with the entry. */
  says: string;
  broken: boolean;
};

/** Of a change that is in no list of places nothing is known: it shows as lost. */
export function toLedgerMark(place: ChangePlace = { state: "lost" }): LedgerMark {
  switch (place.state) {
    case "recording":
      return { state: place.fault === null ? "recording" : "broken", index: "" };
    case "recorded":
    case "sealed":
      return { state: place.state, index: place.index.toString() };
    case "lost":
      return { state: "broken", index: "" };
    default:
      return place satisfies never;
  }
}

export function toLedgerProof({ place, leafHash, seal, comparison }: ChangeProof): LedgerProof {
  const mark = toLedgerMark(place);
  const differs = comparison?.read === "differs" || comparison?.read === "damaged";
  const recordedAt = "ts" in place ? place.ts.toISOString() : null;
  return {
    ...mark,
    state: differs ? "broken" : mark.state,
    at: seal?.at.toISOString() ?? recordedAt,
    leafHash: leafHash ?? "",
    checkpoint: seal && { size: seal.size.toLocaleString("en"), at: seal.at.toISOString() },
    says: comparison ? comparisonText(comparison) : waitingText(place),
    broken: differs || mark.state === "broken",
  };
}

function waitingText(place: ChangePlace): string {
  if (place.state === "lost") {
    return "This change neither waits for the ledger nor stands in its index. Somebody edited the database, or the index is being rebuilt.";
  }
  if (place.state === "recording" && place.fault !== null) {
    return `The ledger did not take this change: ${place.fault}. It is kept, and is sent again when the server starts anew.`;
  }
  return "It is on its way into the ledger, which usually takes a second.";
}

function comparisonText(comparison: Comparison): string {
  switch (comparison.read) {
    case "same":
      return "The entry in the ledger says what is shown here, and its hash is that of the index.";
    case "unavailable":
      return "The ledger cannot be read at the moment, so nothing was compared.";
    case "damaged":
      return `The entry cannot be read as evidence. ${comparison.detail}`;
    case "differs":
      return [
        ...(comparison.record
          ? [
              "What is shown here is not what the entry in the ledger says: the entry is the record.",
            ]
          : []),
        ...(comparison.row ? ["The index has another hash or time than the entry."] : []),
      ].join(" ");
    default:
      return comparison satisfies never;
  }
}
