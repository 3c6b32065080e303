import type { Actor } from "@/lib/auth/actor";
import type { RequestKind } from "./define-request-kind";
import { boundDiff, readableDiff } from "./diff";
import { REQUEST_STATUS_LABEL, REQUEST_STATUS_TONE } from "./labels";
import { isWithdrawable, objectionToDeciding } from "./policy";
import type { ListedRequest, LoadedRequest } from "./queries";
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
export function personIdsOf({ requestedById, decidedById, diff }: LoadedRequest) {
  return [requestedById, decidedById, ...idsIn(readableDiff(diff))];
}

export function toRequestDetail(
  request: LoadedRequest,
  actor: Actor,
  surroundings: Surroundings,
): RequestDetail {
  const { names, kind } = surroundings;
  const { subjectId, reason, diffHash, baseVersion, decidedById, decisionNote } = request;
  const intact = boundDiff(request) !== null;
  const whyNot = whyNotDecidable(request, actor, kind, intact);
  return {
    ...toRequestRow(request, surroundings),
    reason,
    wish: wishRows(readableDiff(request.diff), subjectId, kind, names),
    intact,
    diffHash,
    baseVersion,
    subjectHref: kind?.link({ subjectId }) ?? null,
    open: request.status === "OPEN",
    decidable: whyNot === "",
    whyNot,
    withdrawable: isWithdrawable(request, actor),
    decidedBy: decidedById && nameOf(names, decidedById),
    note: decisionNote,
  };
}

function whyNotDecidable(
  request: LoadedRequest,
  actor: Actor,
  kind: RequestKind | undefined,
  intact: boolean,
): string {
  if (!kind) return "This version of Countersign does not know this kind of request.";
  if (!intact)
    return "What is stored for this request is not what was asked for: its hash differs.";
  return objectionToDeciding(request, actor, kind.permission)?.message ?? "";
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

/** What the inbox says under its title. */
export function inboxLead(waiting: number, told: number): string {
  const decisions =
    waiting === 0
      ? "Nothing waits for your decision"
      : `${counted(waiting, "request")} ${waiting === 1 ? "waits" : "wait"} for your decision`;
  const news =
    told === 0
      ? "nothing new was told to you"
      : `${counted(told, "notification")} not acknowledged`;
  return `${decisions}, ${news}.`;
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
