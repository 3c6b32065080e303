import "server-only";
import { type CommandContext, transact } from "@/lib/change-log/transact";
import { AppError } from "@/lib/core/app-error";
import { closeRequest } from "../close";
import type { RequestKind } from "../define-request-kind";
import { readableDiff } from "../diff";
import { loadRequest } from "../load";
import { isWithdrawable } from "../policy";
import { kindOf, REQUEST_KINDS } from "../registry";
import type { WithdrawRequestInput } from "../schema";

/** The requester takes a wish back. Errors: not_found, forbidden (somebody else's), conflict (not open). */
export async function withdrawRequest(
  ctx: CommandContext,
  { requestId, reason }: WithdrawRequestInput,
  kinds: readonly RequestKind[] = REQUEST_KINDS,
): Promise<{ id: string }> {
  return transact(ctx, async (tx, record) => {
    const request = await loadRequest(tx, ctx.actor, requestId);
    if (request.requestedById !== ctx.actor.id) {
      throw new AppError("forbidden", "Only the person who asked for this can withdraw it.");
    }
    if (!isWithdrawable(request, ctx.actor)) {
      throw new AppError(
        "conflict",
        "This request is no longer open, so nothing is left to withdraw.",
      );
    }
    await closeRequest(tx, record, ctx, request, { status: "WITHDRAWN", note: reason });
    const whole = { ...request, ...readableDiff(request.diff) };
    await kindOf(request.kind, kinds)?.withdraw?.(tx, record, ctx, whole);
    return { id: request.id };
  });
}
