import "server-only";
import { authorize } from "@/lib/auth/actor";
import { type CommandContext, transact } from "@/lib/change-log/transact";
import { draftOf, movedOn } from "../draft-state";
import type { DiscardReviewInput } from "../schema";
import { recordedReview } from "../stored-row";
import type { Drafted } from "./draft-review";

/**
 * Puts a draft aside; it stays in the list of those that were discarded. A started review cannot be. Errors: forbidden, not_found,
 * conflict (started, discarded or changed meanwhile).
 */
export async function discardReview(
  ctx: CommandContext,
  { reviewId, version, reason }: DiscardReviewInput,
): Promise<Drafted> {
  authorize(ctx.actor, "review:prepare");
  return transact(ctx, async (tx, record) => {
    const before = await draftOf(tx, reviewId, version);
    const [discarded] = await tx.accessReview.updateManyAndReturn({
      where: { id: reviewId, version, status: "draft" },
      data: {
        ...{ status: "discarded", version: version + 1 },
        ...{ discardedAt: ctx.now, discardReason: reason },
      },
    });
    if (!discarded) throw movedOn();
    await record({
      action: "review.discarded",
      subjectId: reviewId,
      before: recordedReview(before),
      after: recordedReview(discarded),
      reason,
    });
    return { id: reviewId, reference: discarded.reference };
  });
}
