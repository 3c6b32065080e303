import type { ExportColumn } from "@/lib/exports/cells";
import type { RowPlace } from "@/lib/exports/ledger-tally";
import type { Names, WordsOf } from "./diff";
import { actionLabel, subjectKindLabel } from "./labels";
import type { ChangeRecord } from "./queries";
import type { ChangePlace } from "./queries-ledger";
import { actorName, daysLate, diffOfChange, subjectName } from "./view";

/** A change with what it takes to put it into words, and where it stands in the ledger. */
export type ExportedChange = {
  record: ChangeRecord;
  names: Names;
  wordsOf: WordsOf;
  place: ChangePlace;
  check: RowPlace["check"];
};
type Column = ExportColumn<ExportedChange>;

// Print is for reading: what machines need of a change stands in the data files alone.
const NOT_PRINTED = ["pdf"] as const;

const WHEN: readonly Column[] = [
  {
    key: "seq",
    header: "No.",
    definition:
      "Position in the log, as the database gave it. Numbers of transactions that were rolled back are missing.",
    type: "number",
    notIn: NOT_PRINTED, // print has room for one number: the one that can be proved
    value: ({ record }) => Number(record.seq),
  },
  {
    key: "recorded_at",
    header: "Recorded at",
    definition: "When the server recorded the change.",
    type: "instant",
    value: ({ record }) => record.recordedAt,
  },
  {
    key: "occurred_at",
    header: "Occurred at",
    definition:
      "When the act is said to have happened; the time of recording unless a person claimed another.",
    type: "instant",
    notIn: NOT_PRINTED,
    value: ({ record }) => record.occurredAt,
  },
  {
    key: "days_late",
    header: "Days late",
    definition:
      "Whole days from the claimed time to the recording, if more than one day (G-08). No value: in time.",
    type: "number",
    value: ({ record }) => daysLate(record),
  },
];

const WHO: readonly Column[] = [
  {
    key: "actor_kind",
    header: "Actor kind",
    definition: "person, token, job, source, or guest for somebody not signed in.",
    type: "text",
    notIn: NOT_PRINTED,
    value: ({ record }) => record.actorKind,
    width: 8,
  },
  {
    key: "actor_id",
    header: "Actor id",
    definition: "The id of who acted; a job's name.",
    type: "text",
    notIn: NOT_PRINTED,
    value: ({ record }) => record.actorId,
    width: 36,
  },
  {
    key: "actor",
    header: "Who",
    definition: "The name behind the actor's id at the time of this export, not of the change.",
    type: "text",
    value: ({ record, names }) => actorName(record, names),
  },
  {
    key: "actor_roles",
    header: "Roles",
    definition: "The roles a person held when they acted, separated by spaces. Empty for machines.",
    type: "text",
    value: ({ record }) => record.actorRoles.join(" "),
    width: 14,
  },
];

const WHAT: readonly Column[] = [
  {
    key: "action",
    header: "Act",
    definition: "The recorded act, noun.past-tense; stored for ever.",
    type: "text",
    notIn: NOT_PRINTED,
    value: ({ record }) => record.action,
  },
  {
    key: "act",
    header: "Act in words",
    definition: "The same act in words.",
    type: "text",
    value: ({ record }) => actionLabel(record.action),
  },
  {
    key: "subject_kind",
    header: "Subject kind",
    definition: "What kind of thing the change is about.",
    type: "text",
    value: ({ record }) => subjectKindLabel(record.subjectKind),
    width: 10,
  },
  {
    key: "subject_id",
    header: "Subject id",
    definition: "The id of what the change is about; a room's name for policies.",
    type: "text",
    notIn: NOT_PRINTED,
    value: ({ record }) => record.subjectId,
    width: 36,
  },
  {
    key: "subject",
    header: "Subject",
    definition:
      "The name the record had at that time; for a person the name at the time of this export.",
    type: "text",
    value: ({ record, names }) => subjectName(record, names),
    width: 24,
  },
  {
    key: "changed",
    header: "What changed",
    definition:
      "Field by field: what it was and what it became, one per line. Empty for a new record and where no field of the record differs.",
    type: "text",
    value: (change) => (change.record.before === null ? "" : linesOf(change)),
    width: 48,
  },
  {
    key: "new_record",
    header: "New record",
    definition: "The fields of a record that is new, one per line. Empty for a change of a record.",
    type: "text",
    notIn: NOT_PRINTED,
    value: (change) => (change.record.before === null ? linesOf(change) : ""),
    width: 48,
  },
  {
    key: "reason",
    header: "Reason",
    definition: "Why, in the words of whoever acted. No value where none was asked for.",
    type: "text",
    value: ({ record }) => record.reason,
    width: 24,
  },
];

const IDS: readonly Column[] = [
  {
    key: "change_id",
    header: "Change id",
    definition: "The id of the change.",
    type: "text",
    value: ({ record }) => record.id,
    width: 36,
  },
  {
    key: "request_id",
    header: "Request id",
    definition:
      "The request to the server, or run of a job, in which the change was made; shared by all its changes.",
    type: "text",
    notIn: NOT_PRINTED,
    value: ({ record }) => record.requestId,
    width: 36,
  },
];

const RAW: readonly Column[] = [
  {
    key: "before",
    header: "Before",
    definition: "The whole record before the change as JSON. No value: there was none.",
    type: "text",
    notIn: ["xlsx", "pdf"], // longer than a cell of Excel can be
    value: ({ record }) => (record.before === null ? null : JSON.stringify(record.before)),
  },
  {
    key: "after",
    header: "After",
    definition: "The whole record after the change as JSON. No value: there is none.",
    type: "text",
    notIn: ["xlsx", "pdf"],
    value: ({ record }) => (record.after === null ? null : JSON.stringify(record.after)),
  },
];

const LEDGER: readonly Column[] = [
  {
    key: "ledger_index",
    header: "Ledger index",
    definition:
      "Where the change stands in the governance ledger: the log and its origin are in the provenance. No value: it is on its way there.",
    type: "number",
    value: ({ place }) => ("index" in place ? Number(place.index) : null),
  },
  {
    key: "leaf_hash",
    header: "Leaf hash",
    definition:
      "SHA-256 of the change's entry, as RFC 6962 hashes a leaf, in hex. No value: no entry yet.",
    type: "text",
    notIn: NOT_PRINTED,
    value: ({ place }) => ("leafHash" in place ? place.leafHash : null),
    width: 64,
  },
  {
    key: "ledger_check",
    header: "Ledger",
    definition:
      "same: the row says what its entry says. recording: it is on its way into the ledger. differs: it does not say what its entry says, or has none. unread: the ledger could not be read.",
    type: "text",
    notIn: NOT_PRINTED,
    value: ({ place, check }) => (place.state === "recording" ? "recording" : check),
    width: 10,
  },
];

/** The columns of the log, in the order of the file. */
export const CHANGE_COLUMNS: readonly Column[] = [
  ...WHEN,
  ...WHO,
  ...WHAT,
  ...IDS,
  ...RAW,
  ...LEDGER,
];

function linesOf({ record, names, wordsOf }: ExportedChange): string {
  return diffOfChange(record, names, wordsOf)
    .map(({ label, before, after }) =>
      before === null ? `${label}: ${after ?? "none"}` : `${label}: ${before} → ${after ?? "none"}`,
    )
    .join("\n");
}
