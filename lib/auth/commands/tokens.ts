import "server-only";
import { type CommandContext, transact } from "@/lib/change-log/transact";
import { AppError } from "@/lib/core/app-error";
import { addDays } from "@/lib/core/clock";
import { authorize } from "../actor";
import { hashToken, newToken, TOKEN_PREFIX } from "../machine-token";
import { isActivePerson } from "../people";
import type { MakeTokenInput, RevokeTokenInput } from "../schema";
import { tell } from "./tell";

/** Makes a machine token. Answers its text, which is shown once and not stored. Errors: forbidden, invalid_input. */
export async function makeToken(
  ctx: CommandContext,
  { name, grants, responsibleId, days }: MakeTokenInput,
  text = `${TOKEN_PREFIX}${newToken()}`,
): Promise<{ id: string; text: string }> {
  authorize(ctx.actor, "token:manage");
  return transact(ctx, async (tx, record) => {
    if (!(await isActivePerson(tx, responsibleId))) throw nobodyAnswers();
    const token = await tx.machineToken.create({
      data: {
        name,
        grants,
        responsibleId,
        tokenHash: hashToken(text),
        createdById: ctx.actor.id,
        createdAt: ctx.now,
        expiresAt: addDays(ctx.now, days),
      },
    });
    await record({ action: "token.made", subjectId: token.id, before: null, after: shown(token) });
    if (responsibleId !== ctx.actor.id) await tell(tx, record, ctx, responsibleId, "token.made");
    return { id: token.id, text };
  });
}

/** Ends a token on its next use. Errors: forbidden, not_found, conflict (revoked already). */
export async function revokeToken(
  ctx: CommandContext,
  { tokenId }: RevokeTokenInput,
): Promise<void> {
  authorize(ctx.actor, "token:manage");
  await transact(ctx, async (tx, record) => {
    const token = await tx.machineToken.findUnique({ where: { id: tokenId } });
    if (!token) throw new AppError("not_found", "No such token.");
    const [revoked] = await tx.machineToken.updateManyAndReturn({
      where: { id: tokenId, revokedAt: null },
      data: { revokedAt: ctx.now },
    });
    if (!revoked) throw new AppError("conflict", "This token has been revoked already.");
    await record({
      action: "token.revoked",
      subjectId: tokenId,
      before: shown(token),
      after: shown(revoked),
    });
  });
}

function nobodyAnswers(): AppError {
  return new AppError("invalid_input", {
    message: "Choose who answers for the token.",
    fieldErrors: { responsibleId: ["This person is no longer active. Choose another."] },
  });
}

// A token as the change log keeps it: without the hash that opens it.
function shown<Token extends { tokenHash: string }>({ tokenHash: _, ...rest }: Token) {
  return rest;
}
