import "server-only";
import type { CommandContext, Recorder, Tx } from "@/lib/change-log/transact";
import { type AssignedRow, recordAssigned, writeAssigned } from "./assign-at-launch";
import { type AssignedHow, CONFLICT_LABEL } from "./assign-labels";
import { conflictsOf, type ReviewPeople } from "./conflicts";
import type { Held } from "./held";

export type Move = {
  readonly reviewId: string;
  readonly held: readonly Held[];
  readonly toId: string;
  readonly how: AssignedHow;
  readonly why: string;
  readonly delegationId: string | null;
  /** True: whoever has the lines keeps them, and the other is put beside them. */
  readonly beside?: boolean;
  /** The stage in which they are decided; the one they are in, unless said. */
  readonly stage?: 1 | 2;
};

const AT_ONCE = 5_000;

/**
 * Hands lines over: what held ends now, what is new begins now, one change a group. The day on which the review is due moves for
 * nobody, and decisions stay whose they are. Answers how many lines moved.
 */
export async function moveLines(
  tx: Tx,
  record: Recorder,
  ctx: CommandContext,
  move: Move,
): Promise<number> {
  const { reviewId, toId, held, how, why, delegationId } = move;
  if (held.length === 0) return 0;
  if (!move.beside) await endAssignments(tx, ctx, held);
  const rows: AssignedRow[] = held.map(({ lineId, stage, line }) => ({
    ...{ n: line.n, reviewId, lineId, stage: move.stage ?? stage, personId: toId, how, why },
    ...{ delegationId, fromAt: ctx.now, byId: ctx.actor.id },
  }));
  await writeAssigned(tx, rows);
  const from = [...new Set(held.map(({ personId }) => personId))].sort();
  await recordAssigned(record, reviewId, rows, why, {
    personIds: from,
    kept: Boolean(move.beside),
  });
  return rows.length;
}

/** Ends assignments, in bulk. */
export async function endAssignments(
  tx: Tx,
  { now }: CommandContext,
  held: readonly Held[],
): Promise<void> {
  const ids = held.map(({ id }) => id);
  for (let from = 0; from < ids.length; from += AT_ONCE) {
    await tx.reviewAssignment.updateMany({
      where: { id: { in: ids.slice(from, from + AT_ONCE) }, until: null },
      data: { until: now },
    });
  }
}

/** Why somebody cannot take these lines, as a sentence; null: they can. */
export function objectionTo(
  toId: string,
  held: readonly Held[],
  people: ReviewPeople,
): string | null {
  const blocked = held.flatMap(({ line, others }) => {
    if (others.includes(toId)) return [{ n: line.n, why: "decides the other stage" }];
    const [first] = conflictsOf(toId, line, people).blocking;
    return first ? [{ n: line.n, why: CONFLICT_LABEL[first] }] : [];
  });
  const [first] = blocked;
  if (!first) return null;
  const where =
    blocked.length === 1 ? `line ${first.n}` : `${blocked.length} lines, such as line ${first.n}`;
  return `This person has a conflict with ${where} (${first.why}). Choose somebody else, or leave ${blocked.length === 1 ? "it" : "them"} out.`;
}
