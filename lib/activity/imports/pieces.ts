// Where one record of a file ends. It looks at bytes alone: what they mean is found out by whoever reads them.
import { isUtf8 } from "node:buffer";
import { isBlankRow, rowAt } from "./csv";
import type { FileFormat } from "./format";

/**
 * `end`: behind it. `isAlone`: it is to be handed on by itself, as it may hold many records or would spoil its neighbours.
 * `isEnd`: it holds no record, and none follows.
 */
export type Piece = {
  readonly end: number;
  readonly isRecord: boolean;
  readonly isAlone: boolean;
  readonly isEnd: boolean;
};

type Place = { readonly at: number; readonly isLast: boolean };

/** The piece that begins at a place; null where it goes on beyond the bytes. */
export function pieceAt(bytes: Uint8Array, place: Place, format: FileFormat): Piece | null {
  switch (format.kind) {
    case "lines":
      return lineAt(bytes, place);
    case "values":
    case "list":
      return valueAt(bytes, place, format.kind === "list");
    case "csv":
      return csvRowAt(bytes, place, format.header.delimiter);
    default:
      return format satisfies never;
  }
}

const LF = 0x0a;
const CONTAINER = /^\s*(?:\[|\{\s*"records"\s*:)/;

function lineAt(bytes: Uint8Array, { at, isLast }: Place): Piece | null {
  const found = bytes.indexOf(LF, at);
  if (found === -1 && !isLast) return null;
  const end = found === -1 ? bytes.length : found + 1;
  return piece(bytes, at, end, { isRecord: hasMore(bytes, at, end) });
}

function csvRowAt(bytes: Uint8Array, { at, isLast }: Place, delimiter: number): Piece | null {
  const row = rowAt(bytes, at, { delimiter, isLast });
  if (row === null) return null;
  const isAlone = !isUtf8(bytes.subarray(at, row.end));
  return { end: row.end, isRecord: !isBlankRow(bytes, at, row), isAlone, isEnd: false };
}

const [OPEN_OBJECT, CLOSE_OBJECT, OPEN_LIST, CLOSE_LIST] = [0x7b, 0x7d, 0x5b, 0x5d];
const [QUOTE, BACKSLASH, COMMA] = [0x22, 0x5c, 0x2c];

/** A value, with the blanks and commas before it. What is no object or list goes to the end of its line. */
function valueAt(bytes: Uint8Array, { at, isLast }: Place, isList: boolean): Piece | null {
  let start = at;
  while (start < bytes.length && isBetween(bytes[start])) start += 1;
  if (start === bytes.length) return isLast ? blank(start) : null;
  if (isList && bytes[start] === CLOSE_LIST) return { ...blank(start + 1), isEnd: true };
  const isValue = bytes[start] === OPEN_OBJECT || bytes[start] === OPEN_LIST;
  if (!isValue) return lineAt(bytes, { at: start, isLast });
  const end = endOfValue(bytes, start);
  if (end === null && !isLast) return null;
  return piece(bytes, start, end ?? bytes.length, { isRecord: true });
}

/** Just behind the object or list that begins here; null where it does not close. */
function endOfValue(bytes: Uint8Array, start: number): number | null {
  let depth = 0;
  for (let at = start; at < bytes.length; at += 1) {
    const byte = bytes[at];
    if (byte === QUOTE) {
      at = endOfText(bytes, at);
    } else if (byte === OPEN_OBJECT || byte === OPEN_LIST) {
      depth += 1;
    } else if (byte === CLOSE_OBJECT || byte === CLOSE_LIST) {
      depth -= 1;
      if (depth === 0) return at + 1;
    }
  }
  return null;
}

/** Where the quote stands that ends a text, or its line: JSON knows no text that goes over one. */
function endOfText(bytes: Uint8Array, start: number): number {
  let at = start + 1;
  while (at < bytes.length && bytes[at] !== QUOTE && bytes[at] !== LF) {
    at += bytes[at] === BACKSLASH ? 2 : 1;
  }
  return at;
}

function piece(
  bytes: Uint8Array,
  start: number,
  end: number,
  { isRecord }: { isRecord: boolean },
): Piece {
  const isAlone = isRecord && (isContainer(bytes, start) || !isUtf8(bytes.subarray(start, end)));
  return { end, isRecord, isAlone, isEnd: false };
}

/** A list, or records in a wrapper: nobody knows how many. */
function isContainer(bytes: Uint8Array, start: number): boolean {
  return CONTAINER.test(new TextDecoder().decode(bytes.subarray(start, start + 64)));
}

function blank(end: number): Piece {
  return { end, isRecord: false, isAlone: false, isEnd: false };
}

function hasMore(bytes: Uint8Array, start: number, end: number): boolean {
  return bytes.subarray(start, end).some((byte) => !isBlank(byte));
}

const RECORD_SEPARATOR = 0x1e; // RFC 7464

function isBlank(byte: number | undefined): boolean {
  return byte === undefined || byte === 0x20 || (byte >= 0x09 && byte <= 0x0d);
}

function isBetween(byte: number | undefined): boolean {
  return isBlank(byte) || byte === COMMA || byte === RECORD_SEPARATOR;
}
