import "server-only";
import { authorize } from "@/lib/auth/actor";
import { type CommandContext, transact } from "@/lib/change-log/transact";
import { AppError } from "@/lib/core/app-error";
import type { RestoreCandidateInput } from "../calls/call-schema";

/** Takes a dismissal back before its day: the caller is a candidate again. Errors: forbidden, not_found, conflict (it is over already). */
export async function restoreCandidate(
  ctx: CommandContext,
  { id }: RestoreCandidateInput,
): Promise<{ id: string; value: string }> {
  authorize(ctx.actor, "candidate:dismiss");
  return transact(ctx, async (tx, record) => {
    const before = await tx.candidateDismissal.findUnique({ where: { id } });
    if (!before) throw new AppError("not_found", "No such dismissal.");
    const [after] = await tx.candidateDismissal.updateManyAndReturn({
      where: { id, endedAt: null, expiresAt: { gt: ctx.now } },
      data: { endedAt: ctx.now },
    });
    if (!after) throw new AppError("conflict", "This dismissal is over already.");
    await record({ action: "candidate.restored", subjectId: id, before, after });
    return { id, value: after.value };
  });
}
