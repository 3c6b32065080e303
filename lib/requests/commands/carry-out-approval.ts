// ledger.md §9: an approval "stays recording until its index is known and takes effect then".
import "server-only";
import { isRole } from "@/lib/auth/permissions";
import type { RecordedChange } from "@/lib/change-log/change-event";
import { getRecordedAt } from "@/lib/change-log/queries-ledger";
import { recordOf } from "@/lib/change-log/record-json";
import { type CommandContext, type Recorder, type Tx, transact } from "@/lib/change-log/transact";
import { AppError } from "@/lib/core/app-error";
import { logError } from "@/lib/core/log";
import { read } from "@/lib/db/read";
import { notify } from "@/lib/notify/notify";
import { settleRequest } from "../close";
import { voidOpenRequests } from "../commands";
import type { RequestKind } from "../define-request-kind";
import { boundDiff } from "../diff";
import type { StoredRequest } from "../load";
import { kindOf, REQUEST_KINDS } from "../registry";
import { tellRequester } from "../tell-requester";

/** Where kinds and the ledger's word come from: for tests, and for a demo, whose history no ledger has seen. */
export type CarryOutParts = {
  kinds?: readonly RequestKind[];
  /** When the ledger accepted a change; null until it has. */
  recordedAt?: (change: RecordedChange) => Promise<Date | null>;
};

/** What became of an approval. `why`: what it came too late for. */
export type CarriedOut = { status: "APPROVED" | "RECORDING" } | { status: "VOIDED"; why: string };

const AT_ONCE = 100;

/** Where the last round ended. One that is not recorded yet, or fails, keeps its place in line and holds up nobody behind it. */
let tried: { decidedAt: Date; id: string } | null = null;

/**
 * Carries out the approvals that are recorded by now, oldest first; for the relay, after each round. One that fails is tried
 * again. Where more wait than one round takes, the next one goes on behind them, and then begins anew.
 */
export async function carryOutRecorded(now: Date, parts: CarryOutParts = {}): Promise<void> {
  const waiting = await read().request.findMany({
    where: { status: "RECORDING", ...(tried && after(tried)) },
    select: { id: true, decidedAt: true },
    orderBy: [{ decidedAt: "asc" }, { id: "asc" }],
    take: AT_ONCE,
  });
  const last = waiting.length < AT_ONCE ? undefined : waiting.at(-1);
  tried = last?.decidedAt ? { id: last.id, decidedAt: last.decidedAt } : null;
  for (const { id } of waiting) {
    await carryOutApproval(id, now, parts).catch((error: unknown) =>
      logError("request.effect-failed", error, { request: id }),
    );
  }
}

function after({ decidedAt, id }: NonNullable<typeof tried>) {
  return { OR: [{ decidedAt: { gt: decidedAt } }, { decidedAt, id: { gt: id } }] };
}

/**
 * Carries out one approval, if it is recorded: once, however often it is asked, in the name of who approved it. What is no
 * longer possible is voided, and both are told. Answers how the request stands then.
 */
export async function carryOutApproval(
  requestId: string,
  now: Date,
  { kinds = REQUEST_KINDS, recordedAt = getRecordedAt }: CarryOutParts = {},
): Promise<CarriedOut> {
  const approval = await read().changeLogEntry.findFirst({
    where: { subjectKind: "request", subjectId: requestId, action: "request.approved" },
    orderBy: { seq: "desc" },
  });
  if (!approval) throw new Error("a request that is being recorded without an approval");
  const accepted = await recordedAt(approval);
  if (accepted === null) return { status: "RECORDING" };
  const ctx = contextOf(approval, accepted > now ? accepted : now);
  try {
    await transact(ctx, (tx, record) => carryOut(tx, record, ctx, { requestId, approval }, kinds));
  } catch (error) {
    if (error instanceof NotPossible) await voidApproval(ctx, requestId, error.message);
    else if (!(error instanceof Settled)) throw error;
  }
  return standing(requestId);
}

/** What was approved cannot be done any more; the message says why. */
class NotPossible extends Error {}

/** Somebody else has carried it out or voided it: this transaction has nothing to write. */
class Settled extends Error {}

async function carryOut(
  tx: Tx,
  record: Recorder,
  ctx: CommandContext,
  { requestId, approval }: { requestId: string; approval: RecordedChange },
  kinds: readonly RequestKind[],
): Promise<void> {
  const request = await tx.request.findUniqueOrThrow({ where: { id: requestId } });
  const note = request.decisionNote;
  const settled = await settleRequest(tx, record, request, { status: "APPROVED", note });
  if (!settled) throw new Settled();
  const kind = kindOf(request.kind, kinds);
  if (!kind) throw new NotPossible(`This installation knows no requests of kind ${request.kind}.`);
  const diff = boundDiff(request);
  // A row edited together with its hash is bound to itself: the hash that counts is that of the approval in the ledger.
  const approved = recordOf(approval.after);
  const sameWish = approved?.diffHash === request.diffHash;
  if (!diff || !sameWish || approved.requestedById !== request.requestedById) {
    throw new NotPossible("What is stored for this request is not what was approved.");
  }
  await kind.apply(tx, record, ctx, { ...request, ...diff }).catch((error: unknown) => {
    throw error instanceof AppError ? new NotPossible(error.message, { cause: error }) : error;
  });
  const { subjectKind, subjectId } = request;
  // They were made from a version that is history now, so their approval would say something else.
  const stale = `Another request about the same record was approved: ${request.title}.`;
  await voidOpenRequests(tx, record, ctx, subjectKind, subjectId, stale);
  await tellRequester(tx, record, ctx, request, "Approved", note ?? "");
}

async function voidApproval(ctx: CommandContext, requestId: string, why: string): Promise<void> {
  const note = `It was approved, and could not be carried out any more. ${why}`;
  await transact(ctx, async (tx, record) => {
    const request = await tx.request.findUniqueOrThrow({ where: { id: requestId } });
    const settled = await settleRequest(tx, record, request, { status: "VOIDED", note });
    if (!settled) throw new Settled();
    await tellBoth(tx, record, ctx, request, note);
  }).catch((error: unknown) => {
    if (!(error instanceof Settled)) throw error;
  });
}

async function tellBoth(
  tx: Tx,
  record: Recorder,
  ctx: CommandContext,
  { id, title, requestedById, decidedById }: StoredRequest,
  body: string,
): Promise<void> {
  await notify(tx, record, ctx, {
    personIds: [requestedById, ...(decidedById ? [decidedById] : [])],
    kind: "request.voided",
    title: `Voided: ${title}`,
    body,
    link: `/inbox/${id}`,
  });
}

async function standing(requestId: string): Promise<CarriedOut> {
  const request = await read().request.findUnique({
    where: { id: requestId },
    select: { status: true, decisionNote: true },
  });
  if (request?.status === "RECORDING" || request?.status === "APPROVED") {
    return { status: request.status };
  }
  return { status: "VOIDED", why: request?.decisionNote ?? "This request was voided." };
}

function contextOf(approval: RecordedChange, now: Date): CommandContext {
  const { actorId, actorRoles, requestId } = approval;
  return {
    actor: { kind: "person", id: actorId, roles: actorRoles.filter(isRole) },
    now,
    requestId,
  };
}
