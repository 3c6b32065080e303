import "server-only";
import { authorize } from "@/lib/auth/actor";
import { type CommandContext, transact } from "@/lib/change-log/transact";
import { AppError } from "@/lib/core/app-error";
import type { Log } from "@/lib/ledger/origin";

const REASON_MAX = 2_000;

/**
 * Lets the sealer try a log again that it has stopped signing. Nothing is repaired: it reads everything anew, and halts
 * again while the cause lasts. Errors: forbidden, invalid_input (no reason), conflict (the log is not halted).
 */
export async function resumeSealing(
  ctx: CommandContext,
  { log, reason }: { readonly log: Log; readonly reason: string },
): Promise<void> {
  authorize(ctx.actor, "sealing:resume");
  const why = reason.trim();
  if (why === "" || why.length > REASON_MAX) {
    const message = `Say in at most ${REASON_MAX} characters what the cause was and why it is gone: it is recorded.`;
    throw new AppError("invalid_input", { message, fieldErrors: { reason: [message] } });
  }
  await transact(ctx, async (tx, record) => {
    const halted = await tx.ledgerSealer.findUnique({ where: { log } });
    if (!halted?.haltedAt) {
      throw new AppError(
        "conflict",
        `Signing of the ${log} log has not stopped, so there is nothing to resume.`,
      );
    }
    const { haltedAt, haltReason, haltMessage } = halted;
    const [resumed] = await tx.ledgerSealer.updateManyAndReturn({
      where: { log, haltedAt },
      data: { haltedAt: null, haltReason: null, haltMessage: null },
    });
    if (!resumed) throw new AppError("conflict", `Someone else has just resumed the ${log} log.`);
    await record({
      action: "sealing.resumed",
      subjectId: log,
      before: { log, haltedAt, haltReason, haltMessage },
      after: { log, haltedAt: null, haltReason: null, haltMessage: null },
      reason: why,
    });
  });
}
