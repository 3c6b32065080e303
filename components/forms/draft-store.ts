import type { FormValues } from "@/lib/core/action-state";

/** What was typed and not yet sent, kept in this browser only. */
export type Draft = { values: FormValues; at: string };

const PREFIX = "draft:";

/** The draft under a key; null where there is none, or none that can be read. */
export function readDraft(key: string): Draft | null {
  try {
    const parsed: unknown = JSON.parse(localStorage.getItem(PREFIX + key) ?? "null");
    return isDraft(parsed) ? parsed : null;
  } catch {
    return null; // storage can be refused, and its content is not ours alone
  }
}

/** Keeps a draft; false where the browser refuses. */
export function writeDraft(key: string, draft: Draft): boolean {
  try {
    localStorage.setItem(PREFIX + key, JSON.stringify(draft));
    return true;
  } catch {
    return false;
  }
}

export function dropDraft(key: string): void {
  try {
    localStorage.removeItem(PREFIX + key);
  } catch {
    // nothing was kept where storage is refused
  }
}

function isDraft(value: unknown): value is Draft {
  if (typeof value !== "object" || value === null) return false;
  if (!("at" in value) || typeof value.at !== "string") return false;
  return "values" in value && isValues(value.values);
}

function isValues(value: unknown): value is FormValues {
  if (typeof value !== "object" || value === null) return false;
  return Object.values(value).every(
    (entry) =>
      typeof entry === "string" ||
      (Array.isArray(entry) && entry.every((text) => typeof text === "string")),
  );
}
