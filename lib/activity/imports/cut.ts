// A file in chunks of whole records. Where one ends depends on nothing but where it begins and what follows there, never on how much
// of the file was at hand: a chunk that is sent again has the same bytes, so its records are recognised.
import { AppError } from "@/lib/core/app-error";
import { csvLine, isBlankRow, rowAt } from "./csv";
import type { FileFormat } from "./format";
import { CHUNK_BYTES, CHUNK_RECORDS, WINDOW_BYTES_MAX } from "./import-limits";
import { type Piece, pieceAt } from "./pieces";

/** A part of a file. `start`: where it begins in it; `isLast`: the file ends where it does. */
export type FileWindow = {
  readonly start: number;
  readonly bytes: Uint8Array;
  readonly isLast: boolean;
};

/** `body`: what is handed on, null where it holds no record; `length`: how much of the window it covers. */
export type Chunk = { readonly body: Uint8Array | null; readonly length: number };

/** The chunk at the beginning of a window; null where more of the file is needed. Errors: invalid_input (a record without end). */
export function chunkOf(window: FileWindow, format: FileFormat): Chunk | null {
  const { bytes, start, isLast } = window;
  const from = Math.max(0, Math.min(bytes.length, format.from - start));
  const { at, records, end } = reachedFrom(window, from, format);
  if (end === "list") return lastChunk(window, { from, at, records }, format);
  // Of a chunk this long it is known that the next record is not part of it.
  const isFull = end === "full" || (bytes.length >= CHUNK_BYTES && records > 0);
  const isWhole = end === "bytes" && (isLast || at >= CHUNK_BYTES);
  if (isFull || isWhole) return chunkTo(window, { from, at, records }, format);
  if (bytes.length < WINDOW_BYTES_MAX) return null;
  throw new AppError(
    "invalid_input",
    `The record that begins at byte ${(start + at).toLocaleString("en")} is longer than 8 MiB, or never ends. Everything before it is stored. Repair the file and import it again: what is stored is recognised.`,
  );
}

type Reached = { readonly at: number; readonly records: number };

/** `full`: what comes next belongs to the next chunk; `list`: it is closed; `bytes`: they are at an end; `piece`: the one here is not. */
type Reach = Reached & { readonly end: "full" | "list" | "bytes" | "piece" };

function reachedFrom({ bytes, isLast }: FileWindow, from: number, format: FileFormat): Reach {
  let [at, records] = [from, 0];
  while (at < bytes.length) {
    const piece = pieceAt(bytes, { at, isLast }, format);
    if (piece === null) return { at, records, end: "piece" };
    if (piece.isEnd) return { at: piece.end, records, end: "list" };
    if (startsNext(piece, records)) return { at, records, end: "full" };
    at = piece.end;
    records += piece.isRecord ? 1 : 0;
    if (piece.isAlone || records === CHUNK_RECORDS) return { at, records, end: "full" };
  }
  return { at, records, end: "bytes" };
}

function startsNext({ isAlone, end }: Piece, records: number): boolean {
  return records > 0 && (isAlone || end > CHUNK_BYTES);
}

type Part = Reached & { readonly from: number };

function chunkTo(window: FileWindow, { from, at, records }: Part, format: FileFormat): Chunk {
  const body = records === 0 ? null : bodyOf(window, { from, to: at }, format);
  return { body, length: at };
}

/** The list is closed: nothing but blanks may follow, or the end of its wrapper. `at`: behind its bracket. */
function lastChunk(window: FileWindow, part: Part, format: FileFormat): Chunk | null {
  const { bytes, start, isLast } = window;
  if (!isLast && bytes.length < WINDOW_BYTES_MAX) return null;
  const isWrapped = format.kind === "list" && format.isWrapped;
  const rest = new TextDecoder().decode(bytes.subarray(part.at));
  if (!isLast || (!isWrapped && rest.trim() !== "")) {
    throw new AppError(
      "invalid_input",
      `The list of this file ends at byte ${(start + part.at).toLocaleString("en")}, and the file goes on. Take out what follows and import it again: what is stored is recognised.`,
    );
  }
  const before = { ...part, at: part.at - 1 };
  return { ...chunkTo(window, before, format), length: bytes.length };
}

/**
 * Two chunks of one file may hold the same bytes, and are not the same chunk: blanks before the first record, which mean nothing
 * to who reads it, say where it begins.
 */
function bodyOf(
  { bytes, start }: FileWindow,
  { from, to }: { from: number; to: number },
  format: FileFormat,
): Uint8Array {
  const digits = start === 0 ? "" : start.toString(2);
  const place = Buffer.from(digits.replaceAll("0", " ").replaceAll("1", "\t"));
  const part = bytes.subarray(from, to);
  return Buffer.concat([place, format.kind === "csv" ? csvBody(part, format) : part]);
}

function csvBody(part: Uint8Array, { header }: FileFormat & { kind: "csv" }): Uint8Array {
  const lines: string[] = [];
  for (let at = 0; at < part.length; ) {
    const row = rowAt(part, at, { delimiter: header.delimiter, isLast: true });
    if (row === null) break;
    const line = csvLine(part, at, row, header);
    if (line === null) return part; // no text: it stands alone, and is kept aside as it is
    if (!isBlankRow(part, at, row)) lines.push(line);
    at = row.end;
  }
  return Buffer.from(lines.join("\n"));
}
