import "server-only";
import { answerableId } from "@/lib/auth/actor";
import { ROLES } from "@/lib/auth/permissions";
import { permissionsOf } from "@/lib/auth/role-grants";
import { type CommandContext, type Tx, transact } from "@/lib/change-log/transact";
import { AppError } from "@/lib/core/app-error";
import { notify } from "@/lib/notify/notify";
import { getReview } from "../../prepare/queries";
import { drawnOf } from "../draw";
import { keptLines } from "../kept";
import type { DrawCheckInput } from "../schema";

const CHECKERS = ROLES.filter((role) => permissionsOf(role).includes("review:check"));

/**
 * Draws kept lines of a signed review for a second look, by a seed that anybody can draw the same with (REV-25). Whoever looks has
 * decided nothing in the review and did not sign it. Errors: not_found, forbidden, conflict (not signed, nothing kept), invalid_input.
 */
export async function drawCheck(
  ctx: CommandContext,
  { reviewId, checkerId, size, seed: typed }: DrawCheckInput,
): Promise<{ id: string; reviewId: string; size: number }> {
  const drawnById = answerableId(ctx.actor);
  if (drawnById === null) throw new AppError("forbidden", "Only a named person can draw it.");
  const review = await getReview(ctx.actor, reviewId);
  if (review.signedAt === null) throw new AppError("conflict", "This review is not signed yet.");
  const kept = await keptLines(review);
  if (kept.length === 0) throw new AppError("conflict", "This review kept nothing.");
  const seed = typed === "" ? ctx.requestId : typed;
  const drawn = drawnOf(seed, kept, size);
  return transact(ctx, async (tx, record) => {
    await assertIndependent(tx, review, checkerId);
    const items = drawn.map(({ id: lineId }, at) => ({ lineId, position: at + 1 }));
    const made = { reviewId, seed, size: drawn.length, population: kept.length, checkerId };
    const { items: listed, ...check } = await tx.reviewCheck.create({
      data: { ...made, drawnById, drawnAt: ctx.now, items: { create: items } },
      include: { items: { orderBy: { position: "asc" }, select: { lineId: true } } },
    });
    const after = { ...check, lineIds: listed.map(({ lineId }) => lineId) };
    await record({ action: "review-check.drawn", subjectId: check.id, before: null, after });
    await notify(tx, record, ctx, {
      personIds: [checkerId],
      kind: "review-check.drawn",
      title: `A second look at ${drawn.length} lines waits for you`,
      body: `Drawn from ${kept.length} kept lines of ${review.reference}.`,
      link: `/access-reviews/checks/${check.id}`,
    });
    return { id: check.id, reviewId, size: drawn.length };
  });
}

async function assertIndependent(
  tx: Tx,
  { id, ownerId }: { id: string; ownerId: string },
  personId: string,
): Promise<void> {
  const checker = await tx.person.findFirst({
    where: { id: personId, deactivatedAt: null, roles: { hasSome: CHECKERS } },
    select: { id: true },
  });
  if (!checker) throw refused("This person cannot look a second time. Choose somebody else.");
  const decided = await tx.reviewDecision.count({ where: { reviewId: id, personId } });
  if (decided > 0 || personId === ownerId) {
    throw refused("This person decided in the review or signed it. Choose somebody else.");
  }
}

function refused(says: string): AppError {
  return new AppError("invalid_input", {
    message: "Check the fields.",
    fieldErrors: { checkerId: [says] },
  });
}
