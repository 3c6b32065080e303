import "server-only";
import { secret } from "@/lib/auth/secrets";
import { env } from "@/lib/core/env";
import type { Channel } from "./labels";

/** Where each channel leads; null where it is not configured. */
export type Routes = {
  email: { url: string; from: string } | null;
  webhook: { url: string; key: string } | null;
};

/** The channels that the configuration opens. */
export function configuredChannels(): Channel[] {
  const { SMTP_URL, NOTIFY_WEBHOOK_URL } = env();
  return [
    ...(SMTP_URL ? ["email" as const] : []),
    ...(NOTIFY_WEBHOOK_URL ? ["webhook" as const] : []),
  ];
}

/** Addresses and keys of the configured channels, for the job that sends. */
export function configuredRoutes(): Routes {
  const { SMTP_URL, SMTP_FROM, NOTIFY_WEBHOOK_URL } = env();
  return {
    email: SMTP_URL && SMTP_FROM ? { url: SMTP_URL, from: SMTP_FROM } : null,
    webhook: NOTIFY_WEBHOOK_URL ? { url: NOTIFY_WEBHOOK_URL, key: secret("webhook") } : null,
  };
}

/** The hosts behind the channels, to show to people; user names and passwords stay out. */
export function channelHosts(): Record<Channel, string | null> {
  const { SMTP_URL, NOTIFY_WEBHOOK_URL } = env();
  return {
    email: SMTP_URL ? new URL(SMTP_URL).host : null,
    webhook: NOTIFY_WEBHOOK_URL ? new URL(NOTIFY_WEBHOOK_URL).host : null,
  };
}
