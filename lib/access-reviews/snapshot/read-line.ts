// A snapshot as it is stored, read for a screen. Whoever changed a byte of it by SQL gets a review that says BROKEN, not a page that
// fails: what can no longer be read is null here, and `snapshotIntegrity` names it.
import { z } from "zod";
import {
  LINE_CHANGES,
  LINE_FLAGS,
  LINE_KINDS,
  RISKS,
  SECTIONS,
  SILENCE_RULES,
} from "../review-view";
import type { SnapshotHeader, SnapshotLine } from "../snapshot-view";
import { exclusion, reviewScope } from "../stored";

const text = z.string();
const ref = z.object({ kind: text, id: text, label: text, detail: text });

// What every line has; the rest of its members are as they were written, or the whole of it is another text.
const readable = z.object({
  ...{ n: z.number(), line: text, kind: z.enum(LINE_KINDS), section: z.enum(SECTIONS) },
  ...{ risk: z.enum(RISKS), stages: z.union([z.literal(1), z.literal(2)]), principal: ref },
  ...{ meaning: text, purpose: text, calls: z.number(), denied: z.number() },
  ...{ grants: z.array(z.object({ id: text })), parts: z.array(z.object({ id: text })) },
  ...{ flags: z.array(z.enum(LINE_FLAGS)), change: z.enum(LINE_CHANGES), changed: z.array(text) },
  recommendation: z.object({ decision: text, because: text }),
});
const storedLine = z.custom<SnapshotLine>((value) => readable.safeParse(value).success);

const storedHeader = z.object({
  ...{ v: z.literal(1), file: z.literal("snapshot"), review: text, reference: text, asOf: text },
  ...{ period: z.object({ start: text, end: text }), query: text, lines: z.number() },
  ...{ scope: reviewScope, exclusions: z.array(exclusion), silenceRule: z.enum(SILENCE_RULES) },
  ...{ owner: text, due: text, tieOutNote: text },
  policy: z.object({ version: z.number(), values: z.record(z.string(), z.number()) }),
  sources: z.array(
    z.object({
      ...{ sourceId: text, name: text, statedAt: text.nullable(), lines: z.number() },
      ...{ policyVersion: z.number().nullable(), stale: z.boolean() },
    }),
  ),
  tieOut: z.array(
    z.object({
      ...{ id: text, words: text, compared: z.number(), missing: z.number() },
      examples: z.array(text),
    }),
  ),
  previous: z.object({ review: text, snapshot: text }).nullable(),
}) satisfies z.ZodType<SnapshotHeader>;

/** A line of a snapshot as it was frozen. Its form was checked when it was written, and its bytes are by `snapshotIntegrity`. */
export function lineOf(stored: string): SnapshotLine {
  const line: SnapshotLine = JSON.parse(stored);
  return line;
}

/** The same for a screen that has to show a broken review too: null where the text is no line any more. */
export function readableLine(stored: string): SnapshotLine | null {
  return storedLine.nullable().catch(null).parse(jsonOf(stored));
}

/** The first line of a snapshot; null before the start, and where its text is none any more. */
export function headerOf(stored: string | null): SnapshotHeader | null {
  return storedHeader
    .nullable()
    .catch(null)
    .parse(jsonOf(stored ?? "null"));
}

function jsonOf(stored: string): unknown {
  try {
    return JSON.parse(stored);
  } catch {
    return null;
  }
}
