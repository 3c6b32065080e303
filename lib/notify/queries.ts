import "server-only";
import { type Actor, authorize } from "@/lib/auth/actor";
import { read } from "@/lib/db/read";
import { visibleNotifications } from "./visible";

/** What the actor was told, newest first, at most 100. */
export async function listNotifications(actor: Actor) {
  return read().notification.findMany({
    where: visibleNotifications(actor),
    orderBy: [{ createdAt: "desc" }, { id: "asc" }],
    take: 100,
  });
}
export type ListedNotification = Awaited<ReturnType<typeof listNotifications>>[number];

/** How many notifications the actor has not acknowledged. */
export async function countUnacknowledged(actor: Actor): Promise<number> {
  return read().notification.count({
    where: { AND: [{ acknowledgedAt: null }, visibleNotifications(actor)] },
  });
}

/** The last 100 attempts to reach somebody outside, newest first. Errors: forbidden. */
export async function listDeliveries(actor: Actor) {
  authorize(actor, "policy:read");
  return read().delivery.findMany({
    select: {
      id: true,
      channel: true,
      status: true,
      attempts: true,
      nextAttemptAt: true,
      lastError: true,
      sentAt: true,
      notification: { select: { personId: true, kind: true, createdAt: true } },
    },
    orderBy: [{ notification: { createdAt: "desc" } }, { id: "asc" }],
    take: 100,
  });
}
export type ListedDelivery = Awaited<ReturnType<typeof listDeliveries>>[number];

/** What is to be sent by `now`, the longest waiting first, at most 100. Errors: forbidden. */
export async function listDueDeliveries(actor: Actor, now: Date) {
  authorize(actor, "notification:send");
  return read().delivery.findMany({
    where: { status: "PENDING", nextAttemptAt: { lte: now } },
    include: { notification: true },
    orderBy: [{ nextAttemptAt: "asc" }, { id: "asc" }],
    take: 100,
  });
}
export type DueDelivery = Awaited<ReturnType<typeof listDueDeliveries>>[number];

/** Where a person can be written to; null if they left or were erased. Errors: forbidden. */
export async function mailAddressOf(actor: Actor, personId: string): Promise<string | null> {
  authorize(actor, "notification:send");
  const identity = await read().personIdentity.findFirst({
    where: { personId, person: { deactivatedAt: null } },
    select: { email: true },
  });
  return identity?.email ?? null;
}
