import { DAY_MS, MINUTE_MS } from "@/lib/core/clock";
import type { Channel } from "./labels";

/** The rules of room `notify`, as `policyInForce` answers them. */
type Rules = Readonly<Record<"emailAttempts" | "webhookAttempts" | "retryAfterMinutes", number>>;

/** What became of one attempt. `final`: trying again cannot help. `unreachable`: nobody was there at all. */
export type Outcome =
  | { ok: true }
  | { ok: false; reason: string; final: boolean; unreachable: boolean };

/** When to try again after the `attempts`-th attempt failed; null when it is given up. */
export function nextAttemptAt(
  rules: Rules,
  channel: Channel,
  attempts: number,
  now: Date,
): Date | null {
  const most = channel === "email" ? rules.emailAttempts : rules.webhookAttempts;
  if (attempts >= most) return null;
  const wait = rules.retryAfterMinutes * MINUTE_MS * 2 ** (attempts - 1);
  return new Date(now.getTime() + Math.min(wait, DAY_MS));
}

/** A failed attempt. Reasons hold no address of a person: they are evidence. */
export function failure(
  reason: string,
  { final = false, unreachable = false }: { final?: boolean; unreachable?: boolean } = {},
): Outcome {
  return { ok: false, reason, final, unreachable };
}
