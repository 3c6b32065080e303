// Each row of a review that counts stands in a change record, and the governance ledger holds those: what somebody wrote beside the
// application agrees with none.
import "server-only";
import { z } from "zod";
import { readRows, sql } from "@/lib/db/read";

const counted = z.object({
  ...{ decisions: z.number(), removals: z.number(), gone: z.number(), course: z.number() },
});

/**
 * What of a started review no change record tells of, as a sentence: its status and dates, a decision, a removal that is not as it
 * was last recorded, or one that is gone. Undefined: all is told. Errors: PostgreSQL's.
 */
export async function untold(reviewId: string): Promise<string | undefined> {
  const [found] = await readRows(
    counted,
    sql`SELECT (${DECISIONS(reviewId)})::int AS decisions, (${REMOVALS(reviewId)})::int AS removals,
          (${GONE(reviewId)})::int AS gone, (${COURSE(reviewId)})::int AS course`,
  );
  if (!found) return undefined;
  const { decisions, removals, gone, course } = found;
  if (course > 0)
    return "Its status, its dates or who answers for it are not as they were last recorded.";
  if (decisions > 0) return `${decisions} of its decisions stand in no change record.`;
  if (removals > 0) return `${removals} of its removals are not as they were last recorded.`;
  return gone > 0 ? `${gone} of its removals are recorded, and no longer there.` : undefined;
}

const DECISIONS = (
  reviewId: string,
) => sql`SELECT count(*) FROM "ReviewDecision" d WHERE d."reviewId" = ${reviewId}::uuid
  AND NOT EXISTS (SELECT FROM "ChangeLogEntry" c WHERE c."subjectKind" = 'review-line' AND c."subjectId" = d."lineId"::text
    AND c.action IN ('review-line.decided', 'review-line.undone') AND c.after->>'id' = d.id::text)`;

const REMOVALS = (reviewId: string) => sql`SELECT count(*) FROM "ReviewRemediation" m
  LEFT JOIN LATERAL (SELECT c.after FROM "ChangeLogEntry" c WHERE c."subjectKind" = 'remediation'
    AND c."subjectId" = m.id::text ORDER BY c.seq DESC LIMIT 1) told ON TRUE
  WHERE m."reviewId" = ${reviewId}::uuid AND (told.after IS NULL OR
    (m.state, m.kind, m.cause, m.critical, m.expected, m."openedAt", m."dueAt", m."goneAt", m."verifiedAt", m."acceptedUntil")
    IS DISTINCT FROM
    (told.after->>'state', told.after->>'kind', told.after->>'cause', (told.after->>'critical')::boolean, told.after->'expected',
      (told.after->>'openedAt')::timestamptz, (told.after->>'dueAt')::timestamptz, (told.after->>'goneAt')::timestamptz,
      (told.after->>'verifiedAt')::timestamptz, (told.after->>'acceptedUntil')::timestamptz))`;

const GONE = (
  reviewId: string,
) => sql`SELECT count(*) FROM "ChangeLogEntry" c WHERE c.action = 'remediation.opened'
  AND c.after->>'reviewId' = ${reviewId} AND NOT EXISTS (SELECT FROM "ReviewRemediation" m WHERE m.id::text = c."subjectId")`;

const COURSE = (reviewId: string) => sql`SELECT count(*) FROM "AccessReview" r
  JOIN LATERAL (SELECT c.after FROM "ChangeLogEntry" c WHERE c."subjectKind" = 'review' AND c."subjectId" = r.id::text
    AND c.action IN ('review.launched', 'review.late-explained', 'review.signed', 'review.amended', 'review.closed', 'review.reopened')
    ORDER BY c.seq DESC LIMIT 1) told ON TRUE
  WHERE r.id = ${reviewId}::uuid AND
    (r.status, r."ownerId"::text, r."signedAt", r."remediatedAt", r."lateReason", r."lateById"::text) IS DISTINCT FROM
    (told.after->>'status', told.after->>'ownerId', (told.after->>'signedAt')::timestamptz, (told.after->>'remediatedAt')::timestamptz,
      told.after->>'lateReason', told.after->>'lateById')`;
