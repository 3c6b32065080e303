import "server-only";
import { type Actor, answerableId } from "@/lib/auth/actor";
import type { Permission } from "@/lib/auth/permissions";
import type { CommandContext, Recorder, Snapshot, Tx } from "@/lib/change-log/transact";
import { AppError } from "@/lib/core/app-error";
import { addDays, utcDay } from "@/lib/core/clock";
import { isUuid } from "@/lib/core/text";
import { notify } from "@/lib/notify/notify";
import { policyInForce } from "@/lib/settings/policies";
import { closeRequest, settleRequest } from "./close";
import { decidersOf, ofThoseWhoMay } from "./deciders";
import { diffOfRecords } from "./diff";
import { diffHash } from "./hash";
import { loadRequest, type StoredRequest } from "./load";
import { CLOSED } from "./policy";
import { requestsSettings } from "./settings";

/** What somebody wants changed. `before` and `after` are whole records without secrets or names. */
export type Wish = {
  kind: string;
  subjectKind: string;
  subjectId: string;
  /** One line without personal data: it goes out by e-mail and webhook. */
  title: string;
  reason: string;
  before: Snapshot | null;
  after: Snapshot;
  /** Version of the subject that `before` shows; 0 if there was none. */
  baseVersion: number;
  /** The right it takes to decide. */
  permission: Permission;
  /** People who may not decide, beside the requester. */
  excludedIds: readonly string[];
  /**
   * The only people who may decide, whatever their rights beside `request:decide`. Nobody, or none of them being able to:
   * whoever holds the right.
   */
  namedIds?: readonly string[];
  /** When it is overdue, where another time than the policy's counts. */
  dueAt?: Date;
  /** What narrows or stops something is due sooner, as the policy says. */
  urgent?: boolean;
  requestedById: string;
  /** Nobody is told: whoever opens many at once tells the deciders once, with `tellOfMany`. */
  quiet?: boolean;
};

/** Opens a request inside a command, due as the policy says, and tells those who may decide it. */
export async function openRequest(
  tx: Tx,
  record: Recorder,
  ctx: CommandContext,
  wish: Wish,
): Promise<{ id: string }> {
  return open(tx, record, ctx, wish);
}

/** What a revision says instead. What it leaves out stays, but for the time to decide, which begins anew. */
export type Revision = Pick<Wish, "before" | "after" | "reason"> &
  Partial<Pick<Wish, "title" | "baseVersion" | "excludedIds" | "namedIds" | "dueAt" | "urgent">>;

/**
 * Edits a request inside a command, which asks whether the actor may: the old one is voided, also where its approval is being
 * recorded, and another one waits in its place (CHG-06). Whoever edits it asks for it from then on; whoever asked before has
 * a part in it, as everybody who was left out already, and decides nothing. Of an edit and a decision at the same time one
 * succeeds. Errors: not_found, forbidden (no person answers for the actor), conflict (closed, or decided first).
 */
export async function reviseRequest(
  tx: Tx,
  record: Recorder,
  ctx: CommandContext,
  requestId: string,
  { excludedIds = [], namedIds, ...revision }: Revision,
): Promise<{ id: string }> {
  const requestedById = answerableId(ctx.actor);
  if (!requestedById) throw new AppError("forbidden", "Only a person can edit a request.");
  const old = await loadRequest(tx, ctx.actor, requestId);
  await voidRevised(tx, record, ctx, old);
  const { kind, subjectKind, subjectId, title, baseVersion, permission } = old;
  return open(tx, record, ctx, {
    ...{ kind, subjectKind, subjectId, title, baseVersion, permission, requestedById },
    ...revision,
    excludedIds: [...old.excludedIds, old.requestedById, ...excludedIds],
    namedIds: namedIds ?? old.namedIds,
    revisesId: old.id,
  });
}

