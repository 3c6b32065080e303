// RFC 4180: the lines of a policy in a CSV file. The first row names the columns, in any order.
import { AppError } from "@/lib/core/app-error";
import { CSV_COLUMNS, LINES_MAX } from "./enforced-limits";

const NEEDED = CSV_COLUMNS.slice(0, 3);

/**
 * The rows as objects, not judged yet; `conditions` that begin like JSON are read as JSON. Errors: invalid_input (no row of
 * names, a name that nobody knows, a row of another length), too_large.
 */
export function linesInCsv(text: string): unknown[] {
  const [head, ...rows] = rowsIn(text.replace(/^\uFEFF/, ""));
  const names = (head ?? []).map((name) => name.trim().toLowerCase());
  const missing = NEEDED.filter((name) => !names.includes(name));
  const odd = names.filter((name) => !CSV_COLUMNS.some((known) => known === name));
  if (missing.length > 0 || odd.length > 0 || new Set(names).size < names.length) {
    const message = `The first row names the columns, each once: ${CSV_COLUMNS.join(", ")}. The last two may be missing.`;
    throw new AppError("invalid_input", message);
  }
  return rows.map((row, at) => {
    if (row.length !== names.length) {
      const says = `Row ${at + 2} has ${row.length} fields and the first row names ${names.length}. Nothing was taken in.`;
      throw new AppError("invalid_input", says);
    }
    const line = Object.fromEntries(names.map((name, column) => [name, row[column] ?? ""]));
    return {
      ...line,
      ...("conditions" in line ? { conditions: jsonOrText(line.conditions) } : {}),
    };
  });
}

function jsonOrText(text = ""): unknown {
  if (!/^\s*[[{]/.test(text)) return text.trim();
  try {
    return JSON.parse(text);
  } catch {
    return text.trim();
  }
}

/** Fields by rows; rows without anything in them are left out. Errors: invalid_input (a quote without its end), too_large. */
function rowsIn(text: string): string[][] {
  const rows: string[][] = [];
  const separator = separatorIn(text);
  let row: string[] = [];
  for (let at = 0; at < text.length || row.length > 0; ) {
    const { value, end } = fieldAt(text, at, separator);
    row.push(value);
    at = end + 1;
    if (text[end] === separator) continue;
    if (text[end] === "\r" && text[end + 1] === "\n") at += 1;
    if (row.length > 1 || value.trim() !== "") rows.push(row);
    row = [];
    if (rows.length > LINES_MAX + 1) throw tooLong();
  }
  return rows;
}

const SEPARATORS = [",", ";", "\t"] as const;

/** The one that the first row has most often. */
function separatorIn(text: string): string {
  const [first = ""] = text.split(/[\r\n]/, 1);
  const counts = SEPARATORS.map((one) => ({ one, count: first.split(one).length }));
  return counts.toSorted((a, b) => b.count - a.count)[0]?.one ?? ",";
}

/** A field, and where it ends: at a separator, a line end or the end of the text. */
function fieldAt(text: string, from: number, separator: string): { value: string; end: number } {
  if (text[from] !== '"') {
    const end = endOfField(text, from, separator);
    return { value: text.slice(from, end), end };
  }
  let close = text.indexOf('"', from + 1);
  while (close !== -1 && text[close + 1] === '"') close = text.indexOf('"', close + 2);
  if (close === -1) {
    throw new AppError("invalid_input", "A quote in this file has no end. Nothing was taken in.");
  }
  const end = endOfField(text, close + 1, separator);
  const value = text.slice(from + 1, close).replaceAll('""', '"') + text.slice(close + 1, end);
  return { value, end };
}

function endOfField(text: string, from: number, separator: string): number {
  let at = from;
  while (at < text.length) {
    const letter = text[at];
    if (letter === separator || letter === "\n" || letter === "\r") return at;
    at += 1;
  }
  return at;
}

function tooLong(): AppError {
  const most = LINES_MAX.toLocaleString("en");
  return new AppError("too_large", `A policy holds at most ${most} lines; this file has more.`);
}
