import "server-only";
import { authorize } from "@/lib/auth/actor";
import { type CommandContext, transact } from "@/lib/change-log/transact";
import { AppError } from "@/lib/core/app-error";
import type { RevokeSourceTokenInput } from "../sources/source-schema";
import { shownToken } from "./source-row";

/** Ends a token of a source on its next use. Errors: forbidden, not_found, conflict (revoked already). */
export async function revokeSourceToken(
  ctx: CommandContext,
  { id, tokenId }: RevokeSourceTokenInput,
): Promise<void> {
  authorize(ctx.actor, "source:manage");
  await transact(ctx, async (tx, record) => {
    const token = await tx.sourceToken.findFirst({ where: { id: tokenId, sourceId: id } });
    if (!token) throw new AppError("not_found", "No such token.");
    const [revoked] = await tx.sourceToken.updateManyAndReturn({
      where: { id: tokenId, revokedAt: null },
      data: { revokedAt: ctx.now },
    });
    if (!revoked) throw new AppError("conflict", "This token has been revoked already.");
    await record({
      action: "source-token.revoked",
      subjectId: tokenId,
      before: shownToken(token),
      after: shownToken(revoked),
    });
  });
}
