// ledger.md §3.1: the one reader of stored JSON: what may not be written may not be read, and no member name comes twice.
import { isUnsafeInteger, type Json, MAX_DEPTH } from "./canonical-json";
import { fails, found, type Read } from "./verdict";

/**
 * The value of a JSON text. `JSON.parse` alone lets the last of two equal names win, so that two readers may see two
 * entries in one line: doubled names are refused, and with them lone surrogates, integers beyond ±(2^53−1), numbers that
 * overflow, and depth above 32. Fails with `framing`.
 */
export function parseJson(text: string): Read<Json> {
  const parsed = parse(text);
  if (!parsed.ok) return parsed;
  const objection = objectionTo(text);
  return objection === null ? parsed : fails("framing", `JSON: ${objection}.`);
}

function parse(text: string): Read<Json> {
  try {
    const value: Json = JSON.parse(text);
    return found(value);
  } catch {
    return fails("framing", "This is not JSON.");
  }
}

const QUOTE = 0x22;
const MINUS = 0x2d;
const ZERO = 0x30;
const NINE = 0x39;
const COLON = 0x3a;
const OPEN_ARRAY = 0x5b;
const BACKSLASH = 0x5c;
const CLOSE_ARRAY = 0x5d;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;
const NUMBER = /[0-9.eE+-]+/y;
const NAME_FOLLOWS = /[ \t\n\r]+:/y;

/** What JSON.parse hides. The text is valid JSON by now, so the first character of a token tells what it is. */
function objectionTo(text: string): string | null {
  const open: Set<string>[] = []; // per open container the names seen in it
  for (let at = 0, end = 0; at < text.length; at = end) {
    end = endOfToken(text, at);
    const objection = objectionToToken(text, at, end, open);
    if (objection !== null) return objection;
  }
  return null;
}

function endOfToken(text: string, at: number): number {
  const first = text.charCodeAt(at);
  if (first === QUOTE) return endOfString(text, at);
  return first === MINUS || (first >= ZERO && first <= NINE) ? endOfNumber(text, at) : at + 1;
}

function objectionToToken(
  text: string,
  at: number,
  end: number,
  open: Set<string>[],
): string | null {
  switch (text.charCodeAt(at)) {
    case QUOTE:
      return objectionToString(text.slice(at, end), isName(text, end) ? open.at(-1) : undefined);
    case OPEN_OBJECT:
    case OPEN_ARRAY:
      return open.push(new Set()) > MAX_DEPTH ? `depth above ${MAX_DEPTH}` : null;
    case CLOSE_OBJECT:
    case CLOSE_ARRAY:
      open.pop();
      return null;
    default:
      return end === at + 1 ? null : objectionToNumber(text.slice(at, end));
  }
}

function endOfString(text: string, start: number): number {
  let end = text.indexOf('"', start + 1);
  while (isEscaped(text, end)) end = text.indexOf('"', end + 1);
  return end + 1;
}

/** An odd number of backslashes stands before it. */
function isEscaped(text: string, at: number): boolean {
  let before = at - 1;
  while (text.charCodeAt(before) === BACKSLASH) before -= 1;
  return (at - before) % 2 === 0;
}

function isName(text: string, at: number): boolean {
  NAME_FOLLOWS.lastIndex = at;
  return text.charCodeAt(at) === COLON || NAME_FOLLOWS.test(text);
}

function endOfNumber(text: string, start: number): number {
  NUMBER.lastIndex = start;
  NUMBER.test(text);
  return NUMBER.lastIndex;
}

function objectionToString(token: string, seen: Set<string> | undefined): string | null {
  const value: string = token.includes("\\") ? JSON.parse(token) : token.slice(1, -1);
  if (!value.isWellFormed()) return "a lone surrogate";
  if (seen === undefined) return null;
  if (seen.has(value)) return `the member ${JSON.stringify(value)} comes twice`;
  seen.add(value);
  return null;
}

function objectionToNumber(token: string): string | null {
  if (isUnsafeInteger(token)) return `an integer beyond 2^53-1 (${token.slice(0, 40)})`;
  return Number.isFinite(Number(token)) ? null : `a number too large (${token.slice(0, 40)})`;
}
