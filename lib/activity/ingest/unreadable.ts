import "server-only";
import { AppError } from "@/lib/core/app-error";
import type { ReadResult } from "../reading/read-body";
import { keyedHash } from "../redaction/token";
import { redactionKey } from "./redaction-key";

/**
 * What is read of a body that could not be unpacked: one record, of which hash and length are kept (gateway-logs §5.2). Senders
 * would drop it on a 400, and send it again for ever on a 503. OTLP's wait for a 400. Errors: what it was given, where it is another one.
 */
export async function unreadable(
  { body, format }: { readonly body: Uint8Array; readonly format: string },
  error: unknown,
): Promise<ReadResult> {
  const isBad = error instanceof AppError && error.code === "invalid_input";
  if (!isBad || format.startsWith("otlp-")) throw error;
  const key = await redactionKey();
  const raw = { hmac: keyedHash(key, "raw", body), bytes: body.length };
  return {
    batch: keyedHash(key, "batch", body),
    sent: 1,
    records: [],
    skipped: 0,
    quarantined: [{ position: 0, reason: error.message, payload: null, ...raw }],
    warnings: [],
    items: [],
  };
}
