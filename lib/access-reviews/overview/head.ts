import "server-only";
import { type Actor, answerableId, authorize } from "@/lib/auth/actor";
import { AppError } from "@/lib/core/app-error";
import { isUuid } from "@/lib/core/text";
import { read } from "@/lib/db/read";
import type { ReviewHeadView } from "../head-view";
import { visibleReviews } from "../prepare/visible";
import { REVIEW_KINDS, REVIEW_STATUSES } from "../review-view";

/** What every page of a review shows above itself, and which pages this actor finds there. Errors: forbidden, not_found (also: not theirs). */
export async function getReviewHead(
  actor: Actor,
  reviewId: string,
  now: Date,
): Promise<ReviewHeadView> {
  authorize(actor, "review:read");
  const row = isUuid(reviewId) ? await rowOf(actor, reviewId) : null;
  if (!row) throw new AppError("not_found", "There is no such review.");
  const { asOf, dueAt, signedAt, remediatedAt } = row;
  return {
    ...{ id: row.id, reference: row.reference, title: row.title, quarter: row.quarter },
    kind: REVIEW_KINDS.find((kind) => kind === row.kind) ?? "quarterly",
    status: REVIEW_STATUSES.find((status) => status === row.status) ?? "draft",
    ...{ asOf: asOf?.toISOString() ?? null, dueAt: dueAt.toISOString() },
    signedAt: signedAt?.toISOString() ?? null,
    remediatedAt: remediatedAt?.toISOString() ?? null,
    late: row.status !== "discarded" && (signedAt ?? now) > dueAt,
    lines: row.snapshotLines ?? 0,
    mine: await partOf(answerableId(actor), row, now),
  };
}

async function rowOf(actor: Actor, id: string) {
  return await read().accessReview.findFirst({
    where: { AND: [{ id }, await visibleReviews(actor)] },
    select: {
      ...{ id: true, reference: true, title: true, kind: true, quarter: true, status: true },
      ...{ asOf: true, dueAt: true, signedAt: true, remediatedAt: true },
      ...{ snapshotLines: true, ownerId: true },
    },
  });
}

/** The stages a person decides lines of now, and whether the whole waits for their signature. */
async function partOf(personId: string | null, review: { id: string; ownerId: string }, now: Date) {
  if (personId === null) return { stages: [], signOff: false };
  const held = await read().reviewAssignment.findMany({
    where: {
      ...{ reviewId: review.id, personId, fromAt: { lte: now } },
      OR: [{ until: null }, { until: { gt: now } }],
    },
    distinct: ["stage"],
    select: { stage: true },
  });
  const stages = ([1, 2] as const).filter((stage) => held.some((one) => one.stage === stage));
  return { stages, signOff: review.ownerId === personId || held.some(({ stage }) => stage === 3) };
}
