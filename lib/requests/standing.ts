import "server-only";
import type { Actor } from "@/lib/auth/actor";
import { read } from "@/lib/db/read";
import { decidersOf, heirsOf } from "./deciders";
import type { RequestKind } from "./define-request-kind";
import { readableDiff } from "./diff";
import { objectionSince, objectionToDeciding } from "./policy";
import type { LoadedRequest } from "./queries";
import { sinceThen } from "./since";
import { visibleRequests } from "./visible";

/** What is read beside the request: whom it waits for, why this person may not decide it now, and what took its place. */
export type Standing = {
  deciderIds: readonly string[];
  heirIds: readonly string[];
  /** Why neither decision is this person's; null if one is. */
  objection: string | null;
  /** Why this person may decline it and not approve it; null if they may do both, or neither. */
  objectionToApproval: string | null;
  revisedById: string | null;
};

/** How a request stands to the actor, who sees it: whom it waits for, what keeps them from deciding, what took its place. */
export async function standingOf(
  actor: Actor,
  request: LoadedRequest,
  kind: RequestKind | undefined,
): Promise<Standing> {
  const open = request.status === "OPEN";
  const [deciderIds, heirIds, objections, revision] = await Promise.all([
    open ? decidersOf(read(), request) : [],
    open ? heirsOf(read(), request, actor.id) : [],
    kind ? objectionsNow(actor, request, kind) : null,
    read().request.findFirst({
      where: { AND: [{ revisesId: request.id }, visibleRequests(actor)] },
      select: { id: true },
    }),
  ]);
  const { approve, decline } = objections ?? { approve: null, decline: null };
  return {
    deciderIds,
    heirIds,
    objection: decline,
    objectionToApproval: decline === null ? approve : null,
    revisedById: revision?.id ?? null,
  };
}

// The same that a decision asks in its own transaction.
async function objectionsNow(actor: Actor, request: LoadedRequest, kind: RequestKind) {
  const ever = objectionToDeciding(request, actor, kind.permission)?.message;
  if (ever) return { approve: ever, decline: ever };
  const whole = { ...request, ...readableDiff(request.diff) };
  const since = await sinceThen(read(), whole, kind, actor.id);
  const objection = (decision: "approve" | "decline") =>
    objectionSince(since, decision)?.message ?? null;
  return { approve: objection("approve"), decline: objection("decline") };
}
