import "server-only";
import { z } from "zod";
import { type Actor, can } from "@/lib/auth/actor";
import { read, readRows, sql } from "@/lib/db/read";

const WAITING_MAX = 200;

const partRow = z.object({
  reviewId: z.string(),
  reference: z.string(),
  title: z.string(),
  stage: z.int(),
  since: z.date(),
  dueAt: z.date(),
  lines: z.int(),
  owed: z.int(),
});

/** A part of an open review that a person has not signed. `owed` 0: all is decided, only the signature is missing. */
export type WaitingPart = z.infer<typeof partRow>;

/** The parts of open reviews that wait for the actor, the soonest due first. A second stage waits once a line of it can be decided. */
export async function listPartsWaitingFor(actor: Actor): Promise<WaitingPart[]> {
  if (!mayDecide(actor)) return [];
  return readRows(
    partRow,
    sql`
    SELECT r."id" AS "reviewId", r."reference", r."title", mine."stage", min(mine."fromAt") AS "since",
           r."dueAt", count(*)::int AS "lines",
           (count(*) FILTER (WHERE newest."personId" IS DISTINCT FROM mine."personId"
              OR newest."decision" IN ('undecided', 'cannot-judge')))::int AS "owed"
    FROM (${openLines(actor.id)}) mine
    JOIN "AccessReview" r ON r."id" = mine."reviewId"
    LEFT JOIN LATERAL (
      SELECT d."personId", d."decision" FROM "ReviewDecision" d
      WHERE d."lineId" = mine."lineId" AND d."stage" = mine."stage"
      ORDER BY d."sequence" DESC LIMIT 1
    ) newest ON true
    GROUP BY r."id", mine."stage"
    HAVING bool_or(${READY})
    ORDER BY r."dueAt", r."id", mine."stage" LIMIT ${WAITING_MAX}`,
  );
}

const count = z.object({ count: z.int() });

/** How many of them there are. */
export async function countPartsWaitingFor(actor: Actor): Promise<number> {
  if (!mayDecide(actor)) return 0;
  const [row] = await readRows(
    count,
    sql`
    SELECT count(*)::int AS count FROM (
      SELECT 1 FROM (${openLines(actor.id)}) mine
      GROUP BY mine."reviewId", mine."stage" HAVING bool_or(${READY})
    ) parts`,
  );
  return Math.min(row?.count ?? 0, WAITING_MAX);
}

function mayDecide(actor: Actor): boolean {
  return actor.kind === "person" && can(actor, "review:decide");
}

// A line of the second stage can be decided once the first has said something.
const READY = sql`mine."stage" = 1 OR EXISTS (
  SELECT 1 FROM "ReviewDecision" first WHERE first."lineId" = mine."lineId" AND first."stage" = 1)`;

// Without parts that are signed, and without lines that somebody else has decided beside the actor (assign/parts.ts).
const openLines = (personId: string) => sql`
  SELECT a."reviewId", a."lineId", a."stage", a."personId", a."fromAt"
  FROM "ReviewAssignment" a
  JOIN "AccessReview" open ON open."id" = a."reviewId" AND open."status" = 'open'
  WHERE a."personId" = ${personId}::uuid AND a."until" IS NULL AND a."lineId" IS NOT NULL
    AND NOT EXISTS (
      SELECT 1 FROM "Signature" s
      WHERE s."subjectKind" = 'access-review' AND s."subjectId" = a."reviewId"::text
        AND s."personId" = a."personId" AND s."role" = 'stage-' || a."stage")
    AND NOT EXISTS (
      SELECT 1 FROM "ReviewAssignment" beside
      WHERE beside."lineId" = a."lineId" AND beside."stage" = a."stage" AND beside."until" IS NULL
        AND beside."personId" <> a."personId" AND beside."personId" = (
          SELECT CASE WHEN d."decision" = 'undecided' THEN NULL ELSE d."personId" END
          FROM "ReviewDecision" d
          WHERE d."lineId" = a."lineId" AND d."stage" = a."stage" ORDER BY d."sequence" DESC LIMIT 1))`;

const signOffRow = z.object({
  id: z.string(),
  reference: z.string(),
  title: z.string(),
  dueAt: z.date(),
  since: z.date(),
  unsigned: z.int(),
});

/** Open reviews that the actor answers for and can sign: every part is signed, or the due day is over. The soonest due first. */
export async function listSignOffsWaitingFor(actor: Actor, now: Date) {
  if (actor.kind !== "person" || !can(actor, "review:sign")) return [];
  return readRows(
    signOffRow,
    sql`
    SELECT * FROM (
      SELECT r."id", r."reference", r."title", r."dueAt", r."launchedAt" AS "since",
        (SELECT count(*)::int FROM (
           SELECT DISTINCT a."personId", a."stage" FROM "ReviewAssignment" a
           WHERE a."reviewId" = r."id" AND a."until" IS NULL AND a."lineId" IS NOT NULL) part
         WHERE NOT EXISTS (
           SELECT 1 FROM "Signature" s WHERE s."subjectKind" = 'access-review'
             AND s."subjectId" = r."id"::text AND s."personId" = part."personId"
             AND s."role" = 'stage-' || part."stage")) AS "unsigned"
      FROM "AccessReview" r
      WHERE r."status" = 'open' AND r."ownerId" = ${actor.id}::uuid
    ) mine
    WHERE mine."unsigned" = 0 OR mine."dueAt" < ${now.toISOString()}::timestamptz
    ORDER BY mine."dueAt", mine."id" LIMIT ${WAITING_MAX}`,
  );
}

/** Second looks that wait for the actor, the oldest first. */
export async function listChecksWaitingFor(actor: Actor) {
  if (actor.kind !== "person" || !can(actor, "review:check")) return [];
  const checks = await read().reviewCheck.findMany({
    where: { checkerId: actor.id, finishedAt: null },
    select: { id: true, reviewId: true, size: true, drawnAt: true },
    orderBy: [{ drawnAt: "asc" }, { id: "asc" }],
    take: WAITING_MAX,
  });
  const reviews = await read().accessReview.findMany({
    where: { id: { in: checks.map(({ reviewId }) => reviewId) } },
    select: { id: true, reference: true },
    take: WAITING_MAX,
  });
  const names = new Map(reviews.map(({ id, reference }) => [id, reference]));
  return checks.map((each) => ({ ...each, reference: names.get(each.reviewId) ?? "" }));
}

/** What asks for a review out of turn and waits for whoever prepares reviews; null: nothing, or not the actor's. */
export async function triggersWaitingFor(actor: Actor) {
  if (actor.kind !== "person" || !can(actor, "review:prepare")) return null;
  const open = { where: { disposition: "open" } };
  const [count, first] = await Promise.all([
    read().reviewTrigger.count(open),
    read().reviewTrigger.findFirst({ ...open, orderBy: { foundAt: "asc" } }),
  ]);
  return first ? { count, words: first.words, since: first.foundAt } : null;
}
