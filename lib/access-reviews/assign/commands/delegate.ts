import "server-only";
import { can } from "@/lib/auth/actor";
import { type CommandContext, type Recorder, type Tx, transact } from "@/lib/change-log/transact";
import { AppError } from "@/lib/core/app-error";
import { addDays, utcDay } from "@/lib/core/clock";
import { notify } from "@/lib/notify/notify";
import { type Held, heldLines, isOwed } from "../held";
import { DELEGATION_DAYS_MAX } from "../limits";
import { moveLines, objectionTo } from "../move-lines";
import { reviewPeople } from "../people";
import { mayReview } from "../rules";
import type { DelegateInput } from "../schema";

type Window = DelegateInput & { readonly from: Date };
type Open = { readonly id: string; readonly reference: string; readonly held: Held[] };

/**
 * Records that somebody decides in the place of another for a while (REV-20): before the other has decided anything in the reviews
 * it is about, with no conflict on any of their lines, and never onwards. The delegate decides and signs as themselves. One's own
 * lines, or anybody's for whoever prepares reviews. If the time has begun, open lines go over at once; else a job hands them over
 * then. Errors: forbidden, not_found, conflict (a decision was taken, a chain), invalid_input.
 */
export async function delegateReviews(
  ctx: CommandContext,
  input: DelegateInput,
): Promise<{ id: string; lines: number }> {
  const { actor, now } = ctx;
  if (actor.kind !== "person" || (input.fromId !== actor.id && !can(actor, "review:prepare"))) {
    throw new AppError("forbidden", "You can name somebody to decide in your own place only.");
  }
  const wish: Window = { ...input, from: new Date(Math.max(+input.fromOn, +now)) };
  return transact(ctx, async (tx, record) => {
    assertWindow(wish, now);
    // Two delegations that would make a chain wait for each other here.
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('review-delegation'))`;
    await assertNoChain(tx, wish);
    const open = await openReviews(tx, wish);
    await assertBeforeDecisions(tx, wish, open);
    await assertFit(tx, wish, open);
    const row = await tx.reviewDelegation.create({
      data: {
        ...{ reviewId: wish.reviewId, fromId: wish.fromId, toId: wish.toId, reason: wish.reason },
        ...{ fromAt: wish.from, until: wish.throughOn, recordedById: actor.id, recordedAt: now },
      },
    });
    const action = "review-delegation.recorded";
    await record({ action, subjectId: row.id, before: null, after: row, reason: wish.reason });
    const lines = wish.from <= now ? await handOver(tx, record, ctx, row, open) : 0;
    await tellDelegate(tx, record, ctx, wish);
    return { id: row.id, lines };
  });
}

function assertWindow({ from, throughOn, fromId, toId }: Window, now: Date): void {
  if (fromId === toId)
    throw refuse("toId", "Choose somebody else: nobody stands in for themselves.");
  if (throughOn <= from || throughOn <= now) {
    throw refuse("throughOn", "Choose a day that is not before the first one, and not over.");
  }
  if (throughOn > addDays(from, DELEGATION_DAYS_MAX)) {
    throw refuse("throughOn", `Choose at most ${DELEGATION_DAYS_MAX} days.`);
  }
}

async function assertNoChain(tx: Tx, { from, throughOn, fromId, toId, reviewId }: Window) {
  const overlapping = await tx.reviewDelegation.findMany({
    where: {
      ...{ fromAt: { lt: throughOn }, until: { gt: from }, endedAt: null },
      OR: [{ fromId: toId }, { toId: fromId }, { fromId }],
    },
    take: 200,
  });
  const touching = overlapping.filter(
    (each) => each.reviewId === null || reviewId === null || each.reviewId === reviewId,
  );
  if (touching.some((each) => each.fromId === fromId)) {
    throw new AppError("conflict", "Somebody is named for that time already. End that first.");
  }
  if (touching.some((each) => each.fromId === toId)) {
    throw refuse("toId", "This person is away themselves, and nobody delegates onwards.");
  }
  if (touching.length > 0) {
    throw new AppError(
      "conflict",
      "Whoever decides in the place of another names nobody in their own place: nobody delegates onwards.",
    );
  }
}

async function openReviews(tx: Tx, { reviewId, fromId }: Window): Promise<Open[]> {
  const reviews = await tx.accessReview.findMany({
    where: { status: "open", ...(reviewId ? { id: reviewId } : {}) },
    select: { id: true, reference: true },
    orderBy: { launchedAt: "asc" },
    take: 100,
  });
  if (reviewId && reviews.length === 0) {
    throw refuse("reviewId", "This review is not being decided.");
  }
  const open: Open[] = [];
  for (const review of reviews) {
    const held = (await heldLines(tx, review.id)).filter(({ personId }) => personId === fromId);
    if (held.length > 0) open.push({ ...review, held });
  }
  return open;
}

// Also what was taken back counts: a delegation is recorded before the first decision, not beside it.
async function assertBeforeDecisions(tx: Tx, { fromId }: Window, open: readonly Open[]) {
  const decided = await tx.reviewDecision.findFirst({
    where: { personId: fromId, reviewId: { in: open.map(({ id }) => id) } },
    select: { reviewId: true },
  });
  if (!decided) return;
  const reference = open.find(({ id }) => id === decided.reviewId)?.reference ?? "the review";
  throw new AppError(
    "conflict",
    `Lines of ${reference} are decided already, and a delegation is recorded before the first decision. Have the rest reassigned instead.`,
  );
}

async function assertFit(tx: Tx, { toId, fromId }: Window, open: readonly Open[]): Promise<void> {
  const people = await reviewPeople(tx);
  if (!people.roles.has(fromId)) throw refuse("fromId", "This person has left.");
  if (!mayReview(toId, people)) {
    throw refuse("toId", "This person has left or may not decide reviews.");
  }
  for (const { held, reference } of open) {
    const objection = objectionTo(toId, held, people);
    if (objection) throw refuse("toId", `${reference}: ${objection}`);
  }
}

async function handOver(
  tx: Tx,
  record: Recorder,
  ctx: CommandContext,
  { id, toId, reason }: { id: string; toId: string; reason: string },
  open: readonly Open[],
): Promise<number> {
  let lines = 0;
  for (const { id: reviewId, held } of open) {
    const moving = held.filter(isOwed);
    const common = { reviewId, held: moving, toId, how: "delegated", why: reason } as const;
    lines += await moveLines(tx, record, ctx, { ...common, delegationId: id });
  }
  return lines;
}

async function tellDelegate(tx: Tx, record: Recorder, ctx: CommandContext, wish: Window) {
  await notify(tx, record, ctx, {
    personIds: [...new Set([wish.toId, wish.fromId])],
    kind: "review.delegated",
    title: "A delegation for access reviews was recorded",
    body: `From ${utcDay(wish.from)} through ${utcDay(addDays(wish.throughOn, -1))} (UTC) one person decides in the place of another: ${wish.reason}`,
    link: "/access-reviews/reviewers",
  });
}

function refuse(field: string, says: string): AppError {
  return new AppError("invalid_input", { message: says, fieldErrors: { [field]: [says] } });
}
