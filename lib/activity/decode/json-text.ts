// The text of a record whose own bytes are not kept apart. Who calls a tool says how deep its arguments are, and a record that
// is deeper than the stack must not take those beside it along.
import type { Json } from "@/lib/ledger/canonical-json";
import { isJsonObject } from "@/lib/ledger/json-shape";

/** Far more levels than the redaction leaves, and far fewer than the stack has. */
const MAX_DEPTH = 500;

/** A value as JSON; of one that is too deep for it, what lies below 500 levels is null. */
export function jsonTextOf(value: Json): string {
  try {
    return JSON.stringify(value);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return JSON.stringify(cut(value, 0));
  }
}

function cut(value: Json, depth: number): Json {
  if (typeof value !== "object" || value === null) return value;
  if (depth === MAX_DEPTH) return null;
  if (!isJsonObject(value)) return [...value].map((item) => cut(item, depth + 1));
  const members = Object.entries(value).map(([name, member]) => [name, cut(member, depth + 1)]);
  return Object.fromEntries(members);
}
