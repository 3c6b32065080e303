import type { DeliveryStatus } from "@/lib/db/generated/enums";

/** The ways out of the product. */
export const CHANNELS = ["email", "webhook"] as const;
export type Channel = (typeof CHANNELS)[number];

export const CHANNEL_LABEL = {
  email: "E-mail",
  webhook: "Webhook",
} as const satisfies Record<Channel, string>;

export const DELIVERY_STATUS_LABEL = {
  PENDING: "Waits",
  SENT: "Sent",
  FAILED: "Given up",
} as const satisfies Record<DeliveryStatus, string>;

/** Narrows stored text to a channel. */
export function isChannel(text: string): text is Channel {
  return CHANNELS.some((channel) => channel === text);
}
