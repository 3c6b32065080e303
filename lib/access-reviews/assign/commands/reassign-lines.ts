import "server-only";
import { type CommandContext, type Tx, transact } from "@/lib/change-log/transact";
import { AppError } from "@/lib/core/app-error";
import { type Held, heldLines, isOwed, lockedOpenReview, signedParts } from "../held";
import { moveLines, objectionTo } from "../move-lines";
import { partName } from "../parts";
import { reviewPeople } from "../people";
import { handedOverWords } from "../reminder-words";
import { mayReview } from "../rules";
import type { ReassignInput } from "../schema";
import { tellOfReview } from "../tell";

/** How many lines were handed over, and how many stay with whoever decided them. */
export type Reassigned = { moved: number; kept: number };

/**
 * Hands lines of one reviewer to another, whenever: the due day stays (Okta), and what is decided stays its reviewer's (REV-21).
 * Of a reviewer who has left, decided but unsigned lines go as well: nobody can sign them, so they are decided anew; what was
 * said stays in the record under their name. Errors: not_found, conflict (not open, part signed, nothing to hand over),
 * invalid_input (the other has a conflict, has signed, may not review).
 */
export async function reassignLines(
  ctx: CommandContext,
  input: ReassignInput,
): Promise<Reassigned> {
  const { reviewId, stage, fromId, toId, lines, reason } = input;
  return transact(ctx, async (tx, record) => {
    const review = await lockedOpenReview(tx, reviewId);
    await assertUnsigned(tx, input);
    const people = await reviewPeople(tx);
    if (!mayReview(toId, people)) throw refuseTo("This person has left or may not decide reviews.");
    const theirs = (await heldLines(tx, reviewId)).filter(
      (each) => each.personId === fromId && each.stage === stage && isNamed(each, lines),
    );
    const gone = !people.roles.has(fromId);
    const held = theirs.filter((each) => gone || isOwed(each));
    if (held.length === 0) throw nothing(theirs.length);
    const objection = objectionTo(toId, held, people);
    if (objection) throw refuseTo(objection);
    const moved = await moveLines(tx, record, ctx, {
      ...{ reviewId, held, toId, how: "reassigned", why: reason, delegationId: null },
    });
    await tellOfReview(tx, record, ctx, {
      ...{ review, personIds: [toId], about: `handed-over:${ctx.now.toISOString()}` },
      words: handedOverWords(review, moved),
    });
    return { moved, kept: theirs.length - moved };
  });
}

function isNamed({ line }: Held, numbers: readonly number[]): boolean {
  return numbers.length === 0 || numbers.includes(line.n);
}

async function assertUnsigned(tx: Tx, { reviewId, stage, fromId, toId }: ReassignInput) {
  if (fromId === toId) throw refuseTo("Choose somebody else: these lines are theirs already.");
  const signed = await signedParts(tx, reviewId);
  if (signed.has(partName(fromId, stage))) {
    throw new AppError("conflict", "This part is signed. What is signed is not handed over.");
  }
  if (signed.has(partName(toId, stage))) {
    throw refuseTo("This person has signed their part already. Choose somebody else.");
  }
}

function refuseTo(says: string): AppError {
  return new AppError("invalid_input", { message: says, fieldErrors: { toId: [says] } });
}

function nothing(decided: number): AppError {
  return new AppError(
    "conflict",
    decided > 0
      ? "All these lines are decided. Who decided them signs them."
      : "This person has no such lines in this stage.",
  );
}
