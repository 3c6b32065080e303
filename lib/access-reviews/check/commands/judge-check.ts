import "server-only";
import { type CommandContext, type Tx, transact } from "@/lib/change-log/transact";
import { AppError } from "@/lib/core/app-error";
import type { FinishCheckInput, JudgeItemInput } from "../schema";

/**
 * Says whether the second person agrees that a line was kept. It changes nothing that was signed. Errors: not_found, forbidden (not
 * theirs), conflict (finished).
 */
export async function judgeItem(
  ctx: CommandContext,
  { checkId, lineId, verdict, note }: JudgeItemInput,
): Promise<{ id: string; left: number }> {
  return transact(ctx, async (tx, record) => {
    await openCheck(tx, ctx, checkId);
    const at = { checkId_lineId: { checkId, lineId } };
    const before = await tx.reviewCheckItem.findUnique({ where: at });
    if (!before) throw new AppError("not_found", "This line was not drawn.");
    const after = await tx.reviewCheckItem.update({
      where: at,
      data: { verdict, note, decidedAt: ctx.now },
    });
    await record({ action: "review-check.decided", subjectId: checkId, before, after });
    return { id: checkId, left: await leftOf(tx, checkId) };
  });
}

/** Closes a second look of which each line was judged. Errors: not_found, forbidden (not theirs), conflict (finished, lines left). */
export async function finishCheck(
  ctx: CommandContext,
  { checkId }: FinishCheckInput,
): Promise<{ id: string }> {
  return transact(ctx, async (tx, record) => {
    const before = await openCheck(tx, ctx, checkId);
    const left = await leftOf(tx, checkId);
    if (left > 0) throw new AppError("conflict", `${left} lines have no answer yet.`);
    const after = await tx.reviewCheck.update({
      where: { id: checkId, finishedAt: null },
      data: { finishedAt: ctx.now },
    });
    await record({ action: "review-check.finished", subjectId: checkId, before, after });
    return { id: checkId };
  });
}

// One judgement at a time: the lock of the row makes finishing wait for the last one.
async function openCheck(tx: Tx, { actor }: CommandContext, id: string) {
  await tx.$executeRaw`SELECT FROM "ReviewCheck" WHERE id = ${id}::uuid FOR UPDATE`;
  const check = await tx.reviewCheck.findUnique({ where: { id } });
  if (!check) throw new AppError("not_found", "There is no such second look.");
  if (actor.kind !== "person" || actor.id !== check.checkerId) {
    throw new AppError("forbidden", "Another person looks here.");
  }
  if (check.finishedAt !== null) throw new AppError("conflict", "This second look is finished.");
  return check;
}

async function leftOf(tx: Tx, checkId: string): Promise<number> {
  return tx.reviewCheckItem.count({ where: { checkId, verdict: null } });
}
