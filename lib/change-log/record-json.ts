import { z } from "zod";

const record = z.record(z.string(), z.json());

/** A record as the log holds it: instants are texts. */
export type JsonRecord = z.infer<typeof record>;
export type Json = JsonRecord[string];

/** A stored `before` or `after`; null where there was none. */
export function recordOf(stored: unknown): JsonRecord | null {
  const parsed = record.safeParse(stored);
  return parsed.success ? parsed.data : null;
}

// What an act says beside the record, where the values themselves are not kept (names, addresses).
const NOTES: readonly string[] = ["changedFields", "erased"];

/** The record without what the act noted beside it. */
export function withoutNotes(noted: JsonRecord): JsonRecord {
  return Object.fromEntries(Object.entries(noted).filter(([field]) => !NOTES.includes(field)));
}
