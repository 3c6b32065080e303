import "server-only";
import { z } from "zod";
import type { DecisionLine, DeltaLine } from "../decisions-view";
import { DELTA_CHANGES, DISPOSITIONS, type Disposition } from "../review-view";
import type { SnapshotLine } from "../snapshot-view";
import type { FileSource } from "./material";

/** A line of the delta before anybody said what becomes of it: what is stored as `text`. */
export type DeltaText = Omit<DeltaLine, "disposition" | "comment" | "by" | "at">;

/** A row of the delta, read: its text and, once somebody said so, what becomes of it. */
export type DeltaRow = DeltaText & {
  readonly id: string;
  readonly disposition: Disposition | null;
  readonly comment: string;
  readonly by: string | null;
  readonly at: string | null;
};

export type StoredDelta = {
  readonly header: string; // RFC 8785 text
  readonly frozenAt: Date;
  readonly reason: string; // of an addendum
  readonly decisions: string; // of an addendum: the corrected lines, NDJSON without a header
  readonly corrected: readonly DecisionLine[]; // the same, read
  /** As they stand in the file; a line that nobody disposed of says an empty disposition, and is signed by nobody. */
  readonly lines: readonly (Omit<DeltaLine, "disposition"> & { readonly disposition: string })[];
  readonly rows: readonly DeltaRow[];
  /** As of when it began; null where its header cannot be read. */
  readonly from: string | null;
};

/** The delta of a version as it is stored, in its order; null where none was frozen. */
export async function storedDelta(
  source: Pick<FileSource, "reviewDelta" | "reviewDeltaFile">,
  reviewId: string,
  version: number,
): Promise<StoredDelta | null> {
  const file = await source.reviewDeltaFile.findUnique({
    where: { reviewId_version: { reviewId, version } },
  });
  if (!file) return null;
  const stored = await source.reviewDelta.findMany({
    where: { reviewId, version },
    orderBy: [{ position: "asc" }, { id: "asc" }],
  });
  const rows = stored.map((row): DeltaRow => {
    return {
      ...deltaTextOf(row),
      id: row.id,
      disposition: DISPOSITIONS.find((known) => known === row.disposition) ?? null,
      comment: row.comment,
      by: row.disposedById,
      at: row.disposedAt?.toISOString() ?? null,
    };
  });
  const lines = rows.map(({ id: _id, ...row }) => ({
    ...row,
    disposition: row.disposition ?? "",
    by: row.by ?? "",
    at: row.at ?? "",
  }));
  const { header, frozenAt, reason, decisions } = file;
  const corrected = decisions.split("\n").filter(Boolean).flatMap(decisionLineOf);
  const begun = z.object({ from: z.string() }).safeParse(jsonOf(header));
  const from = begun.success ? begun.data.from : null;
  return { header, frozenAt, reason, decisions, corrected, lines, rows, from };
}

// Written by this room alone; what somebody else wrote there is read as far as it goes, and breaks the signature.
const deltaText = z.object({
  n: z.number(),
  line: z.string(),
  change: z.enum(DELTA_CHANGES),
  fields: z.array(z.object({ field: z.string(), before: z.string(), after: z.string() })),
  now: z.custom<Omit<SnapshotLine, "n">>((value) => typeof value === "object").nullable(),
});

// What somebody wrote there by SQL and cannot be read says that something is there: the signature over it no longer holds.
function deltaTextOf({ text, position, lineKey }: Filed): DeltaText {
  const { success, data } = deltaText.safeParse(jsonOf(text));
  if (success) return data;
  return { n: position, line: lineKey, change: "altered", fields: [], now: null };
}

type Filed = { readonly text: string; readonly position: number; readonly lineKey: string };

const decisionLine = z.custom<DecisionLine>(
  (value) =>
    z.object({ n: z.number(), line: z.string(), outcome: z.string() }).safeParse(value).success,
);

function decisionLineOf(text: string): DecisionLine[] {
  const { success, data } = decisionLine.safeParse(jsonOf(text));
  return success ? [data] : [];
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null; // written by this room as JSON; anything else is somebody's doing
  }
}
