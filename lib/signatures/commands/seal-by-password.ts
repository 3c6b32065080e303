import "server-only";
import { confirmPassword } from "@/lib/auth/commands/set-password";
import { type CommandContext, transact } from "@/lib/change-log/transact";
import { AppError } from "@/lib/core/app-error";
import { isUuid } from "@/lib/core/text";
import { read } from "@/lib/db/read";
import { SIGNING_REFUSAL_SAYS } from "../labels";
import { askSeal, awaitSeal } from "../orders/ask";

/**
 * For whoever has no passkey, where the policy of the room allows it: the actor shows who they are by their password, and the
 * server's seal is put on their own open challenge. Answers the order that `acceptPassword` takes. Whoever runs the server could
 * do the same, which is why it is called the weaker thing. Errors: forbidden (no person), not_found (no open challenge of theirs),
 * invalid_input (field `current`), throttled, unavailable (the sealer does not answer).
 */
export async function sealByPassword(
  ctx: CommandContext,
  { challengeId, current }: { readonly challengeId: string; readonly current: string },
  wait: typeof awaitSeal = awaitSeal,
): Promise<{ readonly orderId: string }> {
  if (ctx.actor.kind !== "person")
    throw new AppError("forbidden", SIGNING_REFUSAL_SAYS.not_a_person);
  const open = {
    ...{ id: challengeId, personId: ctx.actor.id, usedAt: null },
    expiresAt: { gt: ctx.now },
  };
  const challenge = isUuid(challengeId)
    ? await read().signatureChallenge.findFirst({ where: open })
    : null;
  if (challenge === null) throw new AppError("not_found", SIGNING_REFUSAL_SAYS.unknown);
  const confirmed = await confirmPassword(ctx, current);
  const orderId = await transact(ctx, async (tx, record) => {
    await confirmed(tx);
    const subject = { kind: "signature", id: challengeId };
    const payload = challenge.challenge;
    return askSeal(tx, record, ctx, { kind: "sign-off", subject, payload });
  });
  await wait(orderId);
  return { orderId };
}
