import "server-only";
import { z } from "zod";
import { read, readLongRows, sql } from "@/lib/db/read";
import { currentDecisions } from "../decide/current-decisions";
import { outcomeOf } from "../decide/outcome";
import type { Outcome } from "../review-view";
import { lineOf } from "../snapshot/read-line";
import type { SnapshotLine } from "../snapshot-view";

export type Previous = {
  readonly review: string;
  readonly reference: string;
  readonly snapshot: string;
  /** By the key of the line. */
  readonly lines: ReadonlyMap<string, SnapshotLine>;
  readonly outcomes: ReadonlyMap<
    string,
    { readonly outcome: Outcome; readonly byId: string | null; readonly at: string | null }
  >;
};

const stored = z.object({ id: z.string(), lineKey: z.string(), text: z.string() });

/** A review that started, as the one after it is compared with it; null: there is none. Errors: PostgreSQL's. */
export async function readPrevious(id: string | null): Promise<Previous | null> {
  if (id === null) return null;
  const review = await read().accessReview.findUnique({ where: { id } });
  if (!review || review.snapshotHash === null) return null;
  const [rows, decisions] = await Promise.all([
    readLongRows(
      stored,
      sql`SELECT id::text AS id, "lineKey", text FROM "ReviewLine" WHERE "reviewId" = ${id}::uuid ORDER BY position`,
    ),
    currentDecisions(read(), id),
  ]);
  const lines = new Map<string, SnapshotLine>();
  const outcomes = new Map<
    string,
    Previous["outcomes"] extends ReadonlyMap<string, infer V> ? V : never
  >();
  for (const row of rows) {
    const line = lineOf(row.text);
    lines.set(row.lineKey, line);
    const made = decisions.get(row.id);
    const found = outcomeOf(made?.[1], made?.[2], line.stages);
    const last = made?.[2] ?? made?.[1];
    outcomes.set(
      row.lineKey,
      found
        ? { ...found, byId: last?.personId ?? null, at: last?.decidedAt.toISOString() ?? null }
        : { outcome: "no-response", byId: null, at: null },
    );
  }
  return {
    review: id,
    reference: review.reference,
    snapshot: review.snapshotHash,
    lines,
    outcomes,
  };
}
