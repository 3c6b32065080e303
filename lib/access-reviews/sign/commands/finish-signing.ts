import "server-only";
import { type CommandContext, type Recorder, type Tx, transact } from "@/lib/change-log/transact";
import { AppError } from "@/lib/core/app-error";
import type { StoredSignature } from "@/lib/signatures/as-record";
import { acceptAssertion } from "@/lib/signatures/commands/accept-assertion";
import { loadSigning } from "../load-signing";
import { REVIEW_SUBJECT } from "../material";
import type { ReadPopulation } from "../population-at";
import type { FinishSigningInput } from "../schema";
import { afterSigning } from "./after-signing";
import { assertDeltaIsCurrent } from "./delta-is-current";
import { assertMaySign, notTheirs } from "./refuse-signing";
import { lockReview } from "./review-lock";

/** What was signed, and how many removals it opened. */
export type Signed = { readonly signatureId: string; readonly removals: number };

/**
 * Keeps the answer of the actor's own passkey as their signature of a part, of the whole or of an addendum, if what they began
 * is still what there is; a sign-off closes the review and opens what it takes away, in the same transaction. Errors: forbidden,
 * conflict (each with its reason, recorded as signature.refused; something is missing), invalid_input (`typedName`), not_found.
 */
export async function finishSigning(
  ctx: CommandContext,
  input: FinishSigningInput,
  readPopulation?: ReadPopulation,
): Promise<Signed> {
  await assertMaySign(ctx, input);
  await assertDeltaIsCurrent(input.reviewId, input.role, ctx.now, readPopulation);
  return orThrow(await transact(ctx, (tx, record) => finish(tx, record, ctx, input)));
}

function orThrow(signed: Signed | AppError): Signed {
  if (signed instanceof AppError) throw signed;
  return signed;
}

async function finish(
  tx: Tx,
  record: Recorder,
  ctx: CommandContext,
  input: FinishSigningInput,
): Promise<Signed | AppError> {
  const { reviewId, role, challengeId, typedName, response } = input;
  await lockReview(tx, reviewId);
  const wish = { reviewId, role, personId: ctx.actor.id };
  const signing = await loadSigning(tx, wish, ctx.now);
  if (!signing.isTheirs) return notTheirs(record, ctx, input);
  const made: StoredSignature | AppError = await acceptAssertion(tx, record, ctx, {
    ...{ challengeId, role, typedName, response },
    subject: { kind: REVIEW_SUBJECT, id: reviewId },
    files: signing.wish.files,
  });
  // A refusal is committed with its record, and thrown afterwards.
  if (made instanceof AppError) return made;
  // Nothing of this stays where something is still missing: the answer can be used once it is there.
  if (signing.blocked.length > 0) throw new AppError("conflict", signing.blocked.join(" "));
  const removals = await afterSigning(tx, record, ctx, { signing, signature: made });
  return { signatureId: made.id, removals };
}
