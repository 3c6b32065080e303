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
};

/** The delta of a version as it is stored, in its order; null where none was frozen. */
export async function storedDelta(
  from: Pick<FileSource, "reviewDelta" | "reviewDeltaFile">,
  reviewId: string,
  version: number,
): Promise<StoredDelta | null> {
  const file = await from.reviewDeltaFile.findUnique({
    where: { reviewId_version: { reviewId, version } },
  });
  if (!file) return null;
  const stored = await from.reviewDelta.findMany({
    where: { reviewId, version },
    orderBy: [{ position: "asc" }, { id: "asc" }],
  });
  const rows = stored.map((row): DeltaRow => {
    return {
      ...deltaTextOf(row.text),
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
  const corrected = decisions.split("\n").filter(Boolean).map(decisionLineOf);
  return { header, frozenAt, reason, decisions, corrected, lines, rows };
}

// Written by this room alone; what somebody else wrote there is read as far as it goes, and breaks the signature.
const deltaText = z.object({
  n: z.number(),
  line: z.string(),
  change: z.enum(DELTA_CHANGES),
  fields: z.array(z.object({ field: z.string(), before: z.string(), after: z.string() })),
  now: z.custom<Omit<SnapshotLine, "n">>((value) => typeof value === "object").nullable(),
});

function deltaTextOf(text: string): DeltaText {
  return deltaText.parse(JSON.parse(text));
}

// Written by this room alone, and believed only where the signature over it holds.
function decisionLineOf(text: string): DecisionLine {
  const line: DecisionLine = JSON.parse(text);
  return line;
}
