// gateway-logs §5.2: a record that nobody could read is set aside, redacted like all others, and never dropped.
import type { JsonObject } from "@/lib/ledger/canonical-json";
import type { Unreadable } from "./adapters/adapter";
import { type RedactionRules, redact } from "./redaction/redact";
import { keyedHash } from "./redaction/token";

/** A record that was not read: why, and what recognises it when somebody shows it again. */
export type Quarantined = {
  readonly position: number;
  readonly reason: string;
  readonly hmac: string;
  readonly bytes: number;
  /** The whole of it, redacted; null where nothing could be decoded, or it was not looked at. */
  readonly payload: JsonObject | null;
};

/** What was decoded of a request, by position: the bytes of each record, and all of it redacted where it was looked at. */
export type Known = {
  readonly raws: ReadonlyMap<number, Uint8Array>;
  readonly payloads: ReadonlyMap<number, { readonly whole: JsonObject }>;
};

/** The records that were not read, in their order. Reasons are redacted too: they may quote what was sent. */
export function quarantinedOf(
  unread: readonly Unreadable[],
  { raws, payloads }: Known,
  redaction: RedactionRules,
): Quarantined[] {
  return [...unread]
    .sort((a, b) => a.position - b.position)
    .map(({ position, reason }) => {
      const raw = raws.get(position) ?? new Uint8Array();
      const said = redact(reason, redaction).value;
      return {
        position,
        reason: typeof said === "string" ? said : UNSAID,
        hmac: keyedHash(redaction.key, "raw", raw),
        bytes: raw.length,
        payload: payloads.get(position)?.whole ?? null,
      };
    });
}

const UNSAID = "This record could not be read.";
