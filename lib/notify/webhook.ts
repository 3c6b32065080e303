import "server-only";
import { createHmac } from "node:crypto";
import { z } from "zod";
import { failure, type Outcome } from "./retry";

/** What the webhook is told: that something happened and where to look. Nothing about people. */
export type Event = { id: string; kind: string; title: string; link: string; createdAt: string };

const TIMEOUT_MS = 10_000;
const NETWORK_FAULT = z.object({ cause: z.object({ code: z.string() }) });

/** Posts one event as JSON, signed with the key. Follows no redirect; any 2xx counts as taken. */
export async function sendWebhook(
  { url, key }: { url: string; key: string },
  event: Event,
  now: Date,
): Promise<Outcome> {
  const body = JSON.stringify(event);
  const timestamp = String(Math.floor(now.getTime() / 1000));
  const headers = {
    "Content-Type": "application/json",
    "Countersign-Timestamp": timestamp,
    "Countersign-Signature": `sha256=${signature(key, timestamp, body)}`,
  };
  try {
    const signal = AbortSignal.timeout(TIMEOUT_MS);
    const reply = await fetch(url, { method: "POST", headers, body, redirect: "manual", signal });
    await reply.body?.cancel();
    return reply.ok ? { ok: true } : failure(`The webhook answered ${reply.status}.`);
  } catch (error) {
    return failure(`The webhook could not be reached (${faultOf(error)}).`, { unreachable: true });
  }
}

/** HMAC-SHA256 over `<timestamp>.<body>` in hex, so that a listener can refuse forged and replayed posts. */
export function signature(key: string, timestamp: string, body: string): string {
  return createHmac("sha256", key).update(`${timestamp}.${body}`).digest("hex");
}

function faultOf(error: unknown): string {
  if (error instanceof Error && error.name === "TimeoutError") return "no answer within 10 seconds";
  const fault = NETWORK_FAULT.safeParse(error);
  return fault.success ? fault.data.cause.code : "no connection";
}
