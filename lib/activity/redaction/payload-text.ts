// How payloads are handed to a thread. Redaction leaves out what is nested deeper than it looks (gateway-logs §7.1, step 1), but
// only where it can be handed a payload at all.
import type { Json, JsonObject } from "@/lib/ledger/canonical-json";

/** Twice as deep as the redaction looks: below, whatever is there comes out the same. */
const CUT_DEPTH = 64;

/** A thread gets no more at once: neither side has to hold a whole request a second time, nor to stand still for it. */
const SLICE_LENGTH = 262_144;

/** JSON texts of payloads, some at a time, in order. */
export function* slicesOf(payloads: readonly Json[]): Generator<readonly string[]> {
  let slice: string[] = [];
  let length = 0;
  for (const payload of payloads) {
    const text = textOf(payload);
    if (slice.length > 0 && length + text.length > SLICE_LENGTH) {
      yield slice;
      [slice, length] = [[], 0];
    }
    slice.push(text);
    length += text.length;
  }
  if (slice.length > 0) yield slice;
}

/** JSON text of a payload, also of one that is nested deeper than JSON.stringify can follow. */
function textOf(payload: Json): string {
  try {
    return JSON.stringify(payload);
  } catch {
    return JSON.stringify(cut(payload, 0)); // RangeError: its stack is at an end
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
