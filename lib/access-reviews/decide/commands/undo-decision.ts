import "server-only";
import { authorize } from "@/lib/auth/actor";
import { type CommandContext, transact } from "@/lib/change-log/transact";
import { AppError } from "@/lib/core/app-error";
import { recordingRefusals } from "../../assign/may-decide";
import type { DecisionRow } from "../current-decisions";
import { assertUnmoved, claimedTime, decidableLine, decisionRecord } from "../decidable";
import { saidBefore } from "../said";
import type { UndoDecisionInput } from "../schema";

/**
 * Takes a decision of one's own back, until the part is signed: a row `undecided` is appended, what was said stays on the record.
 * Errors: forbidden (not theirs), not_found, conflict (signed, not open, another decision meanwhile, somebody else's).
 */
export async function undoDecision(
  ctx: CommandContext,
  input: UndoDecisionInput,
): Promise<DecisionRow> {
  authorize(ctx.actor, "review:decide");
  const { id, reviewId, lineId, stage, after } = input;
  const run = () =>
    transact(ctx, async (tx, record) => {
      const decidable = await decidableLine(tx, ctx, input);
      assertUnmoved(decidable, after, ctx);
      const { current } = decidable;
      if (current?.personId !== ctx.actor.id) {
        const says = "Somebody else decided this. Decide it yourself; theirs stays on the record.";
        throw new AppError("conflict", says);
      }
      const row = await tx.reviewDecision.create({
        data: {
          ...{ id, reviewId, lineId, stage, decision: "undecided", comment: "", remaining: [] },
          ...{ personId: ctx.actor.id, opened: false, decidedAt: ctx.now },
        },
      });
      await record({
        action: "review-line.undone",
        subjectId: lineId,
        before: decisionRecord(current),
        after: decisionRecord(row),
        ...claimedTime(ctx, input.madeAt),
      });
      return row;
    });
  return await saidBefore(ctx, input, () => recordingRefusals(ctx, input, run));
}
