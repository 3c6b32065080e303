import "server-only";
import { type Snapshot, transact } from "@/lib/change-log/transact";
import { AppError } from "@/lib/core/app-error";
import type { Range } from "@/lib/ledger/tree";
import type { BundleResult, VerificationResult } from "../bundle-wish";
import { taskSnapshot } from "../task-record";
import type { Claim } from "./claim";

/** What a task came to, and what of it goes into the leaf of the change. */
export type Outcome = {
  readonly action: "bundle.exported" | "verification.finished";
  readonly result: BundleResult | VerificationResult;
  readonly range: Range;
};

/** The job that does what was asked, in the process of the sealer. */
const WORKER = { kind: "job", id: "ledger.work", grants: ["ledger:work"] } as const;

/** Writes the result down and records the change, in one transaction. Errors: conflict (another process has the task now). */
export async function finishTask(
  { row, claimedAt }: Claim,
  { action, result, range }: Outcome,
  now: Date,
): Promise<void> {
  const ctx = { actor: WORKER, now, requestId: row.id };
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
  });
}
