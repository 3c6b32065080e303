import "server-only";
import type { CommandContext, Snapshot, Tx } from "@/lib/change-log/transact";
import { AppError } from "@/lib/core/app-error";
import { MINUTE_MS } from "@/lib/core/clock";
import { assertMayDecide, type DecideTarget, type MayDecide } from "../assign/may-decide";
import { isSigned } from "../sign/decisions-file";
import { signedParts } from "../sign/material";
import { lineOf } from "../snapshot/read-line";
import type { SnapshotLine } from "../snapshot-view";
import type { DecisionRow } from "./current-decisions";
import { outcomeOf } from "./outcome";

/** A line that its reviewer may decide now. `current`: what counts in this stage; null: nothing yet, or taken back. */
export type Decidable = MayDecide & {
  readonly text: SnapshotLine;
  readonly current: DecisionRow | null;
};

/**
 * Locks a line and loads what deciding it needs: it is theirs, without conflict, not signed, and the first stage has spoken where they
 * are the second. Errors: not_found, forbidden, conflict (not open, signed, first stage missing).
 */
export async function decidableLine(
  tx: Tx,
  ctx: CommandContext,
  target: DecideTarget,
): Promise<Decidable> {
  // Whoever signs takes the review for themselves, so no decision slips in between what is signed and the signature.
  await tx.$queryRaw`SELECT 1 FROM "AccessReview" WHERE "id" = ${target.reviewId}::uuid FOR SHARE`;
  await tx.$queryRaw`SELECT 1 FROM "ReviewLine" WHERE "id" = ${target.lineId}::uuid FOR UPDATE`;
  const may = await assertMayDecide(tx, ctx, target);
  const [row, newest] = [
    await tx.reviewLine.findUnique({ where: { id: target.lineId }, select: { text: true } }),
    await newestDecisions(tx, target.lineId),
  ];
  if (!row) throw new AppError("not_found", "There is no such line.");
  const current = newest[target.stage];
  if (current && (await isSignedNow(tx, ctx, current))) {
    throw new AppError(
      "conflict",
      "This decision is signed. What was signed is changed by an addendum, never here.",
    );
  }
  if (target.stage === 2 && outcomeOf(newest[1], null, 1) === null) {
    throw new AppError("conflict", "The first stage has not decided this line yet.");
  }
  return { ...may, text: lineOf(row.text), current };
}

async function isSignedNow(tx: Tx, { now }: CommandContext, row: DecisionRow): Promise<boolean> {
  const { reviewId, lineId } = row;
  const parts = await signedParts(tx, reviewId);
  const had = parts.length > 0 ? await tx.reviewAssignment.findMany({ where: { lineId } }) : [];
  return isSigned(parts, had, row, now);
}

/** Errors: conflict (the line was decided since the reviewer looked at it). */
export function assertUnmoved(
  { current }: Pick<Decidable, "current">,
  after: string | null,
  ctx: CommandContext,
): void {
  if ((current?.id ?? null) === after) return;
  if (current === null) {
    throw new AppError("conflict", "The decision was taken back elsewhere meanwhile. Look again.");
  }
  const who = current.personId === ctx.actor.id ? "You" : "Another reviewer";
  throw new AppError("conflict", `${who} decided this line elsewhere meanwhile. Look again.`);
}

/** A decision as the change log keeps it. */
export function decisionRecord(row: DecisionRow): Snapshot {
  const { sequence, until, decidedAt, ...rest } = row;
  return {
    ...rest,
    sequence: String(sequence),
    until: until?.toISOString() ?? null,
    decidedAt: decidedAt.toISOString(),
  };
}

/** When it was made, where the network kept it waiting. What counts is when the server had it. */
export function claimedTime({ now }: CommandContext, madeAt: Date): { occurredAt?: Date } {
  return madeAt.getTime() < now.getTime() - MINUTE_MS ? { occurredAt: madeAt } : {};
}

async function newestDecisions(
  tx: Tx,
  lineId: string,
): Promise<{ 1: DecisionRow | null; 2: DecisionRow | null }> {
  const newest = async (stage: 1 | 2) => {
    const row = await tx.reviewDecision.findFirst({
      where: { lineId, stage },
      orderBy: { sequence: "desc" },
    });
    return row && row.decision !== "undecided" ? row : null;
  };
  return { 1: await newest(1), 2: await newest(2) };
}
