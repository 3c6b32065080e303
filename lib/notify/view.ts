import { CHANNEL_LABEL, CHANNELS, type Channel, DELIVERY_STATUS_LABEL, isChannel } from "./labels";
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

const CHANNEL_HELP = {
  email:
    "Opened by SMTP_URL and SMTP_FROM in the environment. Says what happened and where to look, to the person concerned.",
  webhook:
    "Opened by NOTIFY_WEBHOOK_URL in the environment. Posts JSON without personal data; Countersign-Signature is the HMAC-SHA256 of timestamp, dot and body under the key in the file secrets/webhook of the data directory.",
} as const satisfies Record<Channel, string>;

/** One way out of the product, in words. */
export type ChannelRow = { name: string; configured: boolean; state: string; help: string };

/** The channels with the hosts they lead to; null for one that is not configured. */
export function toChannelRows(hosts: Record<Channel, string | null>): ChannelRow[] {
  return CHANNELS.map((channel) => {
    const host = hosts[channel];
    const state = host === null ? "Not configured" : `Configured, leads to ${host}`;
    const name = CHANNEL_LABEL[channel];
    return { name, configured: host !== null, state, help: CHANNEL_HELP[channel] };
  });
}

/** What the page says under its title. */
export function channelsLead(channels: readonly ChannelRow[]): string {
  const open = channels
    .filter(({ configured }) => configured)
    .map(({ name }) => name.toLowerCase());
  if (open.length === 0) return "People are told in their inbox only: no channel is configured.";
  return `People are told in their inbox and by ${open.join(" and ")}. Each attempt is recorded.`;
}
