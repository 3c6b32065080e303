// Redaction leaves out what is nested deeper than it looks (§7.1, step 1), but only where it can be handed a payload at all.
import type { Json, JsonObject } from "@/lib/ledger/canonical-json";

/** Twice as deep as the redaction looks: below, whatever is there comes out the same. */
const CUT_DEPTH = 64;

/** JSON text of payloads, also of those nested deeper than JSON.stringify can follow. */
export function payloadText(payloads: readonly Json[]): string {
  try {
    return JSON.stringify(payloads);
  } catch {
    return JSON.stringify(cut(payloads, 0)); // RangeError: its stack is at an end
  }
}

function cut(value: Json, depth: number): Json {
  if (typeof value !== "object" || value === null) return value;
  if (depth > CUT_DEPTH) return [];
  if (isList(value)) return value.map((item) => cut(item, depth + 1));
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [name, cut(member, depth + 1)]),
  );
}

function isList(value: readonly Json[] | JsonObject): value is readonly Json[] {
  return Array.isArray(value);
}
