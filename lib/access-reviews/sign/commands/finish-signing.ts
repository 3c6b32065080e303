import "server-only";
import { type CommandContext, type Recorder, type Tx, transact } from "@/lib/change-log/transact";
import { AppError } from "@/lib/core/app-error";
import type { StoredSignature } from "@/lib/signatures/as-record";
import { acceptAssertion } from "@/lib/signatures/commands/accept-assertion";
import { acceptPassword } from "@/lib/signatures/commands/accept-password";
import { sealByPassword } from "@/lib/signatures/commands/seal-by-password";
import { loadSigning } from "../load-signing";
import { REVIEW_SUBJECT } from "../material";
import type { ReadPopulation } from "../population-at";
import type { FinishSigningInput } from "../schema";
import { afterSigning } from "./after-signing";
import { assertDeltaIsCurrent, assertSnapshotIsWhole } from "./delta-is-current";
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
  await assertSnapshotIsWhole(input.reviewId);
  await assertDeltaIsCurrent(input.reviewId, input.role, ctx.now, readPopulation);
  const orderId = await sealed(ctx, input);
  return orThrow(await transact(ctx, (tx, record) => finish(tx, record, ctx, input, orderId)));
}

/** The order of the server's seal over a challenge that was begun with a password; null where a passkey answered. */
async function sealed(
  ctx: CommandContext,
  { challengeId, password, response }: FinishSigningInput,
): Promise<string | null> {
  if (response !== "") return null;
  return (await sealByPassword(ctx, { challengeId, current: password })).orderId;
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
  orderId: string | null,
): Promise<Signed | AppError> {
  const { reviewId, role, challengeId, typedName, response } = input;
  await lockReview(tx, reviewId);
  const wish = { reviewId, role, personId: ctx.actor.id };
  const signing = await loadSigning(tx, wish, ctx.now);
  if (!signing.isTheirs) return notTheirs(record, ctx, input);
  const subject = { kind: REVIEW_SUBJECT, id: reviewId };
  const answer = { challengeId, role, typedName, subject, files: signing.wish.files };
  const made: StoredSignature | AppError =
    orderId === null
      ? await acceptAssertion(tx, record, ctx, { ...answer, response })
      : await acceptPassword(tx, record, ctx, { ...answer, orderId });
  // A refusal is committed with its record, and thrown afterwards.
  if (made instanceof AppError) return made;
  // Nothing of this stays where something is still missing: the answer can be used once it is there.
  if (signing.blocked.length > 0) throw new AppError("conflict", signing.blocked.join(" "));
  const removals = await afterSigning(tx, record, ctx, { signing, signature: made });
  return { signatureId: made.id, removals };
}
