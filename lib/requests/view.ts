import type { Actor } from "@/lib/auth/actor";
import type { RequestKind } from "./define-request-kind";
import { boundDiff, readableDiff } from "./diff";
import { REQUEST_STATUS_LABEL, REQUEST_STATUS_TONE } from "./labels";
import { isWithdrawable } from "./policy";
import type { ListedRequest, LoadedRequest } from "./queries";
import type { Standing } from "./standing";
import type { Waiting } from "./waiting-view";
import { idsIn, type Names, type WishRow, wishRows } from "./words";

type Surroundings = { now: Date; names: Names; kind: RequestKind | undefined };

/** A request in a list. Instants are ISO texts. */
export type RequestRow = {
  id: string;
  href: string;
  title: string;
  kind: string;
  requester: string;
  requestedAt: string;
  dueAt: string;
  overdue: boolean;
  status: string;
  tone: (typeof REQUEST_STATUS_TONE)[keyof typeof REQUEST_STATUS_TONE] | "attention";
  decidedAt: string | null;
};

/** A request with what it would change and what this person can do about it. */
export type RequestDetail = RequestRow & {
  reason: string;
  wish: WishRow[];
  /** False when the stored wish is not what was hashed; nobody can decide it then. */
  intact: boolean;
  diffHash: string;
  baseVersion: number;
  subjectHref: string | null;
  open: boolean;
  decidable: boolean;
  /** Why not, where it is not decidable. */
  whyNot: string;
  /** Why it can only be declined; empty if it can be approved, too. */
  whyOnlyDecline: string;
  /** Whom it waits for, while it is open. */
  waitsFor: readonly string[];
  /** Whether it waits for these people alone, whoever else holds the right. */
  named: boolean;
  /** Whom this person can hand it over to. */
  heirs: readonly { id: string; name: string; title: string }[];
  /** The request it took the place of, and the one that took its own. */
  revises: string | null;
  revisedBy: string | null;
  withdrawable: boolean;
  decidedBy: string | null;
  note: string | null;
};

export function toRequestRow(
  request: ListedRequest | LoadedRequest,
  { now, names, kind }: Surroundings,
): RequestRow {
  const { id, title, status, requestedById, requestedAt, dueAt, decidedAt } = request;
  const overdue = status === "OPEN" && dueAt < now;
  return {
    id,
    href: `/inbox/${id}`,
    title,
    kind: kind?.label ?? request.kind,
    requester: nameOf(names, requestedById),
    requestedAt: requestedAt.toISOString(),
    dueAt: dueAt.toISOString(),
    overdue,
    status: overdue ? "Overdue" : REQUEST_STATUS_LABEL[status],
    tone: overdue ? "attention" : REQUEST_STATUS_TONE[status],
    decidedAt: decidedAt?.toISOString() ?? null,
  };
}

/** Everybody a request may name, so that their names can be looked up. */
export function personIdsOf(
  { requestedById, decidedById, diff }: LoadedRequest,
  { deciderIds, heirIds }: Standing,
) {
  return [requestedById, decidedById, ...deciderIds, ...heirIds, ...idsIn(readableDiff(diff))];
}

/** A request among all that waits for a person. */
export function toWaiting(
  request: ListedRequest,
  { names, kind }: Omit<Surroundings, "now">,
): Waiting {
  const { id, title, requestedById, requestedAt, dueAt } = request;
  return {
    id: `request:${id}`,
    act: "Decide",
    title,
    what: `${kind?.label ?? request.kind}, asked for by ${nameOf(names, requestedById)}`,
    href: `/inbox/${id}`,
    since: requestedAt.toISOString(),
    dueAt: dueAt.toISOString(),
  };
}

export function toRequestDetail(
  request: LoadedRequest,
  actor: Actor,
  { standing, ...surroundings }: Surroundings & { standing: Standing },
): RequestDetail {
  const { names, kind } = surroundings;
  const { subjectId, reason, diffHash, baseVersion, decidedById, decisionNote } = request;
  const intact = boundDiff(request) !== null;
  const whyNot = whyNotDecidable(kind, intact, standing);
  const open = request.status === "OPEN";
  return {
    ...toRequestRow(request, surroundings),
    reason,
    wish: wishRows(readableDiff(request.diff), subjectId, kind, names),
    intact,
    diffHash,
    baseVersion,
    subjectHref: kind?.link({ subjectId }) ?? null,
    open,
    decidable: whyNot === "",
    whyNot,
    whyOnlyDecline: standing.objectionToApproval ?? "",
    waitsFor: open ? standing.deciderIds.map((id) => nameOf(names, id)) : [],
    named: request.namedIds.length > 0,
    heirs: whyNot === "" ? standing.heirIds.map((id) => personOf(names, id)) : [],
    revises: request.revisesId && `/inbox/${request.revisesId}`,
    revisedBy: standing.revisedById && `/inbox/${standing.revisedById}`,
    withdrawable: isWithdrawable(request, actor),
    decidedBy: decidedById && nameOf(names, decidedById),
    note: decisionNote,
  };
}

function whyNotDecidable(
  kind: RequestKind | undefined,
  intact: boolean,
  { objection }: Standing,
): string {
  if (!kind) return "This version of Countersign does not know this kind of request.";
  if (!intact)
    return "What is stored for this request is not what was asked for: its hash differs.";
  return objection ?? "";
}

function personOf(names: Names, id: string) {
  return { id, name: nameOf(names, id), title: names.get(id)?.title ?? "" };
}

// A job or a token has no name in the directory; its id says what it is.
function nameOf(names: Names, id: string): string {
  return names.get(id)?.name ?? id;
}

const INBOX_VIEWS = ["waiting", "mine", "told"] as const;
export type InboxView = (typeof INBOX_VIEWS)[number];

/** The part of the inbox that an address asks for; what it does not know is what waits. */
export function inboxView(asked: string | readonly string[] | undefined): InboxView {
  return INBOX_VIEWS.find((view) => view === asked) ?? "waiting";
}
