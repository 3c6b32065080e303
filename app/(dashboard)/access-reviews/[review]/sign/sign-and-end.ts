import { endReviewedGrants } from "@/lib/access-matrix/commands/end-reviewed-grants";
import { finishSigning, type Signed } from "@/lib/access-reviews/sign/commands/finish-signing";
import type { FinishSigningInput } from "@/lib/access-reviews/sign/schema";
import type { CommandContext } from "@/lib/change-log/transact";
import { logError } from "@/lib/core/log";

/** Signs, and ends in our own register what the signature takes away: two domains, so it is composed here. */
export async function signAndEnd(ctx: CommandContext, input: FinishSigningInput): Promise<Signed> {
  const signed = await finishSigning(ctx, input);
  if (signed.removals === 0) return signed;
  // The signature stands whatever becomes of this: the job access-matrix.reviewed does it again within five minutes.
  await endReviewedGrants(ctx).catch((error: unknown) => {
    logError("reviewed-grants.not-ended", error, { reviewId: input.reviewId });
  });
  return signed;
}
