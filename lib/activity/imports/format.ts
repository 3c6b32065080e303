// What a file of records is, by its name and its beginning. It is found out anew for every piece, so nothing of it is kept.
import { AppError } from "@/lib/core/app-error";
import { parseLossless } from "@/lib/ledger/lossless-json";
import { type CsvHeader, csvHeaderOf } from "./csv";

/** `from`: where the first record may begin, in bytes. */
export type FileFormat =
  | { readonly kind: "lines" | "values"; readonly from: number }
  /** JSON values between brackets; `isWrapped`: what stands behind them closes an object. */
  | { readonly kind: "list"; readonly from: number; readonly isWrapped: boolean }
  | { readonly kind: "csv"; readonly from: number; readonly header: CsvHeader };

const MARK = /^\uFEFF?\s*/;
const WRAPPER = /^\{\s*"records"\s*:\s*\[/;

/** Errors: invalid_input (a CSV file without a row of names). */
export function formatOf(fileName: string, head: Uint8Array): FileFormat {
  if (/\.(?:csv|tsv)(?:\.gz)?$/i.test(fileName)) return csvFormat(head);
  const text = new TextDecoder("utf-8", { ignoreBOM: true }).decode(head);
  const [blank = ""] = MARK.exec(text) ?? [];
  const rest = text.slice(blank.length);
  const from = Buffer.byteLength(blank);
  if (isLines(rest)) return { kind: "lines", from };
  if (rest.startsWith("[")) return { kind: "list", from: from + 1, isWrapped: false };
  const [wrapper] = WRAPPER.exec(rest) ?? [];
  if (wrapper === undefined) return { kind: "values", from };
  return { kind: "list", from: from + Buffer.byteLength(wrapper), isWrapped: true };
}

/**
 * Text that begins with no JSON is cut at its lines too: each of them is kept aside. One line that is broken does not make the
 * others none.
 */
function isLines(text: string): boolean {
  if (!/^[[{]/.test(text)) return true;
  const lines = text.slice(0, text.lastIndexOf("\n") + 1).split("\n");
  const full = lines.map((line) => line.trim()).filter((line) => line !== "");
  if (full.length < 2) return full.length === 1 && text.trim() !== full[0] && isValue(full[0]);
  return full.filter(isValue).length * 2 > full.length;
}

function isValue(line: string | undefined): boolean {
  return typeof parseLossless(line ?? "") === "object" && line !== "null";
}

function csvFormat(head: Uint8Array): FileFormat {
  const found = csvHeaderOf(head);
  if (found) return { kind: "csv", ...found };
  throw new AppError(
    "invalid_input",
    "This CSV file does not begin with a row that names its columns. Add one, then choose it again.",
  );
}
