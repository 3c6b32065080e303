import { CHANNEL_LABEL, DELIVERY_STATUS_LABEL, isChannel } from "./labels";
import type { ListedDelivery, ListedNotification } from "./queries";

/** What somebody was told. Instants are ISO texts. */
export type NotificationRow = {
  id: string;
  title: string;
  body: string;
  href: string;
  at: string;
  acknowledged: boolean;
};

export function toNotificationRow(note: ListedNotification): NotificationRow {
  const { id, title, body, link, createdAt, acknowledgedAt } = note;
  const acknowledged = acknowledgedAt !== null;
  return { id, title, body, href: link, at: createdAt.toISOString(), acknowledged };
}

const OUTCOME = { PENDING: "unknown", SENT: "pass", FAILED: "fail" } as const;

/** One message on its way out of the product. */
export type DeliveryRow = {
  id: string;
  channel: string;
  about: string;
  to: string;
  status: string;
  outcome: (typeof OUTCOME)[keyof typeof OUTCOME] | "attention";
  attempts: number;
  madeAt: string;
  sentAt: string | null;
  nextAt: string | null;
  error: string;
};

export function toDeliveryRow(
  delivery: ListedDelivery,
  names: ReadonlyMap<string, { name: string }>,
): DeliveryRow {
  const { id, channel, status, attempts, nextAttemptAt, lastError, sentAt, notification } =
    delivery;
  const waiting = status === "PENDING";
  return {
    id,
    channel: isChannel(channel) ? CHANNEL_LABEL[channel] : channel,
    about: notification.kind,
    to: names.get(notification.personId)?.name ?? notification.personId,
    status: waiting && attempts > 0 ? "Waits to try again" : DELIVERY_STATUS_LABEL[status],
    outcome: waiting && attempts > 0 ? "attention" : OUTCOME[status],
    attempts,
    madeAt: notification.createdAt.toISOString(),
    sentAt: sentAt?.toISOString() ?? null,
    nextAt: waiting ? nextAttemptAt.toISOString() : null,
    error: lastError ?? "",
  };
}
