import type { Cell } from "./cells";

/** How the CSV is written, in words for the provenance block (IPE-13). */
export const CSV_RULES = {
  encoding: "UTF-8 without byte order mark",
  form: "RFC 4180, comma, CRLF after every line, one head line",
  quoting:
    "text is always in quotes; numbers, true and false never; no value is an empty field without quotes",
  formulas:
    "an apostrophe is put in front of text that starts with = + - @ tab CR LF, their full-width forms, or an apostrophe; to undo it, remove one leading apostrophe from every text that has one",
  ids: "ids are text: import every quoted column as text",
} as const;

// CWE-1236. The apostrophe itself is in the list: that is what makes the rule reversible.
const RISKY = /^[=+\-@\t\r\n'＝＋－＠]/;

/** Text that no spreadsheet takes for a formula. Undone by `unescapeFormula`. */
export function escapeFormula(text: string): string {
  return RISKY.test(text) ? `'${text}` : text;
}

/** The text as it was before `escapeFormula`. */
export function unescapeFormula(text: string): string {
  return text.startsWith("'") ? text.slice(1) : text;
}

/** One line of CSV, its CRLF included. */
export function csvLine(cells: readonly Cell[]): string {
  return `${cells.map(csvField).join(",")}\r\n`;
}

function csvField(cell: Cell): string {
  if (cell === null) return "";
  if (typeof cell !== "string") return String(cell);
  return `"${escapeFormula(cell).replaceAll('"', '""')}"`;
}
