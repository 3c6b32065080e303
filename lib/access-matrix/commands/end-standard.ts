import "server-only";
import { type CommandContext, transact } from "@/lib/change-log/transact";
import { AppError } from "@/lib/core/app-error";
import type { EndStandardInput } from "../standard/schema";

/**
 * From now on an entry of the catalogue grants nothing; what it has granted stays until its own end. One person is enough:
 * it takes away. Errors: not_found, conflict (ended, or changed meanwhile).
 */
export async function endStandard(
  ctx: CommandContext,
  { standardId, version, reason }: EndStandardInput,
): Promise<{ id: string; title: string }> {
  return transact(ctx, async (tx, record) => {
    const standard = await tx.standardChange.findUnique({ where: { id: standardId } });
    if (!standard) throw new AppError("not_found", "No such standard change.");
    const [ended] = await tx.standardChange.updateManyAndReturn({
      where: { id: standardId, version, endedAt: null },
      data: { endedAt: ctx.now, version: version + 1 },
    });
    if (!ended)
      throw new AppError("conflict", "Somebody else ended this entry first. Reload the page.");
    await record({
      action: "standard-change.ended",
      subjectId: standardId,
      before: standard,
      after: ended,
      reason,
    });
    return { id: ended.id, title: ended.title };
  });
}
