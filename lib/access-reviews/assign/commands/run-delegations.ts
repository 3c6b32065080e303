import "server-only";
import { type CommandContext, type Recorder, type Tx, transact } from "@/lib/change-log/transact";
import { read } from "@/lib/db/read";
import { heldLines, isOwed, signedParts } from "../held";
import { moveLines, objectionTo } from "../move-lines";
import { partName } from "../parts";
import { reviewPeople } from "../people";
import { giveBack } from "./end-delegation";

const AT_ONCE = 200;

/**
 * Hands lines over where the time of a delegation has begun, and back where it is over. Lines on which the delegate has a conflict
 * stay where they are (REV-20: checked again).
 */
export async function runDelegations(ctx: CommandContext): Promise<void> {
  const open = await read().accessReview.findMany({
    where: { status: "open" },
    select: { id: true },
    orderBy: { id: "asc" },
    take: AT_ONCE,
  });
  for (const { id } of open) await begin(ctx, id);
  const over = await overWithLines(ctx.now);
  for (const row of over) {
    // Nothing to give back is nothing to write: asked before the transaction, which wants a change.
    await inOneChange(ctx, (tx, record) => giveBack(tx, record, ctx, row));
  }
}

async function begin(ctx: CommandContext, reviewId: string): Promise<void> {
  const running = await read().reviewDelegation.findMany({
    where: {
      ...{ fromAt: { lte: ctx.now }, until: { gt: ctx.now }, endedAt: null },
      OR: [{ reviewId: null }, { reviewId }],
    },
    orderBy: [{ recordedAt: "asc" }, { id: "asc" }],
    take: AT_ONCE,
  });
  for (const { id, fromId, toId, reason } of running) {
    const waits = await read().reviewAssignment.count({
      where: { reviewId, personId: fromId, until: null, stage: { lt: 3 } },
    });
    if (waits === 0) continue;
    await inOneChange(ctx, async (tx, record) => {
      const [people, signed] = [await reviewPeople(tx), await signedParts(tx, reviewId)];
      const held = (await heldLines(tx, reviewId)).filter(
        (each) =>
          each.personId === fromId &&
          isOwed(each) &&
          !signed.has(partName(toId, each.stage)) &&
          objectionTo(toId, [each], people) === null,
      );
      const move = { reviewId, held, toId, how: "delegated", why: reason } as const;
      return moveLines(tx, record, ctx, { ...move, delegationId: id });
    });
  }
}

async function overWithLines(now: Date) {
  const held = await read().reviewAssignment.findMany({
    where: { delegationId: { not: null }, until: null },
    select: { delegationId: true },
    distinct: ["delegationId"],
    orderBy: { delegationId: "asc" },
    take: AT_ONCE,
  });
  return read().reviewDelegation.findMany({
    where: {
      id: { in: held.flatMap(({ delegationId }) => delegationId ?? []) },
      OR: [{ until: { lte: now } }, { endedAt: { not: null } }],
    },
    select: { id: true, fromId: true },
    orderBy: { id: "asc" },
    take: AT_ONCE,
  });
}

class NothingMoved extends Error {}

// A transaction that wrote nothing is a fault elsewhere; here it is the usual case, and ends without a trace.
async function inOneChange(
  ctx: CommandContext,
  work: (tx: Tx, record: Recorder) => Promise<number>,
): Promise<void> {
  await transact(ctx, async (tx, record) => {
    if ((await work(tx, record)) === 0) throw new NothingMoved();
  }).catch((error: unknown) => {
    if (!(error instanceof NothingMoved)) throw error;
  });
}
