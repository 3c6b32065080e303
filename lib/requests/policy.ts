import { type Actor, can } from "@/lib/auth/actor";
import type { Permission } from "@/lib/auth/permissions";
import { AppError } from "@/lib/core/app-error";
import { addDays } from "@/lib/core/clock";
import type { RequestStatus } from "@/lib/db/generated/enums";

type Decidable = {
  status: RequestStatus;
  requestedById: string;
  excludedIds: readonly string[];
  namedIds: readonly string[];
};

/** Errors: conflict (no longer open), forbidden (requester, excluded, no person, without the right). */
export function assertDecidable(request: Decidable, actor: Actor, permission: Permission): void {
  const objection = objectionToDeciding(request, actor, permission);
  if (objection) throw objection;
}

export function isDecidable(request: Decidable, actor: Actor, permission: Permission): boolean {
  return objectionToDeciding(request, actor, permission) === null;
}

/** Why this actor may not decide this request now; null if they may. */
export function objectionToDeciding(
  request: Decidable,
  actor: Actor,
  permission: Permission,
): AppError | null {
  if (request.status !== "OPEN") return new AppError("conflict", CLOSED[request.status]);
  if (actor.kind !== "person") {
    return new AppError("forbidden", "Only a named person can decide a request.");
  }
  if (request.requestedById === actor.id) {
    return new AppError("forbidden", "You asked for this, so somebody else decides it.");
  }
  if (request.excludedIds.includes(actor.id)) {
    return new AppError(
      "forbidden",
      "You have a part in this request, so somebody else decides it.",
    );
  }
  const named = request.namedIds.length > 0;
  if (named && !request.namedIds.includes(actor.id)) {
    return new AppError("forbidden", "This waits for a named person, and that is somebody else.");
  }
  const lacking = named || can(actor, permission) ? "request:decide" : permission;
  return can(actor, lacking)
    ? null
    : new AppError("forbidden", `Deciding this needs the right ${lacking}. Ask an admin for it.`);
}

/** What has happened to people since a request was opened. */
export type Since = { deciderIsHere: boolean; deciderHasPart: boolean; requesterIsHere: boolean };

/** Why somebody may not decide what they could have decided on the day it was opened; null if they still may. */
export function objectionSince(
  { deciderIsHere, deciderHasPart, requesterIsHere }: Since,
  decision: "approve" | "decline",
): AppError | null {
  if (!deciderIsHere) {
    return new AppError(
      "forbidden",
      "Your account was deactivated, so somebody else decides this.",
    );
  }
  if (deciderHasPart) {
    return new AppError(
      "forbidden",
      "You have come to have a part in this since it was asked for, so somebody else decides it.",
    );
  }
  if (decision === "approve" && !requesterIsHere) {
    return new AppError(
      "forbidden",
      "Whoever asked for this has left, so nobody answers for it any more. Decline it, or have somebody ask again.",
    );
  }
  return null;
}

/** Whether the actor may take the request back: it is theirs and still open. */
export function isWithdrawable(
  request: Omit<Decidable, "excludedIds" | "namedIds">,
  actor: Actor,
): boolean {
  return request.status === "OPEN" && request.requestedById === actor.id;
}

/** The instant from which nobody having decided is worth a reminder. */
export function reminderDueAt(requestedAt: Date, remindAfterDays: number): Date {
  return addDays(requestedAt, remindAfterDays);
}

/** Why a request that is not open any more is not decided again. */
export const CLOSED = {
  RECORDING: "This request has already been approved. It takes effect once that is recorded.",
  APPROVED: "This request has already been approved.",
  DECLINED: "This request has already been declined.",
  WITHDRAWN: "This request was withdrawn.",
  VOIDED: "This request was voided, because what it is about changed. Look for a newer one.",
} as const satisfies Record<Exclude<RequestStatus, "OPEN">, string>;
