// gateway-logs §3.11 and §8: nanoseconds do not fit a JavaScript number. An integer that would be changed stays as its digits.
import { isUnsafeInteger, type Json } from "@/lib/ledger/canonical-json";

const LONG_NUMBER = /[0-9]{16,}/;

/** The value of a JSON text; undefined where it is none. Integers beyond ±(2^53−1), and numbers beyond all, become texts. */
export function parseLossless(text: string): Json | undefined {
  try {
    const value: Json = LONG_NUMBER.test(text) ? JSON.parse(text, keepDigits) : JSON.parse(text);
    return value;
  } catch {
    return undefined;
  }
}

/** ECMAScript's JSON.parse source text access hands a reviver what stood in the text. */
function keepDigits(_name: string, value: Json, ...[context]: readonly unknown[]): Json {
  if (typeof value !== "number") return value;
  const source = sourceOf(context);
  if (source === null) return value;
  return isUnsafeInteger(source) || !Number.isFinite(value) ? source : value;
}

function sourceOf(context: unknown): string | null {
  const isContext = typeof context === "object" && context !== null && "source" in context;
  return isContext && typeof context.source === "string" ? context.source : null;
}
