import "server-only";
import type { CommandContext, Recorder, Tx } from "@/lib/change-log/transact";
import { AppError, type ErrorCode } from "@/lib/core/app-error";
import { SIGNING_REFUSAL_SAYS, type SigningRefusal } from "./labels";

/** What somebody tried to sign. */
export type Tried = {
  readonly challengeId: string;
  readonly subject: { readonly kind: string; readonly id: string };
  readonly role: string;
};

const CODE: Partial<Record<SigningRefusal, ErrorCode>> = {
  not_a_person: "forbidden",
  other_person: "forbidden",
  deactivated: "forbidden",
  unknown: "not_found",
};

/** Records that somebody was refused a signature, and answers the refusal: it is thrown once that is committed. */
export async function refuseSignature(
  record: Recorder,
  ctx: CommandContext,
  { challengeId, subject, role }: Tried,
  refusal: SigningRefusal,
): Promise<AppError> {
  await record({
    action: "signature.refused",
    subjectId: challengeId,
    before: null,
    after: {
      challengeId,
      subjectKind: subject.kind,
      subjectId: subject.id,
      role,
      byId: ctx.actor.id,
      refusal,
    },
    reason: SIGNING_REFUSAL_SAYS[refusal],
  });
  return new AppError(CODE[refusal] ?? "conflict", SIGNING_REFUSAL_SAYS[refusal]);
}

/** Uses a challenge up. False where somebody was first. */
export async function spendChallenge(tx: Tx, id: string, now: Date): Promise<boolean> {
  const { count } = await tx.signatureChallenge.updateMany({
    where: { id, usedAt: null },
    data: { usedAt: now },
  });
  return count === 1;
}
