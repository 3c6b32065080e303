import "server-only";
import { authorize } from "@/lib/auth/actor";
import { type CommandContext, transact } from "@/lib/change-log/transact";
import { AppError } from "@/lib/core/app-error";
import type { DisposeQuarantinedInput } from "../sources/source-schema";

const NAMED_MAX = 1_000; // ids of a disposal that its change names

/**
 * Dismisses a record in quarantine with a reason, or all open ones of its source that are there for the same reason. Answers how
 * many. Errors: forbidden, not_found, conflict (dealt with already).
 */
export async function disposeQuarantined(
  ctx: CommandContext,
  { id, recordId, scope, reason }: DisposeQuarantinedInput,
): Promise<{ id: string; disposed: number }> {
  authorize(ctx.actor, "quarantine:dispose");
  return transact(ctx, async (tx, record) => {
    const shown = await tx.quarantinedRecord.findFirst({ where: { id: recordId, sourceId: id } });
    if (!shown) throw new AppError("not_found", "No such record.");
    const which = scope === "one" ? { id: recordId } : { reason: shown.reason };
    const disposed = await tx.quarantinedRecord.updateManyAndReturn({
      where: { sourceId: id, state: "open", ...which },
      data: {
        state: "dismissed",
        disposition: reason,
        disposedById: ctx.actor.id,
        disposedAt: ctx.now,
      },
      select: { id: true },
    });
    if (disposed.length === 0) {
      throw new AppError("conflict", "Somebody has dealt with this record already.");
    }
    await record({
      action: "quarantine.disposed",
      subjectId: id,
      before: null,
      after: {
        sourceId: id,
        state: "dismissed",
        because: shown.reason,
        count: disposed.length,
        recordIds: disposed.slice(0, NAMED_MAX).map((one) => one.id),
      },
      reason,
    });
    return { id, disposed: disposed.length };
  });
}