async function voidRevised(
  tx: Tx,
  record: Recorder,
  ctx: CommandContext,
  old: StoredRequest,
): Promise<void> {
  const end = {
    status: "VOIDED",
    note: "It was edited, so another request took its place.",
  } as const;
  if (old.status === "RECORDING") {
    const settled = await settleRequest(tx, record, old, end);
    if (!settled) throw new AppError("conflict", CLOSED.APPROVED);
  } else if (old.status === "OPEN") {
    await closeRequest(tx, record, ctx, old, end);
  } else {
    throw new AppError("conflict", CLOSED[old.status]);
  }
  await tellVoided(tx, record, ctx, old, end.note);
}

// Text instead of the closed union, because that is what a stored request holds.
type Opening = Omit<Wish, "permission"> & { permission: string; revisesId?: string };

async function open(
  tx: Tx,
  record: Recorder,
  ctx: CommandContext,
  opening: Opening,
): Promise<{ id: string }> {
  const { before, after, excludedIds, namedIds = [], dueAt, urgent, quiet, ...rest } = opening;
  const diff = diffOfRecords(before, after);
  const { values } = await policyInForce(requestsSettings, ctx.now, tx);
  const out = [...new Set([...excludedIds, ...(await authorsOf(tx, ctx.actor))])];
  const named = await ofThoseWhoMay(tx, namedIds, { ...rest, excludedIds: out });
  const request = await tx.request.create({
    data: {
      ...rest,
      diff,
      diffHash: diffHash({ ...rest, diff }),
      excludedIds: out.filter((id) => id !== rest.requestedById),
      namedIds: named,
      requestedAt: ctx.now,
      dueAt: dueAt ?? addDays(ctx.now, urgent ? values.urgentDueDays : values.dueDays),
    },
  });
  await record({
    action: rest.revisesId ? "request.revised" : "request.opened",
    subjectId: request.id,
    before: null,
    after: request,
    reason: request.reason,
  });
  if (quiet) return { id: request.id };
  await notify(tx, record, ctx, {
    personIds: await decidersOf(tx, request),
    kind: "request.waiting",
    title: request.title,
    body: `This waits for a decision, due ${utcDay(request.dueAt)}.`,
    link: `/inbox/${request.id}`,
  });
  return { id: request.id };
}

// Whoever writes a wish under another name has made it all the same; so has, of a token, whoever held it when it was made.
async function authorsOf(tx: Tx, { kind, id }: Actor): Promise<string[]> {
  if (kind === "person") return [id];
  if (kind !== "token" || !isUuid(id)) return [];
  const token = await tx.machineToken.findUnique({ where: { id }, select: { createdById: true } });
  return token ? [token.createdById] : [];
}

type Many = Pick<Wish, "permission" | "excludedIds" | "namedIds" | "requestedById"> & {
  /** One line without personal data. */
  title: string;
};

/** Tells those who may decide, once each, of several requests that were opened quietly. */
export async function tellOfMany(
  tx: Tx,
  record: Recorder,
  ctx: CommandContext,
  { title, ...asked }: Many,
): Promise<void> {
  await notify(tx, record, ctx, {
    personIds: await decidersOf(tx, asked),
    kind: "request.waiting",
    title,
    body: "They wait for a decision, one by one, in the inbox.",
    link: "/inbox",
  });
}

/** Voids all open requests about a subject, because it changed; each requester is told. */
export async function voidOpenRequests(
  tx: Tx,
  record: Recorder,
  ctx: CommandContext,
  subjectKind: string,
  subjectId: string,
  reason: string,
): Promise<void> {
  const open = await tx.request.findMany({
    where: { subjectKind, subjectId, status: "OPEN" },
    orderBy: [{ requestedAt: "asc" }, { id: "asc" }],
  });
  for (const request of open) {
    await closeRequest(tx, record, ctx, request, { status: "VOIDED", note: reason });
    await tellVoided(tx, record, ctx, request, reason);
  }
}

async function tellVoided(
  tx: Tx,
  record: Recorder,
  ctx: CommandContext,
  { id, title, requestedById }: StoredRequest,
  body: string,
): Promise<void> {
  if (requestedById === ctx.actor.id) return;
  await notify(tx, record, ctx, {
    personIds: [requestedById],
    kind: "request.voided",
    title: `Voided: ${title}`,
    body,
    link: `/inbox/${id}`,
  });
}
