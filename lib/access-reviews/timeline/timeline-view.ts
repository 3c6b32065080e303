import { actionLabel, subjectKindLabel } from "@/lib/change-log/labels";
import type { ChangeRecord } from "@/lib/change-log/queries";
import { SIGNATURE_ROLE_LABEL } from "../labels";
import type { Names } from "../overview/lines-view";

/** One act in the life of a review, in words. `at` is an ISO text; `href` "" where it has no page of its own. */
export type TimelineRow = {
  readonly id: string;
  readonly at: string;
  readonly who: string;
  readonly act: string;
  readonly about: string;
  readonly words: string;
  readonly reason: string;
};

export function toTimelineRow(record: ChangeRecord, names: Names): TimelineRow {
  return {
    id: record.id,
    at: record.recordedAt.toISOString(), // a browser may claim another time for what it had to keep; the server's counts
    who: names.get(record.actorId)?.name ?? record.actorId,
    act: actionLabel(record.action),
    about: subjectKindLabel(record.subjectKind),
    words: wordsOf(record, names),
    reason: record.reason ?? "",
  };
}

type Held = Readonly<Record<string, unknown>>;

/** What the act was about, as far as its record says it: the people, the numbers and the hashes an auditor looks for. */
function wordsOf({ after, before }: ChangeRecord, names: Names): string {
  const held = objectOf(after) ?? objectOf(before) ?? {};
  const said = SAID.flatMap(([field, label]) => {
    const text = textOf(held[field], names);
    return text === "" ? [] : [`${label}: ${text}`];
  });
  return said.slice(0, SHOWN).join("; ");
}

// Words of the record that have words of their own on the screen.
const WORDS: Readonly<Record<string, string>> = SIGNATURE_ROLE_LABEL;

const SHOWN = 5;
const SAID = [
  ["reference", "review"],
  ["role", "as"],
  ["lineKey", "line"],
  ["decision", "decision"],
  ["disposition", "disposition"],
  ["kind", "kind"],
  ["state", "state"],
  ["personId", "person"],
  ["fromId", "from"],
  ["toId", "to"],
  ["snapshotLines", "lines"],
  ["snapshotHash", "snapshot"],
  ["hash", "hash"],
  ["sha256", "SHA-256"],
  ["comment", "comment"],
  ["lateReason", "late because"],
] as const;

function textOf(value: unknown, names: Names): string {
  if (typeof value === "number") return value.toLocaleString("en");
  if (typeof value !== "string") return "";
  const known = WORDS[value];
  if (known !== undefined) return known;
  const name = names.get(value)?.name;
  if (name !== undefined) return name;
  return /^[0-9a-f]{64}$/.test(value) ? `${value.slice(0, 16)}…` : value;
}

function objectOf(value: unknown): Held | null {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return null;
  return Object.fromEntries(Object.entries(value));
}
