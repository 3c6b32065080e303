// gateway-logs §3.11 and §8: nanoseconds do not fit a JavaScript number. An integer that would be changed stays as its digits.
import { isUnsafeInteger, type Json } from "./canonical-json";

const LONG_NUMBER = /[0-9]{16,}/;

/** The value of a JSON text; undefined where it is none. Integers beyond ±(2^53−1), and numbers beyond all, become texts. */
export function parseLossless(text: string): Json | undefined {
  try {
    const value: Json = LONG_NUMBER.test(text) ? withDigits(text) : JSON.parse(text);
    return value;
  } catch {
    return undefined;
  }
}

/** A reviver goes down level by level, and some text has more levels than the stack: there its numbers are quoted first. */
function withDigits(text: string): Json {
  try {
    const value: Json = JSON.parse(text, keepDigits);
    return value;
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    const value: Json = JSON.parse(text.replace(TOKEN, quoted));
    return value;
  }
}

// In a text that is JSON, so every quote has its other one.
const TOKEN = /"(?:[^"\\]|\\.)*"|-?[0-9][0-9.eE+-]*/g;

function quoted(token: string): string {
  if (token.startsWith('"')) return token;
  return isUnsafeInteger(token) || !Number.isFinite(Number(token)) ? `"${token}"` : token;
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
