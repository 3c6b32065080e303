import "server-only";
import { type CommandContext, type Recorder, type Tx, transact } from "@/lib/change-log/transact";
import { AppError } from "@/lib/core/app-error";
import { utcDay } from "@/lib/core/clock";
import { notify } from "@/lib/notify/notify";
import { objectionToRow } from "../as-recorded";
import { heirsOf } from "../deciders";
import type { RequestKind } from "../define-request-kind";
import { readableDiff } from "../diff";
import { loadRequest, type StoredRequest } from "../load";
import { objectionSince, objectionToDeciding } from "../policy";
import { refuse } from "../refuse";
import { kindOf, REQUEST_KINDS } from "../registry";
import type { HandOverRequestInput } from "../schema";
import { sinceThen } from "../since";

/**
 * Whoever may decide a request gives it to another person who could: from then on it waits for them in the place of the one
 * who gave it away. Its time does not begin anew. Never to whoever asked for it or has a part in it; such a try is refused
 * and recorded, like that of somebody who may not decide it themselves. Errors: not_found (also: not theirs to see),
 * invalid_input (not a person who could decide it), forbidden, conflict (closed, or handed over or decided first).
 */
export async function handOverRequest(
  ctx: CommandContext,
  input: HandOverRequestInput,
  kinds: readonly RequestKind[] = REQUEST_KINDS,
): Promise<{ id: string }> {
  const outcome = await transact(ctx, (tx, record) => handOver(tx, record, ctx, input, kinds));
  if (outcome instanceof AppError) throw outcome; // only now, so that the record of the refusal is committed
  return outcome;
}

async function handOver(
  tx: Tx,
  record: Recorder,
  ctx: CommandContext,
  { requestId, toId, reason }: HandOverRequestInput,
  kinds: readonly RequestKind[],
): Promise<{ id: string } | AppError> {
  const request = await loadRequest(tx, ctx.actor, requestId);
  const kind = kindOf(request.kind, kinds);
  if (!kind)
    throw new AppError("conflict", `This installation knows no requests of kind ${request.kind}.`);
  const objection =
    objectionToDeciding(request, ctx.actor, kind.permission) ??
    (await objectionToRow(tx, request)) ??
    (await objectionToHeir(tx, request, kind, { from: ctx.actor.id, to: toId }));
  if (objection) return refuse(tx, record, request.id, objection);
  if (!(await heirsOf(tx, request, ctx.actor.id)).includes(toId)) throw notAble();

  const others = request.namedIds.filter((id) => id !== ctx.actor.id && id !== toId);
  const [given] = await tx.request.updateManyAndReturn({
    where: { id: request.id, status: "OPEN", namedIds: { equals: request.namedIds } },
    data: { namedIds: [...others, toId] },
  });
  if (!given)
    throw new AppError("conflict", "Someone else decided or handed over this request first.");
  await record({
    action: "request.handed-over",
    subjectId: request.id,
    before: request,
    after: given,
    reason,
  });
  await notify(tx, record, ctx, {
    personIds: [toId],
    kind: "request.waiting",
    title: `Handed over to you: ${request.title}`,
    body: `This waits for your decision, due ${utcDay(request.dueAt)}.`,
    link: `/inbox/${request.id}`,
  });
  return { id: request.id };
}

// A decision of one's own by another's hand: who gives it away, and who gets it, must both be without a part in it.
async function objectionToHeir(
  tx: Tx,
  request: StoredRequest,
  kind: RequestKind,
  { from, to }: { from: string; to: string },
): Promise<AppError | null> {
  const whole = { ...request, ...readableDiff(request.diff) };
  const giver = await sinceThen(tx, whole, kind, from);
  const objection = objectionSince(giver, "decline");
  if (objection) return objection;
  const heir = await sinceThen(tx, whole, kind, to);
  if (request.requestedById !== to && !request.excludedIds.includes(to) && !heir.deciderHasPart) {
    return null;
  }
  return new AppError(
    "forbidden",
    "The person it would be handed over to asked for this or has a part in it, so they never decide it.",
  );
}

function notAble(): AppError {
  const says = "Choose somebody who is active and may decide this kind of request.";
  return new AppError("invalid_input", { message: says, fieldErrors: { toId: [says] } });
}
