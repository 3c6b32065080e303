import "server-only";
import type { ChangeAction } from "@/lib/change-log/actions";
import type { CommandContext, Recorder, Tx } from "@/lib/change-log/transact";
import { AppError } from "@/lib/core/app-error";
import type { RequestStatus } from "@/lib/db/generated/enums";
import type { StoredRequest } from "./load";

type Closed = Exclude<RequestStatus, "OPEN" | "APPROVED">;
type Settled = Extract<RequestStatus, "APPROVED" | "VOIDED">;

const ACTION = {
  RECORDING: "request.approved", // its effect is another change, once this one is in the ledger
  APPROVED: "request.carried-out",
  DECLINED: "request.declined",
  WITHDRAWN: "request.withdrawn",
  VOIDED: "request.voided",
} as const satisfies Record<Closed | Settled, ChangeAction>;

/** Ends an open request inside a command. Errors: conflict (somebody else ended it first). */
export async function closeRequest(
  tx: Tx,
  record: Recorder,
  ctx: CommandContext,
  request: StoredRequest,
  { status, note }: { status: Closed; note: string },
): Promise<StoredRequest> {
  // The status in the filter makes two deciders race for one row, and whom it waits for, a decider with a hand-over: the
  // loser sees a conflict.
  const [closed] = await tx.request.updateManyAndReturn({
    where: {
      id: request.id,
      status: "OPEN",
      diffHash: request.diffHash,
      namedIds: { equals: request.namedIds },
    },
    data: {
      status,
      decidedById: ctx.actor.id,
      decidedAt: ctx.now,
      ...(note ? { decisionNote: note } : {}),
    },
  });
  if (!closed)
    throw new AppError("conflict", "Someone else decided or changed this request first.");
  await record({
    action: ACTION[status],
    subjectId: request.id,
    before: request,
    after: closed,
    ...(note ? { reason: note } : {}),
  });
  return closed;
}

/**
 * Ends a request whose approval is recorded: carried out, or voided because that was no longer possible. Who approved it, and
 * when, stays. Answers null where somebody else has settled it.
 */
export async function settleRequest(
  tx: Tx,
  record: Recorder,
  request: StoredRequest,
  { status, note }: { status: Settled; note: string | null },
): Promise<StoredRequest | null> {
  const [settled] = await tx.request.updateManyAndReturn({
    where: { id: request.id, status: "RECORDING", diffHash: request.diffHash },
    data: { status, ...(status === "VOIDED" && note !== null ? { decisionNote: note } : {}) },
  });
  if (!settled) return null;
  await record({
    action: ACTION[status],
    subjectId: request.id,
    before: request,
    after: settled,
    ...(note ? { reason: note } : {}),
  });
  return settled;
}
