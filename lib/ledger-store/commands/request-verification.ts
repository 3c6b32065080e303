import "server-only";
import { lockName } from "@/lib/auth/locks";
import { type CommandContext, transact } from "@/lib/change-log/transact";
import { AppError } from "@/lib/core/app-error";
import { OPEN_VERIFICATIONS_MAX } from "../limits";
import type { RequestVerificationInput } from "../schema";
import { taskSnapshot } from "../task-record";

/**
 * Asks that a log be read and recomputed as it is stored, in the background. The id of the task is that of the request.
 * Errors: conflict (it is being verified already).
 */
export async function requestVerification(
  ctx: CommandContext,
  { log }: RequestVerificationInput,
): Promise<{ id: string }> {
  return transact(ctx, async (tx, record) => {
    await lockName(tx, `ledger.verification ${log}`);
    const open = await tx.ledgerTask.count({
      where: { log, kind: "verification", state: { in: ["waiting", "running"] } },
    });
    if (open >= OPEN_VERIFICATIONS_MAX) {
      const message = `The ${log} ledger is being verified already. Wait for its result, or ask again afterwards.`;
      throw new AppError("conflict", message);
    }
    const task = await tx.ledgerTask.create({
      data: {
        ...{ id: ctx.requestId, log, kind: "verification", wish: {}, state: "waiting" },
        ...{ askedById: ctx.actor.id, askedAt: ctx.now },
      },
    });
    const after = taskSnapshot(task);
    await record({ action: "verification.requested", subjectId: task.id, before: null, after });
    return { id: task.id };
  });
}
