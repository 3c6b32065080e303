import "server-only";
import { authorize } from "@/lib/auth/actor";
import { type CommandContext, type Tx, transact } from "@/lib/change-log/transact";
import { AppError } from "@/lib/core/app-error";
import { notify } from "@/lib/notify/notify";
import { assertVisible } from "../../assign/queries";
import { lateness } from "../lateness";
import type { StartedReview } from "../material";
import type { ApproveLateInput, ExplainLateInput } from "../schema";
import { lockOpenReview } from "./review-lock";

/**
 * Says why a review is signed after its time (REV-13). Other words than before are approved anew. Errors: forbidden (not the one
 * who signs it), not_found, conflict (not late, signed).
 */
export async function explainLate(
  ctx: CommandContext,
  { reviewId, reason }: ExplainLateInput,
): Promise<void> {
  authorize(ctx.actor, "review:sign");
  await transact(ctx, async (tx, record) => {
    const before = await lateReview(tx, ctx, reviewId);
    if (before.ownerId !== ctx.actor.id) {
      throw new AppError("forbidden", "Whoever answers for the review says why it is late.");
    }
    const after = await tx.accessReview.update({
      where: { id: reviewId },
      data: { lateReason: reason, lateById: null },
    });
    await record({ action: "review.late-explained", subjectId: reviewId, before, after, reason });
    await notify(tx, record, ctx, {
      personIds: await approversOf(tx, ctx.actor.id),
      kind: "review.late-explained",
      title: `${before.reference} is late: approve why`,
      body: "It was not signed in its time. Whoever answers for it has said why, and somebody else approves that.",
      link: `/access-reviews/${reviewId}/sign`,
    });
  });
}

const APPROVERS_MAX = 200;

/** Everybody who signs reviews and sees all of them, but the one who signs this one. */
async function approversOf(tx: Tx, ownerId: string): Promise<string[]> {
  const people = await tx.person.findMany({
    where: {
      id: { not: ownerId },
      roles: { hasSome: ["compliance", "risk-owner"] },
      deactivatedAt: null,
      joinedAt: { not: null },
    },
    select: { id: true },
    orderBy: { id: "asc" },
    take: APPROVERS_MAX,
  });
  return people.map(({ id }) => id);
}

/**
 * Approves why a review is late: somebody else than who signs it, and exactly the words they read. Errors: forbidden (who signs
 * it), not_found, conflict (not late, signed, no reason given, other words meanwhile).
 */
export async function approveLate(
  ctx: CommandContext,
  { reviewId, reason }: ApproveLateInput,
): Promise<void> {
  authorize(ctx.actor, "review:sign");
  if (ctx.actor.kind !== "person") throw new AppError("forbidden", "Only a person approves it.");
  await assertVisible(ctx.actor, reviewId);
  await transact(ctx, async (tx, record) => {
    const before = await lateReview(tx, ctx, reviewId);
    if (before.ownerId === ctx.actor.id) {
      throw new AppError(
        "forbidden",
        "You sign this review, so somebody else approves why it is late.",
      );
    }
    if (before.lateReason === "" || before.lateReason !== reason) {
      throw new AppError("conflict", "The reason is another one by now. Read it again.");
    }
    const after = await tx.accessReview.update({
      where: { id: reviewId },
      data: { lateById: ctx.actor.id },
    });
    await record({ action: "review.late-explained", subjectId: reviewId, before, after, reason });
  });
}

async function lateReview(tx: Tx, ctx: CommandContext, reviewId: string): Promise<StartedReview> {
  const review = await lockOpenReview(tx, reviewId);
  if (lateness(review, ctx.now).isLate) return review;
  throw new AppError("conflict", "This review is not late, so there is nothing to explain.");
}
