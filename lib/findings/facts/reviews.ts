// Rows of access reviews, read as they stand.
import "server-only";
import { z } from "zod";
import { read, readRows, sql } from "@/lib/db/read";
import type {
  BrokenReview,
  OpenRemoval,
  OpenReview,
  ReviewFacts,
  SilentReview,
} from "../detectors/review-facts";

const ROWS_MAX = 5_000;

export async function reviewFacts(now: Date): Promise<ReviewFacts> {
  const [open, silent, removals, broken, started] = await Promise.all([
    openReviews(now),
    silentReviews(now),
    openRemovals(now),
    brokenReviews(now),
    read().accessReview.count({ where: { launchedAt: { lte: now } } }),
  ]);
  return { open, silent, removals, broken, started };
}

const count = z.coerce.number();
const openReview = z.object({
  ...{ id: z.string(), reference: z.string(), dueAt: z.date(), lines: count, undecided: count },
});

async function openReviews(now: Date): Promise<OpenReview[]> {
  return readRows(
    openReview,
    sql`SELECT r.id::text AS id, r.reference, r."dueAt", coalesce(r."snapshotLines", 0)::text AS lines,
          (SELECT count(*) FROM "ReviewLine" l WHERE l."reviewId" = r.id AND (
            SELECT count(*) FROM (SELECT DISTINCT ON (d.stage) d.decision FROM "ReviewDecision" d
              WHERE d."lineId" = l.id ORDER BY d.stage, d.sequence DESC) newest
            WHERE newest.decision NOT IN ('undecided', 'cannot-judge'))
            < greatest(l.stages, (SELECT max(a.stage) FROM "ReviewAssignment" a
                WHERE a."lineId" = l.id AND a.stage = 2)))::text AS undecided
        FROM "AccessReview" r WHERE r.status = 'open' AND r."launchedAt" <= ${now}
        ORDER BY r."dueAt", r.id LIMIT ${ROWS_MAX}`,
  );
}

const silentReview = z.object({
  ...{ id: z.string(), reference: z.string(), signedAt: z.date(), lines: count, silent: count },
});

// How many had no answer is part of what was signed.
async function silentReviews(now: Date): Promise<SilentReview[]> {
  return readRows(
    silentReview,
    sql`SELECT r.id::text AS id, r.reference, r."signedAt", coalesce(r."snapshotLines", 0)::text AS lines,
          coalesce(s.manifest::jsonb->'counts'->>'no-response', '0') AS silent
        FROM "AccessReview" r JOIN LATERAL (
          SELECT manifest FROM "Signature" WHERE "subjectKind" = 'access-review' AND "subjectId" = r.id::text
            AND role = 'sign-off' ORDER BY sequence LIMIT 1) s ON TRUE
        WHERE r."signedAt" <= ${now} AND r."silenceRule" = 'leave'
          AND NOT EXISTS (SELECT FROM "AccessReview" n WHERE n."signedAt" > r."signedAt" AND n."signedAt" <= ${now}
            AND n.kind = 'quarterly')
        ORDER BY r."signedAt" DESC, r.id LIMIT ${ROWS_MAX}`,
  );
}

const removal = z.object({
  ...{ id: z.string(), reviewId: z.string(), reference: z.string(), critical: z.boolean() },
  ...{ dueAt: z.date(), standing: z.string(), usedAt: z.date().nullable(), because: z.string() },
});

async function openRemovals(now: Date): Promise<OpenRemoval[]> {
  return readRows(
    removal,
    sql`SELECT m.id::text AS id, m."reviewId"::text AS "reviewId", r.reference, m.critical, m."dueAt", m.standing,
          CASE WHEN m.state = 'reopened' AND m."heldCall" <> '' THEN m."reopenedAt" END AS "usedAt",
          m."reopenedBecause" AS because
        FROM "ReviewRemediation" m JOIN "AccessReview" r ON r.id = m."reviewId"
        WHERE m.state IN ('open', 'reopened') AND m."openedAt" <= ${now}
        ORDER BY m."dueAt", m.id LIMIT ${ROWS_MAX}`,
  );
}

const brokenReview = z.object({
  ...{ id: z.string(), reference: z.string(), foundAt: z.date(), detail: z.string() },
});

async function brokenReviews(now: Date): Promise<BrokenReview[]> {
  return readRows(
    brokenReview,
    sql`SELECT r.id::text AS id, r.reference, c."recordedAt" AS "foundAt", coalesce(c.after->>'detail', '') AS detail
        FROM "AccessReview" r JOIN LATERAL (
          SELECT action, "recordedAt", after FROM "ChangeLogEntry"
          WHERE "subjectKind" = 'review' AND "subjectId" = r.id::text
            AND action IN ('review.broken', 'review.restored') AND "recordedAt" <= ${now}
          ORDER BY seq DESC LIMIT 1) c ON TRUE
        WHERE c.action = 'review.broken' ORDER BY r.id LIMIT ${ROWS_MAX}`,
  );
}
