import "server-only";
import { type CommandContext, type Tx, transact } from "@/lib/change-log/transact";
import { AppError } from "@/lib/core/app-error";
import { CONFLICT_LABEL, type Conflict } from "./assign-labels";
import { type AssignableLine, assignableOf } from "./assignable";
import { conflictsOf } from "./conflicts";
import { stagesOf } from "./parts";
import { peopleOf } from "./people";

/** A line in a stage that somebody wants to decide. */
export type DecideTarget = {
  readonly reviewId: string;
  readonly lineId: string;
  readonly stage: 1 | 2;
};

/** The line, and what stands against its reviewer without blocking them. */
export type MayDecide = {
  readonly line: AssignableLine;
  readonly stages: 1 | 2;
  readonly how: string;
  readonly flagged: readonly Conflict[];
};

/**
 * Asserts inside a command's transaction that its actor is a person to whom this line is assigned in this stage, now, and who has
 * no conflict (REV-06: asked again, whatever was so at the start). Errors: forbidden, not_found, conflict (not open, part signed).
 * Call it inside `recordingRefusals`, which writes the refusal down: a transaction that throws keeps nothing.
 */
export async function assertMayDecide(
  tx: Tx,
  ctx: CommandContext,
  { reviewId, lineId, stage }: DecideTarget,
): Promise<MayDecide> {
  const [held, row, review] = [
    await tx.reviewAssignment.findMany({
      where: { reviewId, lineId, until: null, fromAt: { lte: ctx.now } },
      select: { personId: true, stage: true, how: true },
      take: 20,
    }),
    await tx.reviewLine.findFirst({
      where: { id: lineId, reviewId },
      select: { text: true, stages: true },
    }),
    await tx.accessReview.findUnique({ where: { id: reviewId }, select: { status: true } }),
  ];
  if (!row || !review) throw new AppError("not_found", "There is no such line.");
  const person = personOf(ctx);
  const own = held.find((each) => each.personId === person.id && each.stage === stage);
  if (!own) throw new AppError("forbidden", "This line is not yours to decide.");
  if (review.status !== "open") throw new AppError("conflict", "This review is no longer decided.");
  const line = assignableOf(row.text);
  const stages = stagesOf(row, held);
  const people = await peopleOf(tx, [person.id], line.agent?.id ?? null);
  const { blocking, flagged } = conflictsOf(person.id, { ...line, stages }, people);
  const second = held.some((each) => each.stage === 2 && each.personId !== person.id);
  const excepted = own.how === "exception" && stage === 1 && second;
  if (blocking.length > 0 && !excepted) throw refusalOf(blocking);
  return { line, stages, how: own.how, flagged: excepted ? [...blocking, ...flagged] : flagged };
}

function personOf({ actor }: CommandContext) {
  if (actor.kind === "person") return actor;
  throw new AppError("forbidden", "Only a person decides a line.");
}

/** What whoever has a conflict is told. */
export function refusalOf(blocking: readonly Conflict[]): AppError {
  const why = blocking.map((conflict) => CONFLICT_LABEL[conflict]).join(", and ");
  return new AppError(
    "forbidden",
    `Nobody decides a line with which they have a conflict: whoever is to decide it ${why}. Somebody else must.`,
  );
}

/**
 * Runs a command that decides lines. Where it is forbidden, that is recorded as `review-line.refused` once the command's own
 * transaction is over, and the refusal is thrown on (403).
 */
export async function recordingRefusals<T>(
  ctx: CommandContext,
  target: DecideTarget,
  run: () => Promise<T>,
): Promise<T> {
  try {
    return await run();
  } catch (error) {
    if (error instanceof AppError && error.code === "forbidden") {
      await recordRefusal(ctx, target, error);
    }
    throw error;
  }
}

async function recordRefusal(
  ctx: CommandContext,
  { reviewId, lineId, stage }: DecideTarget,
  refusal: AppError,
): Promise<void> {
  await transact(ctx, async (_tx, record) => {
    const after = { reviewId, lineId, stage, actorId: ctx.actor.id };
    const action = "review-line.refused";
    await record({ action, subjectId: lineId, before: null, after, reason: refusal.message });
  });
}
