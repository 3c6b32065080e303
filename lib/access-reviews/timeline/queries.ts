import "server-only";
import type { Actor } from "@/lib/auth/actor";
import { namesIn } from "@/lib/change-log/queries";
import { read } from "@/lib/db/read";
import { getReview } from "../prepare/queries";
import { REVIEW_SUBJECT } from "../sign/material";
import type { TimelineShow } from "./schema";

// What happens many times and moves nothing by itself; the lines and the people's parts show what came of it.
const SINGLE_ACTS = [
  "review-line.decided",
  "review-line.undone",
  "review-delta.disposed",
  "review.reminded",
  "signature.challenged",
] as const;

/**
 * Everything that was recorded about a review, its lines, removals, delegations, checks, packs and signatures, oldest first: with
 * names, and how many acts in all. Whoever sees the review sees its timeline. Errors: forbidden, not_found (also: not theirs).
 */
export async function getTimeline(
  actor: Actor,
  reviewId: string,
  wish: { show: TimelineShow; page: number; pageSize: number },
) {
  const { id } = await getReview(actor, reviewId);
  const about = await conditionsOf(id);
  const where = wish.show === "all" ? about : { AND: [about, STEPS] };
  const [records, total, all] = await Promise.all([
    read().changeLogEntry.findMany({
      where,
      orderBy: { seq: "asc" },
      skip: (wish.page - 1) * wish.pageSize,
      take: wish.pageSize,
    }),
    read().changeLogEntry.count({ where }),
    read().changeLogEntry.count({ where: about }),
  ]);
  return { records, total, folded: all - total, names: await namesIn(records) };
}

const STEPS = { action: { notIn: [...SINGLE_ACTS] } };
const PAGE = 1_000;

/** The same in pages for a file, all of them. */
export async function* timelinePages(reviewId: string, show: TimelineShow) {
  const about = await conditionsOf(reviewId);
  let after = -1n;
  for (;;) {
    const records = await read().changeLogEntry.findMany({
      where: { AND: [about, show === "all" ? {} : STEPS, { seq: { gt: after } }] },
      orderBy: { seq: "asc" },
      take: PAGE,
    });
    const last = records.at(-1);
    if (!last) return;
    yield { records, names: await namesIn(records) };
    after = last.seq;
  }
}

/** How many acts such a file holds. */
export async function countTimeline(reviewId: string, show: TimelineShow): Promise<number> {
  const about = await conditionsOf(reviewId);
  const where = show === "all" ? about : { AND: [about, STEPS] };
  return read().changeLogEntry.count({ where });
}

/** Which changes are about a review: by the ids of all that belongs to it. */
async function conditionsOf(reviewId: string) {
  const ofReview = { where: { reviewId }, select: { id: true } } as const;
  const signed = { where: { subjectKind: REVIEW_SUBJECT, subjectId: reviewId } } as const;
  const [lines, deltas, delegations, triggers, checks, packs, removals, signatures, challenges] =
    await Promise.all([
      read().reviewLine.findMany(ofReview),
      read().reviewDelta.findMany(ofReview),
      read().reviewDelegation.findMany(ofReview),
      read().reviewTrigger.findMany(ofReview),
      read().reviewCheck.findMany(ofReview),
      read().reviewPack.findMany(ofReview),
      read().reviewRemediation.findMany(ofReview),
      read().signature.findMany({ ...signed, select: { id: true } }),
      read().signatureChallenge.findMany({ ...signed, select: { id: true } }),
    ]);
  const about = (subjectKind: string, rows: readonly { id: string }[]) => ({
    ...{ subjectKind, subjectId: { in: rows.map(({ id }) => id) } },
  });
  return {
    OR: [
      { subjectKind: "review", subjectId: reviewId },
      about("review-line", lines),
      about("review-delta", deltas),
      about("review-delegation", delegations),
      about("review-trigger", triggers),
      about("review-check", checks),
      about("review-pack", packs),
      about("remediation", removals),
      about("signature", [...signatures, ...challenges]),
    ],
  };
}
