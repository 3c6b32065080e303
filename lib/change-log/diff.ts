import { utcText } from "@/lib/core/clock";
import { isPersonField, isRecord } from "./people-in";
import type { Json, JsonRecord } from "./record-json";

/** One field that differs, in words; null where the field held nothing. */
export type DiffLine = {
  field: string;
  label: string;
  before: string | null;
  after: string | null;
};

/** Words of one kind of record: its fields, and values that do not read well as they are stored. */
export type Words = {
  readonly labels: Readonly<Record<string, string>>;
  readonly wordOf?: (field: string, value: Json) => string | undefined;
};

/** The words for the records of a subject; the page knows the rooms that have them. */
export type WordsOf = (subjectKind: string, subjectId: string) => Words;

export type Names = ReadonlyMap<string, { name: string }>;

const NO_WORDS: Words = { labels: {} };

/** What differs between two records, field by field, in the order of the words, the version last. */
export function diffOf(
  before: JsonRecord | null,
  after: JsonRecord | null,
  words: Words = NO_WORDS,
  names: Names = new Map(),
): DiffLine[] {
  const fields = new Set([...Object.keys(after ?? {}), ...Object.keys(before ?? {})]);
  return [...fields]
    .filter((field) => JSON.stringify(before?.[field]) !== JSON.stringify(after?.[field]))
    .map((field) => ({
      field,
      label: fieldLabel(field, words),
      before: valueText(field, before?.[field], words, names),
      after: valueText(field, after?.[field], words, names),
    }))
    .filter(({ before: was, after: is }) => was !== is)
    .sort((a, b) => rankOf(a.field, words) - rankOf(b.field, words));
}

// The database keeps the fields of a record in an order of its own.
function rankOf(field: string, { labels }: Words): number {
  if (field === "version") return Number.POSITIVE_INFINITY;
  const at = Object.keys(labels).indexOf(field);
  return at < 0 ? Object.keys(labels).length : at;
}

/** A whole record in words, field by field; fields that hold nothing are left out. */
export function recordLines(record: JsonRecord, words: Words, names: Names) {
  return diffOf(null, record, words, names).map(({ field, label, after }) => ({
    field,
    label,
    value: after ?? "",
  }));
}

/** A field's name in words: `reviewDueOn` is "Review due on", `approvedById` is "Approved by". */
export function fieldLabel(field: string, { labels }: Words): string {
  const known = labels[field];
  if (known !== undefined) return known;
  const spaced = field
    .replace(/(?<=[a-z])Ids?$/, "")
    .replaceAll(/([a-z0-9])([A-Z])/g, "$1 $2")
    .toLowerCase();
  return spaced.charAt(0).toUpperCase() + spaced.slice(1);
}

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;
const DAY = /^(\d{4}-\d\d-\d\d)T00:00:00\.000Z$/;

function valueText(field: string, value: Json | undefined, words: Words, names: Names) {
  if (value === null || value === undefined) return null;
  if (isPersonField(field)) return people(value, names);
  return words.wordOf?.(field, value) ?? plainText(field, value, names);
}

function people(value: Json, names: Names): string | null {
  const ids = [value].flat().map(String);
  return ids.map((id) => names.get(id)?.name ?? id).join(", ") || null;
}

function plainText(field: string, value: Json, names: Names): string | null {
  if (typeof value === "boolean") return value ? "Yes" : "No";
  if (typeof value === "string") return textOf(field, value);
  if (Array.isArray(value)) {
    return value.map((item) => plainText(field, item, names) ?? "none").join("\n") || null;
  }
  if (!isRecord(value)) return String(value);
  const lines = Object.entries(value).map(([inner, held]) => {
    const said = isPersonField(inner) ? people(held, names) : plainText(inner, held, names);
    return `${inner}: ${said ?? "none"}`;
  });
  return lines.join("\n") || null;
}

// A date column comes out of JSON as midnight; a field that says "on" is such a day.
function textOf(field: string, value: string): string | null {
  const day = /On$/.test(field) ? DAY.exec(value)?.[1] : undefined;
  if (day !== undefined) return day;
  if (INSTANT.test(value)) return utcText(new Date(value));
  return value === "" ? null : value;
}
