import "server-only";
import type { Actor } from "@/lib/auth/actor";
import type { Permission } from "@/lib/auth/permissions";
import type { CommandContext, Recorder, Snapshot, Tx } from "@/lib/change-log/transact";
import { addDays, utcDay } from "@/lib/core/clock";
import { isUuid } from "@/lib/core/text";
import { notify } from "@/lib/notify/notify";
import { policyInForce } from "@/lib/settings/policies";
import { closeRequest } from "./close";
import { decidersOf } from "./deciders";
import { diffOfRecords } from "./diff";
import { diffHash } from "./hash";
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
  /** The only people who may decide, whatever their rights; nobody: whoever holds the right. */
  namedIds?: readonly string[];
  /** When it is overdue, where another time than the policy's counts. */
  dueAt?: Date;
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

// Replaces `openRequest`'s closed union by the text that a stored request holds.
type Opening = Omit<Wish, "permission"> & { permission: string };

async function open(
  tx: Tx,
  record: Recorder,
  ctx: CommandContext,
  opening: Opening,
): Promise<{ id: string }> {
  const { before, after, excludedIds, namedIds = [], dueAt, quiet = false, ...rest } = opening;
  const diff = diffOfRecords(before, after);
  const { values } = await policyInForce(requestsSettings, ctx.now, tx);
  const request = await tx.request.create({
    data: {
      ...rest,
      diff,
      diffHash: diffHash({ ...rest, diff }),
      excludedIds: [...new Set([...excludedIds, ...(await makerOf(tx, ctx.actor))])],
      namedIds: [...new Set(namedIds)],
      requestedAt: ctx.now,
      dueAt: dueAt ?? addDays(ctx.now, values.dueDays),
    },
  });
  await record({
    action: "request.opened",
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

// Whoever made a token has held it: they could ask by it under the name of the person who answers for it.
async function makerOf(tx: Tx, { kind, id }: Actor): Promise<string[]> {
  if (kind !== "token" || !isUuid(id)) return [];
  const token = await tx.machineToken.findUnique({ where: { id }, select: { createdById: true } });
  return token ? [token.createdById] : [];
}

type Many = Pick<Wish, "permission" | "excludedIds" | "requestedById"> & {
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
    if (request.requestedById === ctx.actor.id) continue;
    await notify(tx, record, ctx, {
      personIds: [request.requestedById],
      kind: "request.voided",
      title: `Voided: ${request.title}`,
      body: reason,
      link: `/inbox/${request.id}`,
    });
  }
}
