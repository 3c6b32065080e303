import "server-only";
import { type CommandContext, type Snapshot, transact } from "@/lib/change-log/transact";
import { AppError } from "@/lib/core/app-error";
import { taskSnapshot } from "../task-record";
import type { Claim } from "./claim";
import type { Outcome } from "./outcome";
import { tellResult } from "./tell-asker";

/** The job that does what was asked, in the process of the sealer. Its requests are those of the tasks. */
export function workContext({ row }: Claim, now: Date): CommandContext {
  const actor = { kind: "job", id: "ledger.work", grants: ["ledger:work"] } as const;
  return { actor, now, requestId: row.id };
}

/** Writes the result down, records the change and tells whoever asked, in one transaction. Errors: conflict (another process has the task now). */
export async function finishTask(claim: Claim, outcome: Outcome, now: Date): Promise<void> {
  const { row, claimedAt } = claim;
  const { action, result, range } = outcome;
  const ctx = workContext(claim, now);
  await transact(ctx, async (tx, record) => {
    const before = await tx.ledgerTask.findFirst({ where: { id: row.id, startedAt: claimedAt } });
    const [after] = await tx.ledgerTask.updateManyAndReturn({
      where: { id: row.id, state: "running", startedAt: claimedAt },
      data: { state: "done", result, message: null, finishedAt: now },
    });
    if (!before || !after) {
      throw new AppError("conflict", "Another process took this task over meanwhile.");
    }
    // `log`, `range`, `size` and `root` is what ledger.md §12 wants in the leaf; later bundles read it there.
    const { size, root } = result;
    const facts: Snapshot = {
      range: { start: Number(range.start), end: Number(range.end) },
      ...{ size, root },
    };
    await record({
      ...{ action, subjectId: row.id },
      before: taskSnapshot(before),
      after: { ...taskSnapshot(after), ...facts },
    });
    await tellResult(tx, record, ctx, row, outcome);
  });
}
