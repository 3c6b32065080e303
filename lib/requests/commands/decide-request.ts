import "server-only";
import { type CommandContext, type Recorder, type Tx, transact } from "@/lib/change-log/transact";
import { AppError } from "@/lib/core/app-error";
import { notify } from "@/lib/notify/notify";
import { closeRequest } from "../close";
import { voidOpenRequests } from "../commands";
import type { RequestKind, RequestRecord } from "../define-request-kind";
import { boundDiff } from "../diff";
import { loadRequest, type StoredRequest } from "../load";
import { objectionToDeciding } from "../policy";
import { kindOf, REQUEST_KINDS } from "../registry";
import type { DecideRequestInput } from "../schema";

export type Decided = {
  kind: string;
  subjectId: string;
  link: string;
  decision: DecideRequestInput["decision"];
};

const TAMPERED =
  "What is stored for this request is not what was asked for: its hash differs. Nothing was decided. Ask for it to be withdrawn and opened again.";

/**
 * Approves or declines a request by the hash the decider saw; an approval is carried out in the same
 * transaction. A refusal is itself recorded. Errors: not_found (also: not theirs to see), forbidden
 * (requester, excluded, without the right), invalid_input (a decline without a note), conflict
 * (decided, voided, another hash, subject changed).
 */
export async function decideRequest(
  ctx: CommandContext,
  input: DecideRequestInput,
  kinds: readonly RequestKind[] = REQUEST_KINDS,
): Promise<Decided> {
  if (input.decision === "decline" && !input.note) {
    const says = "Say why you decline, so that the requester knows what to change.";
    throw new AppError("invalid_input", { message: says, fieldErrors: { note: [says] } });
  }
  const outcome = await transact(ctx, (tx, record) => decide(tx, record, ctx, input, kinds));
  // Thrown only now, so that the record of the refusal is committed.
  if (outcome instanceof AppError) throw outcome;
  return outcome;
}

async function decide(
  tx: Tx,
  record: Recorder,
  ctx: CommandContext,
  { requestId, diffHash, decision, note }: DecideRequestInput,
  kinds: readonly RequestKind[],
): Promise<Decided | AppError> {
  const request = await loadRequest(tx, ctx.actor, requestId);
  const kind = kindOf(request.kind, kinds);
  if (!kind)
    throw new AppError("conflict", `This installation knows no requests of kind ${request.kind}.`);

  const objection = objectionToDeciding(request, ctx.actor, kind.permission);
  if (objection?.code === "forbidden") return refuse(record, request, objection);
  if (objection) throw objection;

  const diff = boundDiff(request);
  if (!diff) return refuse(record, request, new AppError("conflict", TAMPERED));
  if (diffHash !== request.diffHash) {
    throw new AppError(
      "conflict",
      "This request changed since you opened it. Reload and look again.",
    );
  }

  const status = decision === "approve" ? "APPROVED" : "DECLINED";
  await closeRequest(tx, record, ctx, request, { status, note });
  await carryOut(tx, record, ctx, kind, { ...request, ...diff }, decision);
  await tellRequester(tx, record, ctx, request, decision, note);
  const { subjectId } = request;
  return { kind: request.kind, subjectId, link: kind.link({ subjectId }), decision };
}

async function refuse(
  record: Recorder,
  request: StoredRequest,
  refusal: AppError,
): Promise<AppError> {
  await record({
    action: "request.refused",
    subjectId: request.id,
    before: request,
    after: request,
    reason: refusal.message,
  });
  return refusal;
}

async function carryOut(
  tx: Tx,
  record: Recorder,
  ctx: CommandContext,
  kind: RequestKind,
  request: RequestRecord,
  decision: DecideRequestInput["decision"],
): Promise<void> {
  if (decision === "decline") {
    await kind.decline?.(tx, record, ctx, request);
    return;
  }
  await kind.apply(tx, record, ctx, request);
  const { subjectKind, subjectId } = request;
  // They were made from a version that is history now, so their approval would say something else.
  const stale = `Another request about the same record was approved: ${request.title}.`;
  await voidOpenRequests(tx, record, ctx, subjectKind, subjectId, stale);
}

async function tellRequester(
  tx: Tx,
  record: Recorder,
  ctx: CommandContext,
  request: StoredRequest,
  decision: DecideRequestInput["decision"],
  note: string,
): Promise<void> {
  const word = decision === "approve" ? "Approved" : "Declined";
  await notify(tx, record, ctx, {
    personIds: [request.requestedById],
    kind: "request.decided",
    title: `${word}: ${request.title}`,
    body: note ? `${word} with the note: ${note}` : `${word} without a note.`,
    link: `/inbox/${request.id}`,
  });
}
