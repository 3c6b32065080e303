import "server-only";
import type { Actor } from "@/lib/auth/actor";
import { namesOf } from "@/lib/auth/people";
import { read } from "@/lib/db/read";
import { reviewerParts } from "../assign/queries";
import { toReview } from "../prepare/queries";
import { visibleReviews } from "../prepare/visible";
import { reviewIntegrity } from "../sign/integrity";
import { REVIEW_SUBJECT } from "../sign/material";
import { type Dossier, type DossierLine, dossierOf, getDossier } from "./dossier";
import { peopleOfLine } from "./lines-view";
import { seesAllLines, withOwnLines } from "./own-lines";

/**
 * All that the overview of a review shows: its lines, parts, removals and signatures, and whether it is still what was frozen and
 * signed, looked at again now. Errors: forbidden, not_found (also: not theirs).
 */
export async function getOverview(actor: Actor, reviewId: string) {
  const dossier = await getDossier(actor, reviewId);
  const { id } = dossier.review;
  const [integrity, parts, signatures, removals, delta, refused] = await Promise.all([
    reviewIntegrity(id),
    reviewerParts(id),
    listSignatures(id),
    read().reviewRemediation.groupBy({ by: ["state"], where: { reviewId: id }, _count: true }),
    read().reviewDelta.count({ where: { reviewId: id, version: 1 } }),
    refusedTries(id, dossier.lines),
  ]);
  const names = await namesOf(peopleOf(dossier, parts, signatures));
  return { dossier, integrity, parts, signatures, removals, delta, refused, names };
}
export type OverviewFacts = Awaited<ReturnType<typeof getOverview>>;

/** The signatures of a review in their order, without their bytes. */
export function listSignatures(reviewId: string) {
  return read().signature.findMany({
    where: { subjectKind: REVIEW_SUBJECT, subjectId: reviewId },
    select: {
      ...{ id: true, sequence: true, role: true, personId: true, method: true },
      ...{ printedName: true, printedTitle: true, receivedAt: true, hash: true },
    },
    orderBy: { sequence: "asc" },
  });
}

// REV-06: tries of people who must not decide are shown, not only counted somewhere.
function refusedTries(reviewId: string, lines: readonly DossierLine[]): Promise<number> {
  return read().changeLogEntry.count({
    where: {
      action: "review-line.refused",
      subjectId: { in: [reviewId, ...lines.map(({ id }) => id)] },
    },
  });
}

function peopleOf(
  { review }: Dossier,
  parts: OverviewParts,
  signatures: readonly { personId: string }[],
): (string | null)[] {
  return [
    ...[review.ownerId, review.createdById, review.launchedById, review.lateById],
    ...parts.map(({ personId }) => personId),
    ...signatures.map(({ personId }) => personId),
  ];
}
type OverviewParts = Awaited<ReturnType<typeof reviewerParts>>;

/**
 * The lines of a review with the names they need: for who decides some of them, those alone. Errors: forbidden, not_found (also: not
 * theirs).
 */
export async function getReviewLines(actor: Actor, reviewId: string) {
  const whole = await getDossier(actor, reviewId);
  const dossier = await withOwnLines(actor, whole);
  return {
    dossier,
    all: seesAllLines(actor, whole),
    names: await namesOf(dossier.lines.flatMap(peopleOfLine)),
  };
}

const ELSEWHERE_MAX = 50;

/**
 * One line whole: its review, what was decided of it, its removal, and the same thing in other reviews the actor may see. Errors:
 * forbidden, not_found (also: of a review that is not theirs).
 */
export async function getReviewLine(actor: Actor, lineId: string) {
  const row = await read().reviewLine.findUnique({ where: { id: lineId } });
  const dossier = row && (await withOwnLines(actor, await getDossier(actor, row.reviewId)));
  const held = dossier?.lines.find(({ id }) => id === lineId);
  if (!row || !dossier || !held) return null;
  const [removal, others, assignments] = await Promise.all([
    read().reviewRemediation.findFirst({
      where: { reviewId: row.reviewId, lineKey: row.lineKey },
    }),
    sameElsewhere(actor, row),
    read().reviewAssignment.findMany({
      where: { reviewId: row.reviewId, lineId },
      orderBy: [{ stage: "asc" }, { fromAt: "asc" }, { id: "asc" }],
      take: ELSEWHERE_MAX,
    }),
  ]);
  const history = dossier.history.filter((one) => one.lineId === lineId);
  const names = await namesOf([
    ...[held, ...others.map(({ held: other }) => other)].flatMap(peopleOfLine),
    ...history.flatMap(({ personId, newOwnerId }) => [personId, newOwnerId]),
    ...assignments.map(({ personId }) => personId),
    ...peopleInLine(held),
  ]);
  return { dossier, held, history, removal, others, assignments, names };
}

function peopleInLine({ line }: DossierLine): (string | null)[] {
  const { ownerId, server, grants, previous } = line;
  return [
    ...[ownerId, server?.ownerId ?? null, server?.deputyId ?? null, previous?.byId ?? null],
    ...grants.flatMap(({ requestedById, approvedById }) => [requestedById, approvedById]),
  ];
}

/** The line of the same key in other started reviews that the actor may see, the newest first. */
async function sameElsewhere(actor: Actor, row: { lineKey: string; reviewId: string }) {
  const found = await read().reviewLine.findMany({
    where: { lineKey: row.lineKey, reviewId: { not: row.reviewId } },
    select: { id: true, reviewId: true },
    take: ELSEWHERE_MAX,
  });
  const reviews = await read().accessReview.findMany({
    where: {
      AND: [await visibleReviews(actor), { id: { in: found.map(({ reviewId }) => reviewId) } }],
    },
    orderBy: [{ asOf: "desc" }, { id: "asc" }],
    take: ELSEWHERE_MAX,
  });
  const ids = found.map(({ id }) => id);
  const dossiers = await Promise.all(reviews.map((each) => dossierOf(toReview(each), ids)));
  return dossiers.flatMap(({ review, lines }) => {
    const held = lines.find(({ line }) => line.line === row.lineKey);
    return held ? [{ review, held }] : [];
  });
}
