// gateway-logs §5.1: a body that holds JSON in one of five shapes: lines, a list, one object, objects in a row, or `records`.
// Senders label it wrongly, so it is looked at instead. A record that cannot be read spoils no other.
import type { Json, JsonObject } from "@/lib/ledger/canonical-json";
import { isJsonObject } from "@/lib/ledger/json-shape";
import { parseLossless } from "@/lib/ledger/lossless-json";
import { jsonTextOf } from "./json-text";
import { assertRoomAt } from "./record-limit";
import type { Decoded, Rejected, WireRecord } from "./wire-record";

const encoder = new TextEncoder();

/** The records of a body, in order. Text that is not UTF-8 is one rejected record. Errors: too_large (more than 10,000). */
export function decodeJsonBody(body: Uint8Array): Decoded {
  const text = textOf(body);
  if (text === null) {
    return { records: [], rejected: [{ position: 0, reason: "not UTF-8", raw: body }] };
  }
  const records: WireRecord[] = [];
  const rejected: Rejected[] = [];
  for (const item of wireItems(text)) {
    const position = records.length + rejected.length;
    assertRoomAt(position);
    const raw = encoder.encode(item.text);
    if (item.value !== undefined && isJsonObject(item.value)) {
      records.push({ position, envelope: "json", json: item.value, raw });
    } else {
      rejected.push({ position, reason: item.value === undefined ? NO_JSON : NO_OBJECT, raw });
    }
  }
  return { records, rejected };
}

const NO_JSON = "not JSON";
const NO_OBJECT = "not a JSON object";

/** Inside a list the bytes of an item are not kept apart: its own JSON text stands for them. */
function* wireItems(text: string): Generator<Piece> {
  for (const piece of piecesOf(text)) {
    const items = piece.value === undefined ? null : listed(piece.value);
    if (items === null) yield piece;
    else for (const value of items) yield { text: jsonTextOf(value), value };
  }
}

function textOf(body: Uint8Array): string | null {
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(body); // drops a byte order mark
    return text.replaceAll("\u001e", " "); // RFC 7464 puts a record separator before each value
  } catch {
    return null;
  }
}

/** The items of a list, or those under `records`; null for a value that stands for itself. */
function listed(value: Json): readonly Json[] | null {
  if (isList(value)) return value;
  const wrapped = isJsonObject(value) && isOnlyRecords(value) ? value.records : undefined;
  return wrapped !== undefined && isList(wrapped) ? wrapped : null;
}

function isOnlyRecords(value: JsonObject): boolean {
  return Object.hasOwn(value, "records") && Object.keys(value).length === 1;
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

type Piece = { readonly text: string; readonly value: Json | undefined };

/**
 * JSON values in a row, whatever stands between them. What is not one is cut off at the end of its line. Linear but for one
 * look-ahead: after a value that is broken or never closes, no value goes on over its line.
 */
export function* piecesOf(text: string): Generator<Piece> {
  let mayGoOn = true;
  let lineEnd = -1;
  for (let at = nextStart(text, 0); at < text.length; ) {
    // A line is looked at as a whole once: ten thousand events may stand in one.
    const isFirst = at >= lineEnd;
    if (isFirst) lineEnd = endOfLine(text, at);
    const whole = isFirst ? valueIn(text, at, lineEnd) : null;
    const value = whole ?? valueFrom(text, at, mayGoOn ? text.length : lineEnd);
    if (value === null && isStart(text, at)) mayGoOn = false;
    const piece = value ?? { text: text.slice(at, lineEnd).trimEnd(), value: undefined };
    yield piece;
    at = nextStart(text, at + piece.text.length);
  }
}

/** The value that a part of the text is; null where it is none. */
function valueIn(text: string, start: number, end: number): Piece | null {
  const part = text.slice(start, end).trimEnd();
  const value = parse(part);
  return value === undefined ? null : { text: part, value };
}

/** The value that begins here and ends before `most`; null where there is none. */
function valueFrom(text: string, start: number, most: number): Piece | null {
  const end = endOfValue(text, start, most);
  return end === null ? null : valueIn(text, start, end);
}

function parse(text: string): Json | undefined {
  const value = parseLossless(text);
  return typeof value === "object" && value !== null ? value : undefined;
}

const START = /[^\s,]/g;

function nextStart(text: string, from: number): number {
  START.lastIndex = from;
  return START.test(text) ? START.lastIndex - 1 : text.length;
}

function endOfLine(text: string, from: number): number {
  const end = text.indexOf("\n", from);
  return end === -1 ? text.length : end;
}

// A text that does not close ends with its line: nobody looks into it for where it might begin.
const TOKEN = /"(?:[^"\\\n]|\\.)*"?|[{}[\]]/g;

/** Just behind the object or list that begins here; null where none begins, or it does not close before `most`. */
function endOfValue(text: string, start: number, most: number): number | null {
  if (!isStart(text, start)) return null;
  let depth = 0;
  TOKEN.lastIndex = start;
  for (let found = TOKEN.exec(text); found !== null; found = TOKEN.exec(text)) {
    if (found.index >= most) return null;
    depth += STEP.get(found[0]) ?? 0;
    if (depth === 0) return TOKEN.lastIndex;
  }
  return null;
}

function isStart(text: string, at: number): boolean {
  return text[at] === "{" || text[at] === "[";
}

const STEP = new Map([
  ["{", 1],
  ["[", 1],
  ["}", -1],
  ["]", -1],
]);
