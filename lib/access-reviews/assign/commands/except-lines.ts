import "server-only";
import { type CommandContext, type Tx, transact } from "@/lib/change-log/transact";
import { AppError } from "@/lib/core/app-error";
import { conflictsOf, type ReviewPeople } from "../conflicts";
import { type Held, heldLines, isOwed, lockedOpenReview, signedParts } from "../held";
import { endAssignments, moveLines, objectionTo } from "../move-lines";
import { partName } from "../parts";
import { reviewPeople } from "../people";
import { handedOverWords } from "../reminder-words";
import { mayReview } from "../rules";
import type { ExceptInput } from "../schema";
import { tellOfReview } from "../tell";

/**
 * Lets somebody decide lines with which they have a conflict, because nobody else could judge them: a named second person without
 * a conflict looks as well, so that the lines have two stages, and the reason stands with both (REV-06, small teams). Only lines
 * that nobody has decided, and never for oneself. Errors: not_found, conflict (not open, decided already, no conflict there), invalid_input.
 */
export async function exceptLines(
  ctx: CommandContext,
  input: ExceptInput,
): Promise<{ lines: number }> {
  const { reviewId, reviewerId, secondId, reason } = input;
  if (reviewerId === ctx.actor.id) {
    throw refuse(
      "reviewerId",
      "Somebody else records an exception for you: it is never one's own.",
    );
  }
  return transact(ctx, async (tx, record) => {
    const review = await lockedOpenReview(tx, reviewId);
    const people = await reviewPeople(tx);
    const held = (await heldLines(tx, reviewId)).filter(({ line }) => input.lines.includes(line.n));
    const first = onePerLine(held);
    assertFree(input, held, first);
    await assertPair(tx, input, people, first);
    await endAssignments(tx, ctx, held);
    const common = { reviewId, held: first, how: "exception", why: reason, beside: true } as const;
    const move = { ...common, delegationId: null };
    const lines = await moveLines(tx, record, ctx, { ...move, toId: reviewerId, stage: 1 });
    await moveLines(tx, record, ctx, { ...move, toId: secondId, stage: 2 });
    await tellOfReview(tx, record, ctx, {
      ...{ review, personIds: [reviewerId, secondId] },
      about: `exception:${ctx.now.toISOString()}`,
      words: handedOverWords(review, lines),
    });
    return { lines };
  });
}

function onePerLine(held: readonly Held[]): Held[] {
  const firsts = held.filter(({ stage }) => stage === 1);
  return [...new Map(firsts.map((each) => [each.lineId, each])).values()];
}

function assertFree({ lines }: ExceptInput, held: readonly Held[], first: readonly Held[]): void {
  if (first.length < lines.length) {
    throw refuse("lines", "Some of these lines are not in this review.");
  }
  const decided = held.find((each) => !isOwed(each));
  if (!decided) return;
  throw new AppError(
    "conflict",
    `Line ${decided.line.n} is decided. An exception is recorded before.`,
  );
}

async function assertPair(
  tx: Tx,
  { reviewId, reviewerId, secondId }: ExceptInput,
  people: ReviewPeople,
  first: readonly Held[],
): Promise<void> {
  if (reviewerId === secondId) throw refuse("secondId", "The second person is another one.");
  const signed = await signedParts(tx, reviewId);
  for (const [field, id, stage] of [
    ["reviewerId", reviewerId, 1],
    ["secondId", secondId, 2],
  ] as const) {
    if (!mayReview(id, people)) {
      throw refuse(field, "This person has left or may not decide reviews.");
    }
    if (signed.has(partName(id, stage))) {
      throw refuse(field, "This person has signed their part already.");
    }
  }
  const lines = first.map((each) => ({
    ...each,
    others: [],
    line: { ...each.line, stages: 2 as const },
  }));
  const objection = objectionTo(secondId, lines, people);
  if (objection) throw refuse("secondId", objection);
  if (people.roles.get(secondId)?.includes("admin")) {
    throw refuse("secondId", "An administrator is never the second person.");
  }
  const needless = first.find(
    ({ line }) => conflictsOf(reviewerId, line, people).blocking.length === 0,
  );
  if (!needless) return;
  throw refuse(
    "reviewerId",
    `This person has no conflict with line ${needless.line.n}: reassign it to them instead.`,
  );
}

function refuse(field: string, says: string): AppError {
  return new AppError("invalid_input", { message: says, fieldErrors: { [field]: [says] } });
}
