import "server-only";
import { authorize } from "@/lib/auth/actor";
import { type CommandContext, type Recorder, type Tx, transact } from "@/lib/change-log/transact";
import { AppError } from "@/lib/core/app-error";
import { read } from "@/lib/db/read";
import { recordingRefusals } from "../../assign/may-decide";
import { accessReviewsSettings } from "../../settings";
import { policyOf } from "../../stored";
import type { DecisionRow } from "../current-decisions";
import { type Decidable, decidableLine, decisionRecord } from "../decidable";
import { COMMENT_MIN, classOf } from "../decide-limits";
import type { DecideTogetherInput } from "../schema";

/**
 * Keeps lines of one low-risk class on one typed basis (G11): each is asserted, written and recorded by itself, under one bulk id,
 * and the statistics name the share. Errors: forbidden (one is not theirs; recorded), conflict (one was decided meanwhile, signed, not
 * open), invalid_input (several classes, none that may, more than the policy allows).
 */
export async function decideTogether(
  ctx: CommandContext,
  input: DecideTogetherInput,
): Promise<DecisionRow[]> {
  authorize(ctx.actor, "review:decide");
  const before = await read().reviewDecision.findMany({
    where: { bulkId: input.id, personId: ctx.actor.id, reviewId: input.reviewId },
    orderBy: { sequence: "asc" },
    take: input.lineIds.length,
  });
  if (before.length > 0) return before;
  return await transactRecorded(ctx, input);
}

async function transactRecorded(
  ctx: CommandContext,
  input: DecideTogetherInput,
): Promise<DecisionRow[]> {
  const lineIds = [...new Set(input.lineIds)].sort(); // always locked in the same order
  // A refusal is recorded about the line at which it came.
  const target = { reviewId: input.reviewId, stage: input.stage, lineId: lineIds[0] ?? "" };
  return await recordingRefusals(ctx, target, () =>
    transact(ctx, async (tx, record) => {
      await assertFew(tx, input);
      const decidable: Decidable[] = [];
      for (const lineId of lineIds) {
        target.lineId = lineId;
        decidable.push(await decidableLine(tx, ctx, target));
      }
      assertOneClass(decidable, input.basis);
      return await append(tx, record, ctx, input, lineIds);
    }),
  );
}

async function assertFew(tx: Tx, { reviewId, lineIds }: DecideTogetherInput): Promise<void> {
  const review = await tx.accessReview.findUnique({
    where: { id: reviewId },
    select: { policy: true },
  });
  const { bulkMax } = accessReviewsSettings.fields;
  const max = policyOf(review?.policy)?.values.bulkMax ?? bulkMax.default;
  if (lineIds.length <= max) return;
  throw new AppError(
    "invalid_input",
    max === 0
      ? "The rules of this review let no lines be decided together."
      : `The rules of this review let ${max} lines be decided together; these are ${lineIds.length}.`,
  );
}

function assertOneClass(decidable: readonly Decidable[], basis: string): void {
  const refuse = (message: string) => {
    throw new AppError("invalid_input", message);
  };
  if (basis.length < COMMENT_MIN) refuse(`Say more than "${basis}".`);
  const classes = new Set(
    decidable.map(({ text, stages }) => (stages === 1 ? classOf(text) : null)),
  );
  if (classes.has(null)) refuse("Only standard lines of low risk are decided together.");
  if (classes.size > 1) {
    refuse("Lines are decided together within one class: the same kind, access, data and marks.");
  }
  const decided = decidable.find(({ current }) => current !== null);
  if (decided) {
    throw new AppError(
      "conflict",
      `Line ${decided.text.n} was decided elsewhere meanwhile. Look again.`,
    );
  }
}

async function append(
  tx: Tx,
  record: Recorder,
  ctx: CommandContext,
  { id, reviewId, stage, basis }: DecideTogetherInput,
  lineIds: readonly string[],
): Promise<DecisionRow[]> {
  const rows = await tx.reviewDecision.createManyAndReturn({
    data: lineIds.map((lineId) => ({
      ...{ reviewId, lineId, stage, decision: "keep", comment: basis, bulkId: id },
      ...{ personId: ctx.actor.id, decidedAt: ctx.now, remaining: [], opened: false },
    })),
  });
  for (const row of rows) {
    const after = decisionRecord(row);
    const action = "review-line.decided";
    await record({ action, subjectId: row.lineId, before: null, after, reason: basis });
  }
  return rows;
}
