import "server-only";
import { authorize } from "@/lib/auth/actor";
import { type CommandContext, type Recorder, type Tx, transact } from "@/lib/change-log/transact";
import { AppError } from "@/lib/core/app-error";
import { conflictsOf } from "../../assign/conflicts";
import { refusalOf } from "../../assign/may-decide";
import { peopleOf } from "../../assign/people";
import { visibleReviews } from "../../prepare/visible";
import type { Disposition } from "../../review-view";
import { nextVersion } from "../load-signing";
import type { StartedReview } from "../material";
import type { DisposeDeltaInput } from "../schema";
import { COMMENT_MIN } from "../sign-limits";
import { type DeltaRow, storedDelta } from "../stored-delta";
import { lockReview } from "./review-lock";

/**
 * Says what becomes of changes since the snapshot (of the delta that is not signed yet): each is written and recorded by itself.
 * Nobody carries over what they have a conflict with. Errors: forbidden (also: conflict of interest), not_found, invalid_input
 * (comment missing; something that is gone cannot be revoked), conflict (the delta was frozen again; signed).
 */
export async function disposeDelta(
  ctx: CommandContext,
  input: DisposeDeltaInput,
): Promise<{ disposed: number }> {
  authorize(ctx.actor, "review:sign");
  const { disposition, comment } = input;
  assertSaid(disposition, comment);
  return transact(ctx, async (tx, record) => {
    const review = await lockReview(tx, input.reviewId);
    await assertSeen(tx, ctx, review);
    const rows = await rowsOf(tx, review, input.deltaIds);
    for (const row of rows) {
      await assertFits(tx, ctx, row, disposition);
      await disposeOne(tx, record, ctx, row, { disposition, comment });
    }
    return { disposed: rows.length };
  });
}

async function assertSeen(tx: Tx, { actor }: CommandContext, { id }: StartedReview): Promise<void> {
  const visible = await visibleReviews(actor);
  const seen = await tx.accessReview.count({ where: { AND: [{ id }, visible] } });
  if (seen === 0) throw new AppError("not_found", "There is no such review.");
}

function assertSaid(disposition: Disposition, comment: string): void {
  if (disposition === "noted" || comment.length >= COMMENT_MIN) return;
  const says = `Say why in at least ${COMMENT_MIN} characters.`;
  throw new AppError("invalid_input", { message: says, fieldErrors: { comment: [says] } });
}

async function rowsOf(tx: Tx, review: StartedReview, ids: readonly string[]): Promise<DeltaRow[]> {
  const isSigned = review.signedAt !== null;
  const version = isSigned ? await nextVersion(tx, review.id) : 1;
  const delta = await storedDelta(tx, review.id, version);
  const rows = delta?.rows.filter(({ id }) => ids.includes(id)) ?? [];
  if (rows.length === new Set(ids).size) return rows;
  throw new AppError(
    "conflict",
    "The delta was frozen again or signed meanwhile. Load the page again.",
  );
}

async function assertFits(
  tx: Tx,
  { actor }: CommandContext,
  { change, now }: DeltaRow,
  disposition: Disposition,
): Promise<void> {
  if (now === null && disposition === "revoke") {
    throw new AppError("invalid_input", "What is gone already is noted, not revoked.");
  }
  const grew = change === "added" || change === "expanded";
  if (grew && disposition === "noted") {
    throw new AppError(
      "invalid_input",
      "What was added or grew is carried over by name, or revoked: noting it is no decision.",
    );
  }
  if (now === null || disposition !== "carried-over") return;
  const people = await peopleOf(tx, [actor.id], now.agent?.id ?? null);
  // Whoever signs looks at it as well, so an administrator is not alone with it.
  const { blocking } = conflictsOf(actor.id, { ...now, stages: 2 }, people);
  if (blocking.length > 0) throw refusalOf(blocking);
}

async function disposeOne(
  tx: Tx,
  record: Recorder,
  ctx: CommandContext,
  { id }: DeltaRow,
  said: { readonly disposition: Disposition; readonly comment: string },
): Promise<void> {
  const before = await tx.reviewDelta.findUniqueOrThrow({ where: { id } });
  const after = await tx.reviewDelta.update({
    where: { id },
    data: { ...said, disposedById: ctx.actor.id, disposedAt: ctx.now },
  });
  await record({
    action: "review-delta.disposed",
    subjectId: id,
    ...{ before, after },
    ...(said.comment ? { reason: said.comment } : {}),
  });
}
