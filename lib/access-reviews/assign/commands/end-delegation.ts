import "server-only";
import { can } from "@/lib/auth/actor";
import { type CommandContext, type Recorder, type Tx, transact } from "@/lib/change-log/transact";
import { AppError } from "@/lib/core/app-error";
import { heldLines, isOwed, signedParts } from "../held";
import { moveLines, objectionTo } from "../move-lines";
import { partName } from "../parts";
import { reviewPeople } from "../people";
import { mayReview } from "../rules";
import type { EndDelegationInput } from "../schema";

/**
 * Ends a delegation before its time. Lines that the delegate has not decided go back. Errors: forbidden (neither the one who is
 * stood in for, nor an officer), not_found, conflict (over already).
 */
export async function endDelegation(
  ctx: CommandContext,
  { delegationId }: EndDelegationInput,
): Promise<{ lines: number }> {
  return transact(ctx, async (tx, record) => {
    const before = await tx.reviewDelegation.findUnique({ where: { id: delegationId } });
    const { actor, now } = ctx;
    const mine = actor.kind === "person" && before?.fromId === actor.id;
    if (!before || !(mine || can(actor, "review:prepare"))) {
      throw new AppError("not_found", "There is no such delegation, or it is not yours to end.");
    }
    const [after] = await tx.reviewDelegation.updateManyAndReturn({
      where: { id: delegationId, endedAt: null, until: { gt: now } },
      data: { endedAt: now },
    });
    if (!after) throw new AppError("conflict", "This delegation is over already.");
    const action = "review-delegation.ended";
    await record({ action, subjectId: delegationId, before, after });
    return { lines: await giveBack(tx, record, ctx, after) };
  });
}

/** Gives lines of a delegation that is over back to whom they were taken from, so far as nobody decided them. Answers how many. */
export async function giveBack(
  tx: Tx,
  record: Recorder,
  ctx: CommandContext,
  { id, fromId }: { id: string; fromId: string },
): Promise<number> {
  const people = await reviewPeople(tx);
  if (!mayReview(fromId, people)) return 0;
  const about = await tx.reviewAssignment.findMany({
    where: { delegationId: id, until: null },
    select: { reviewId: true },
    distinct: ["reviewId"],
    orderBy: { reviewId: "asc" },
    take: 100,
  });
  const open = await tx.accessReview.findMany({
    where: { id: { in: about.map(({ reviewId }) => reviewId) }, status: "open" },
    select: { id: true },
    orderBy: { id: "asc" },
    take: 100,
  });
  let lines = 0;
  for (const { id: reviewId } of open) {
    const signed = await signedParts(tx, reviewId);
    const held = (await heldLines(tx, reviewId)).filter(
      (each) =>
        each.delegationId === id &&
        isOwed(each) &&
        !signed.has(partName(fromId, each.stage)) &&
        objectionTo(fromId, [each], people) === null,
    );
    lines += await moveLines(tx, record, ctx, {
      ...{ reviewId, held, toId: fromId, how: "reassigned", delegationId: null },
      why: "The delegation is over.",
    });
  }
  return lines;
}
