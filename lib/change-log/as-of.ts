import "server-only";
import { z } from "zod";
import type { Actor } from "@/lib/auth/actor";
import { AppError } from "@/lib/core/app-error";
import { read, readRows, sql } from "@/lib/db/read";
import type { ChangeAction, SubjectKind } from "./actions";
import { type JsonRecord, recordOf, withoutNotes } from "./record-json";
import { readsKind } from "./visible";

// Acts about a subject whose `after` is another record than the subject's own, or none.
const ABOUT_ONLY: readonly ChangeAction[] = [
  "person.password-set",
  "person.bound-to-provider",
  "session.swept",
  "bundle.downloaded",
  "entry.viewed",
  "source.tested",
  "source.mapping-saved",
  "redaction.tried",
  "deviation.compared",
  "review.assigned",
  "review.reminded",
  "review.escalated",
  "review.broken",
  "review.restored",
  "review-line.refused",
  "review-pack.downloaded",
  "signature.refused",
];

/**
 * The record as it was at an instant: the `after` of the last change recorded until then. Null if
 * there was none yet; `state` null if that change ended it. Of changes recorded at the same instant
 * the last written counts. Errors: not_found (also: not theirs to read whole).
 */
export async function stateAsOf(
  actor: Actor,
  subjectKind: SubjectKind,
  subjectId: string,
  instant: Date,
) {
  assertReadsKind(actor, subjectKind);
  // By seq, not by time: two commands on one record are written in the order of their locks.
  const change = await read().changeLogEntry.findFirst({
    where: {
      subjectKind,
      subjectId,
      recordedAt: { lte: instant },
      action: { notIn: [...ABOUT_ONLY] },
    },
    orderBy: { seq: "desc" },
  });
  if (!change) return null;
  const after = recordOf(change.after);
  return { state: after && withoutNotes(after), change };
}

/** How many subjects a register as of an instant may hold. */
export const AS_OF_MAX = 20_000;

const asOfRow = z.object({ subjectId: z.string(), seq: z.bigint(), after: z.unknown() });

/**
 * Every record of a kind as it was at an instant, by id; records that had ended are left out.
 * Errors: not_found (not theirs to read whole), unavailable (more than 20,000 subjects).
 */
export async function listAsOf(
  actor: Actor,
  subjectKind: SubjectKind,
  instant: Date,
): Promise<{ subjectId: string; state: JsonRecord }[]> {
  assertReadsKind(actor, subjectKind);
  const rows = await readRows(asOfRow, lastChanges(subjectKind, instant));
  if (rows.length > AS_OF_MAX) {
    throw new AppError("unavailable", "There are too many records to show as of an instant.");
  }
  return rows.flatMap(({ subjectId, after }) => {
    const record = recordOf(after);
    return record ? [{ subjectId, state: withoutNotes(record) }] : [];
  });
}

// One step through the index per subject instead of one per change: walks from id to next id.
function lastChanges(subjectKind: SubjectKind, instant: Date) {
  const until = instant.toISOString();
  return sql`
    WITH RECURSIVE subject AS (
      (SELECT "subjectId" FROM "ChangeLogEntry" WHERE "subjectKind" = ${subjectKind}
       ORDER BY "subjectId" LIMIT 1)
      UNION ALL
      SELECT (SELECT next."subjectId" FROM "ChangeLogEntry" next
              WHERE next."subjectKind" = ${subjectKind} AND next."subjectId" > subject."subjectId"
              ORDER BY next."subjectId" LIMIT 1)
      FROM subject WHERE subject."subjectId" IS NOT NULL
    )
    SELECT last."subjectId", last.seq, last.after
    FROM subject
    CROSS JOIN LATERAL (
      SELECT entry."subjectId", entry.seq, entry.after FROM "ChangeLogEntry" entry
      WHERE entry."subjectKind" = ${subjectKind} AND entry."subjectId" = subject."subjectId"
        AND entry."recordedAt" <= ${until}::timestamptz AND NOT entry.action = ANY(${[...ABOUT_ONLY]})
      ORDER BY entry.seq DESC LIMIT 1
    ) last
    WHERE subject."subjectId" IS NOT NULL
    ORDER BY last."subjectId"
    LIMIT ${AS_OF_MAX + 1}`;
}

function assertReadsKind(actor: Actor, kind: SubjectKind): void {
  if (readsKind(actor, kind)) return;
  throw new AppError("not_found", "There is no such record, or it is not yours to read.");
}
