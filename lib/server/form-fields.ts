import type { FormValues } from "@/lib/core/action-state";
import { isStorable } from "@/lib/core/text";

/** What a form sent: `name` is a text or a file, `name[]` a list of texts (without the brackets). */
export type FormFields = Record<string, FormDataEntryValue | string[]>;

const LIST = "[]";
const ANNOUNCED = ":list"; // `<input type="hidden" name="x:list">` says that list x exists, even if empty

/** Reads a form into plain fields. React's own `$ACTION` fields are left out. */
export function fieldsOf(form: FormData): FormFields {
  const fields: FormFields = {};
  for (const name of new Set(form.keys())) {
    if (name.startsWith("$ACTION")) continue;
    if (name.endsWith(ANNOUNCED)) fields[name.slice(0, -ANNOUNCED.length)] ??= [];
    else if (name.endsWith(LIST)) fields[name.slice(0, -LIST.length)] = texts(form.getAll(name));
    else fields[name] = form.get(name) ?? "";
  }
  return fields;
}

/** Names of the fields whose text no database could hold, with what to do about it. */
export function unstorable(fields: FormFields): Record<string, string[]> {
  const says = "Remove the invisible control character (NUL) or broken letter in this text.";
  const bad = Object.entries(fields).filter(([, value]) =>
    texts([value].flat()).some((text) => !isStorable(text)),
  );
  return Object.fromEntries(bad.map(([name]) => [name, [says]]));
}

/** What goes back to the form after an error: all texts except secrets; a file cannot go back. */
export function valuesOf(fields: FormFields, secret: readonly string[]): FormValues {
  const values: Record<string, string | readonly string[]> = {};
  for (const [name, value] of Object.entries(fields)) {
    if (secret.includes(name) || value instanceof File) continue;
    values[name] = value;
  }
  return values;
}

function texts(values: readonly FormDataEntryValue[]): string[] {
  return values.filter((value) => typeof value === "string");
}
