import "server-only";
import { randomUUID } from "node:crypto";
import { type CommandContext, type Recorder, type Tx, transact } from "@/lib/change-log/transact";
import { AppError } from "@/lib/core/app-error";
import type { DismissTriggerInput, RaiseTriggerInput } from "../trigger-schema";

/** Notes what a person says asks for a review: an incident, a breach at a vendor (REV-22). Errors: forbidden (no person). */
export async function raiseTrigger(
  ctx: CommandContext,
  { words }: RaiseTriggerInput,
): Promise<{ id: string }> {
  const { actor, now } = ctx;
  if (actor.kind !== "person") throw new AppError("forbidden", "Only a person can say this.");
  return transact(ctx, async (tx, record) => {
    const row = await tx.reviewTrigger.create({
      data: {
        ...{ kind: "manual", mark: `manual:${randomUUID()}`, words, at: now, foundAt: now },
        ...{ subjectKind: "person", subjectId: actor.id },
      },
    });
    await record({ action: "review-trigger.noted", subjectId: row.id, before: null, after: row });
    return { id: row.id };
  });
}

/** Says why what was noted needs no review. Errors: not_found, conflict (disposed of already), forbidden (no person). */
export async function dismissTrigger(
  ctx: CommandContext,
  { triggerId, reason }: DismissTriggerInput,
): Promise<{ id: string }> {
  return transact(ctx, async (tx, record) => {
    await dispose(tx, record, ctx, { triggerId, disposition: "dismissed", reason, reviewId: null });
    return { id: triggerId };
  });
}

/**
 * Says that a review was drafted because of a trigger: called by whoever drafts it, in that transaction. Errors: not_found,
 * conflict (disposed of already).
 */
export async function triggerStarted(
  tx: Tx,
  record: Recorder,
  ctx: CommandContext,
  triggerId: string,
  reviewId: string,
): Promise<void> {
  await dispose(tx, record, ctx, { triggerId, disposition: "started", reason: "", reviewId });
}

type Disposal = {
  readonly triggerId: string;
  readonly disposition: "started" | "dismissed";
  readonly reason: string;
  readonly reviewId: string | null;
};

async function dispose(
  tx: Tx,
  record: Recorder,
  { actor, now }: CommandContext,
  { triggerId, ...said }: Disposal,
): Promise<void> {
  if (actor.kind !== "person") throw new AppError("forbidden", "Only a person can say this.");
  const before = await tx.reviewTrigger.findUnique({ where: { id: triggerId } });
  if (!before) throw new AppError("not_found", "There is no such trigger.");
  const [after] = await tx.reviewTrigger.updateManyAndReturn({
    where: { id: triggerId, disposition: "open" },
    data: { ...said, disposedById: actor.id, disposedAt: now },
  });
  if (!after) throw new AppError("conflict", "Somebody has disposed of this already.");
  await record({
    action: "review-trigger.disposed",
    subjectId: triggerId,
    before,
    after,
    ...(said.reason ? { reason: said.reason } : {}),
  });
}
