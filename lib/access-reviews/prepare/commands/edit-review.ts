import "server-only";
import { authorize } from "@/lib/auth/actor";
import { type CommandContext, transact } from "@/lib/change-log/transact";
import { AppError } from "@/lib/core/app-error";
import { canonicalJson } from "@/lib/ledger/canonical-json";
import { draftColumns } from "../draft-row";
import { draftOf, movedOn } from "../draft-state";
import type { EditReviewInput } from "../schema";
import { recordedReview } from "../stored-row";
import type { Drafted } from "./draft-review";

/**
 * Edits a draft: what a started review is about is not edited any more. Errors: forbidden, not_found, invalid_input (by field;
 * nothing changed), conflict (started, discarded or changed meanwhile).
 */
export async function editReview(
  ctx: CommandContext,
  { reviewId, version, ...typed }: EditReviewInput,
): Promise<Drafted> {
  authorize(ctx.actor, "review:prepare");
  return transact(ctx, async (tx, record) => {
    const before = await draftOf(tx, reviewId, version);
    const columns = await draftColumns(tx, ctx, typed);
    const [edited] = await tx.accessReview.updateManyAndReturn({
      where: { id: reviewId, version, status: "draft" },
      data: { ...columns, version: version + 1 },
    });
    if (!edited) throw movedOn();
    const same = { ...recordedReview(edited), version };
    if (canonicalJson(same) === canonicalJson(recordedReview(before))) {
      throw new AppError("invalid_input", "Nothing has changed.");
    }
    await record({
      action: "review.edited",
      subjectId: reviewId,
      before: recordedReview(before),
      after: recordedReview(edited),
    });
    return { id: reviewId, reference: edited.reference };
  });
}
