import { utcText } from "@/lib/core/clock";
import { isUuid } from "@/lib/core/text";
import { canonicalJson } from "@/lib/ledger/canonical-json";
import type { RequestKind } from "./define-request-kind";
import type { Diff, JsonRecord } from "./diff";

export type Names = ReadonlyMap<string, { name: string; title: string }>;

/** One field of a wish in words; null where there is no value. */
export type WishRow = { field: string; label: string; before: string | null; after: string | null };

/** The fields in which a wish differs, in words of its kind, people by name. */
export function wishRows(
  { before, after }: Diff,
  subjectId: string,
  kind: RequestKind | undefined,
  names: Names,
): WishRow[] {
  const labels =
    typeof kind?.fieldLabels === "function" ? kind.fieldLabels(subjectId) : kind?.fieldLabels;
  const words = (field: string, record: Diff["before"]) => {
    const value = record?.[field] ?? null;
    return kind?.wordsOf?.(field, value, subjectId) ?? plainWords(value, names);
  };
  // Labelled fields in the order of their labels: the database keeps none of its own.
  const stored = [...Object.keys(after), ...Object.keys(before ?? {})];
  const known = Object.keys(labels ?? {}).filter((field) => stored.includes(field));
  const fields = new Set([...known, ...stored]);
  return [...fields]
    .filter((field) => differs(before?.[field], after[field]))
    .map((field) => ({
      field,
      label: labels?.[field] ?? field,
      before: before ? words(field, before) : null,
      after: words(field, after),
    }));
}

/** Ids in a wish that may be people's, so that their names can be looked up. */
export function idsIn({ before, after }: Diff): string[] {
  const values = [...Object.values(before ?? {}), ...Object.values(after)].flat();
  return values.filter((value) => typeof value === "string").filter(isUuid);
}

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

function plainWords(value: JsonRecord[string], names: Names): string | null {
  if (value === null || value === "") return null;
  if (typeof value === "boolean") return value ? "Yes" : "No";
  if (typeof value === "number") return String(value);
  if (typeof value === "string") return textWords(value, names);
  if (!Array.isArray(value)) return canonicalJson(value);
  return value.map((item) => plainWords(item, names) ?? "–").join(", ") || null;
}

function textWords(text: string, names: Names): string {
  const person = names.get(text);
  if (person) return person.title ? `${person.name}, ${person.title}` : person.name;
  return INSTANT.test(text) ? utcText(new Date(text)) : text;
}

function differs(one: JsonRecord[string] | undefined, other: JsonRecord[string] | undefined) {
  return canonicalJson(one ?? null) !== canonicalJson(other ?? null);
}
