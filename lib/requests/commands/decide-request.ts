import "server-only";
import { getRecordedAt } from "@/lib/change-log/queries-ledger";
import { type CommandContext, type Recorder, type Tx, transact } from "@/lib/change-log/transact";
import { AppError } from "@/lib/core/app-error";
import { logError } from "@/lib/core/log";
import { processRuntime } from "@/lib/ledger-store/open-ledger";
import { pause } from "@/lib/ledger-store/runtime";
import { objectionToRow } from "../as-recorded";
import { closeRequest } from "../close";
import type { RequestKind } from "../define-request-kind";
import { readableDiff } from "../diff";
import { loadRequest, type StoredRequest } from "../load";
import { objectionSince, objectionToDeciding } from "../policy";
import { lockedRequest, refuse } from "../refuse";
import { kindOf, REQUEST_KINDS } from "../registry";
import type { DecideRequestInput } from "../schema";
import { sinceThen } from "../since";
import { tellRequester } from "../tell-requester";
import { type CarryOutParts, carryOutApproval } from "./carry-out-approval";

/** `effect`: whether an approval has been carried out; it is not before the ledger has recorded it. */
export type Decided = {
  kind: string;
  subjectId: string;
  link: string;
  decision: DecideRequestInput["decision"];
  effect: "done" | "recording";
};

/**
 * Approves or declines a request by the hash the decider saw. An approval is tried out first, so that nobody approves what
 * cannot be; it is recorded, and carried out once it stands in the ledger (ledger.md §9): usually before this answers, else
 * by the relay. A refusal is itself recorded, and so is a decision of what somebody else decided, changed or handed over
 * first. Errors: not_found (also: not theirs to see), forbidden (requester, has a part, has left, without the right, the
 * requester has left), invalid_input (a decline without a note), conflict (closed, another hash, subject changed).
 */
export async function decideRequest(
  ctx: CommandContext,
  input: DecideRequestInput,
  { kinds = REQUEST_KINDS, recordedAt = getRecordedAt }: CarryOutParts = {},
): Promise<Decided> {
  if (input.decision === "decline" && !input.note) {
    const says = "Say why you decline, so that the requester knows what to change.";
    throw new AppError("invalid_input", { message: says, fieldErrors: { note: [says] } });
  }
  const outcome = await transact(ctx, (tx, record) => decide(tx, record, ctx, input, kinds));
  // Thrown only now, so that the record of the refusal is committed.
  if (outcome instanceof AppError) throw outcome;
  if (input.decision === "decline") return { ...outcome, effect: "done" };
  const effect = await awaitEffect(input.requestId, ctx.now, { kinds, recordedAt });
  return { ...outcome, effect };
}

async function decide(
  tx: Tx,
  record: Recorder,
  ctx: CommandContext,
  input: DecideRequestInput,
  kinds: readonly RequestKind[],
): Promise<Omit<Decided, "effect"> | AppError> {
  const request = await loadRequest(tx, ctx.actor, input.requestId);
  const kind = kindOf(request.kind, kinds);
  if (!kind)
    throw new AppError("conflict", `This installation knows no requests of kind ${request.kind}.`);
  const whole = { ...request, ...readableDiff(request.diff) };
  const objection =
    objectionToDeciding(request, ctx.actor, kind.permission) ??
    objectionSince(await sinceThen(tx, whole, kind, ctx.actor.id), input.decision) ??
    (await objectionToRow(tx, request)) ??
    objectionToSeen(request, input.diffHash);
  if (objection) return refuse(tx, record, request.id, objection);

  await tx.$executeRaw`SAVEPOINT decision`;
  const obstacle = await carry(tx, record, ctx, { request, kind, input }).then(
    () => null,
    (error: unknown) => asObstacle(error),
  );
  if (!obstacle) {
    const { subjectId } = request;
    return {
      kind: request.kind,
      subjectId,
      link: kind.link({ subjectId }),
      decision: input.decision,
    };
  }
  await tx.$executeRaw`ROLLBACK TO SAVEPOINT decision`;
  const raced = !isAsRead(await lockedRequest(tx, request.id), request);
  if (raced || obstacle.code === "forbidden") return refuse(tx, record, request.id, obstacle);
  throw obstacle;
}

function objectionToSeen(request: StoredRequest, seen: string): AppError | null {
  if (seen === request.diffHash) return null;
  return new AppError(
    "conflict",
    "This request changed since you opened it. Reload and look again.",
  );
}

type Deciding = { request: StoredRequest; kind: RequestKind; input: DecideRequestInput };

async function carry(
  tx: Tx,
  record: Recorder,
  ctx: CommandContext,
  { request, kind, input: { decision, note } }: Deciding,
): Promise<void> {
  const diff = readableDiff(request.diff);
  if (decision === "approve") {
    const approved = await closeRequest(tx, record, ctx, request, { status: "RECORDING", note });
    await rehearse(tx, () => kind.apply(tx, record, ctx, { ...request, ...approved, ...diff }));
  } else {
    await closeRequest(tx, record, ctx, request, { status: "DECLINED", note });
    await kind.decline?.(tx, record, ctx, { ...request, ...diff });
    await tellRequester(tx, record, ctx, request, "Declined", note);
  }
}

function asObstacle(error: unknown): AppError {
  if (error instanceof AppError) return error;
  throw error;
}

function isAsRead(now: StoredRequest, then: StoredRequest): boolean {
  return now.status === then.status && now.namedIds.join() === then.namedIds.join();
}

// Does it and takes it back: what it objects to is heard before anything is approved.
async function rehearse(tx: Tx, work: () => Promise<void>): Promise<void> {
  await tx.$executeRaw`SAVEPOINT rehearsal`;
  await work();
  await tx.$executeRaw`ROLLBACK TO SAVEPOINT rehearsal`;
}

const PATIENCE_MS = 5_000;
const LOOK_EVERY_MS = 50;

/** Carries the approval out as soon as it is recorded. Errors: conflict (what was approved is no longer possible). */
async function awaitEffect(
  requestId: string,
  now: Date,
  parts: Required<CarryOutParts>,
): Promise<Decided["effect"]> {
  const { elapsed, after } = processRuntime();
  const until = elapsed() + PATIENCE_MS;
  do {
    const outcome = await carryOutApproval(requestId, now, parts).catch((error: unknown) => {
      logError("request.effect-failed", error); // it is approved all the same, and the relay tries again
      return { status: "RECORDING" } as const;
    });
    if (outcome.status === "APPROVED") return "done";
    if (outcome.status === "VOIDED") throw new AppError("conflict", outcome.why);
    await pause({ after }, LOOK_EVERY_MS);
  } while (elapsed() < until);
  return "recording";
}
