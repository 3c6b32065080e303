import "server-only";
import { lockName } from "@/lib/auth/locks";
import { type CommandContext, transact } from "@/lib/change-log/transact";
import { AppError } from "@/lib/core/app-error";
import { getReview } from "../../prepare/queries";
import { packSnapshot } from "../pack-record";
import type { RequestPackInput } from "../schema";

/**
 * Asks for the pack of a signed review, which is made in the background. The id of the pack is that of the request. Errors:
 * not_found (also: not theirs), conflict (not signed yet; one is being made).
 */
export async function requestPack(
  ctx: CommandContext,
  { review: reviewId }: RequestPackInput,
): Promise<{ id: string; next: string }> {
  const review = await getReview(ctx.actor, reviewId);
  if (review.signedAt === null) {
    throw new AppError(
      "conflict",
      "A pack is made of a signed review. This one is not signed yet: lines and timeline can be exported meanwhile.",
    );
  }
  return transact(ctx, async (tx, record) => {
    await lockName(tx, `access-reviews.pack ${review.id}`);
    const open = await tx.reviewPack.count({ where: { reviewId: review.id, state: "waiting" } });
    if (open > 0) throw new AppError("conflict", "A pack of this review is being made already.");
    const pack = await tx.reviewPack.create({
      data: {
        ...{ id: ctx.requestId, reviewId: review.id },
        ...{ askedById: ctx.actor.id, askedAt: ctx.now },
      },
    });
    const after = packSnapshot(pack);
    await record({ action: "review-pack.requested", subjectId: pack.id, before: null, after });
    return { id: pack.id, next: `/access-reviews/${review.id}/packs` };
  });
}
