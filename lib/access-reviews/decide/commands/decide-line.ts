import "server-only";
import { authorize } from "@/lib/auth/actor";
import { isActivePerson } from "@/lib/auth/people";
import { type CommandContext, type Recorder, type Tx, transact } from "@/lib/change-log/transact";
import { AppError } from "@/lib/core/app-error";
import { recordingRefusals } from "../../assign/may-decide";
import type { DecisionRow } from "../current-decisions";
import { assertUnmoved, claimedTime, decidableLine, decisionRecord } from "../decidable";
import { fittingDetail } from "../rules";
import { saidBefore } from "../said";
import type { DecideLineInput } from "../schema";

/**
 * Appends one decision about a line in a stage: its newest counts, all stay on the record. `id` comes from the browser, so that
 * what is sent again after a lost answer is made once, and `after` is the decision its reviewer saw. Errors: forbidden (not theirs,
 * conflict of interest; recorded as review-line.refused), not_found, invalid_input (comment rules), conflict (decided elsewhere
 * meanwhile, signed, not open).
 */
export async function decideLine(
  ctx: CommandContext,
  input: DecideLineInput,
): Promise<DecisionRow> {
  authorize(ctx.actor, "review:decide");
  return await saidBefore(ctx, input, () =>
    recordingRefusals(ctx, input, () =>
      transact(ctx, (tx, record) => append(tx, record, ctx, input)),
    ),
  );
}

async function append(
  tx: Tx,
  record: Recorder,
  ctx: CommandContext,
  input: DecideLineInput,
): Promise<DecisionRow> {
  const { id, reviewId, lineId, stage, decision, comment, opened } = input;
  const decidable = await decidableLine(tx, ctx, input);
  assertUnmoved(decidable, input.after, ctx);
  const detail = fittingDetail(decidable.text, input, ctx.now);
  await assertNamed(tx, ctx, decision, detail.newOwnerId);
  const row = await tx.reviewDecision.create({
    data: {
      ...{ id, reviewId, lineId, stage, decision, comment, opened, ...detail },
      ...{ personId: ctx.actor.id, decidedAt: ctx.now },
    },
  });
  await record({
    action: "review-line.decided",
    subjectId: lineId,
    before: decidable.current && decisionRecord(decidable.current),
    after: decisionRecord(row),
    ...(comment ? { reason: comment } : {}),
    ...claimedTime(ctx, input.madeAt),
  });
  return row;
}

async function assertNamed(
  tx: Tx,
  ctx: CommandContext,
  decision: string,
  personId: string | null,
): Promise<void> {
  if (personId === null) return;
  if (decision === "cannot-judge" && personId === ctx.actor.id) {
    refuse("Name somebody else: you said that you cannot judge it.");
  }
  if (!(await isActivePerson(tx, personId))) refuse("This person is not here any more.");
}

function refuse(message: string): never {
  throw new AppError("invalid_input", { message, fieldErrors: { newOwnerId: [message] } });
}
