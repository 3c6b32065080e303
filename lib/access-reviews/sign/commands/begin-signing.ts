import "server-only";
import { type CommandContext, transact } from "@/lib/change-log/transact";
import { AppError } from "@/lib/core/app-error";
import { completed } from "@/lib/settings/completed";
import { type Begun, beginSignature } from "@/lib/signatures/commands/begin-signature";
import { accessReviewsSettings } from "../../settings";
import { policyOf } from "../../stored";
import { loadSigning } from "../load-signing";
import type { StartedReview } from "../material";
import type { ReadPopulation } from "../population-at";
import type { BeginSigningInput } from "../schema";
import { assertDeltaIsCurrent, assertSnapshotIsWhole } from "./delta-is-current";
import { assertMaySign, notTheirs } from "./refuse-signing";
import { lockReview } from "./review-lock";

/**
 * Begins the signature of a part, of the whole or of an addendum by the actor, over exactly what their page showed: the answer
 * holds what their passkey is to sign. Errors: forbidden (not theirs to sign, no person; recorded as signature.refused),
 * conflict (something is missing, in sentences; it changed since the page was shown), invalid_input (no passkey), not_found.
 */
export async function beginSigning(
  ctx: CommandContext,
  input: BeginSigningInput,
  readPopulation?: ReadPopulation,
): Promise<Begun> {
  const { reviewId, role, method, shown } = input;
  await assertMaySign(ctx, input);
  await assertSnapshotIsWhole(reviewId);
  await assertDeltaIsCurrent(reviewId, role, ctx.now, readPopulation);
  const begun = await transact(ctx, async (tx, record) => {
    const review = await lockReview(tx, reviewId);
    const wish = { reviewId, role, personId: ctx.actor.id };
    const signing = await loadSigning(tx, wish, ctx.now);
    if (!signing.isTheirs) return notTheirs(record, ctx, input);
    if (signing.blocked.length > 0) throw new AppError("conflict", signing.blocked.join(" "));
    if (signing.shown !== shown) throw new AppError("conflict", CHANGED);
    if (method === "password" && !allowsPassword(review)) {
      throw new AppError("forbidden", "This review is signed by passkey. Enrol one, then sign.");
    }
    return beginSignature(tx, record, ctx, { ...signing.wish, method });
  });
  if (begun instanceof AppError) throw begun;
  return begun;
}

const CHANGED =
  "What you are about to sign has changed since this page was shown. Load it again, and read it again.";

/** Whether the rules a review started with let people sign by password who have no passkey. */
export function allowsPassword({ policy }: Pick<StartedReview, "policy">): boolean {
  const { values } = completed(accessReviewsSettings, policyOf(policy)?.values ?? {});
  return values.passwordSignOff === 1;
}
