import type { Cell, ColumnFacts } from "../cells";
import type { Table, TableColumn } from "./document";
import { STYLE, TEXT_WIDTH } from "./theme";
import { BREAK } from "./typeset";

type Band = { from: number; to: number; table: Omit<Table, "empty"> };
/** `least` shows every word whole, `ideal` most values on one line; both in points. */
type Wish = Omit<TableColumn, "width"> & { index: number; least: number; ideal: number };

const PAD = 8;
const CHAR = { cell: STYLE.cell.size * 0.56, cellFixed: STYLE.cellFixed.size * 0.6 };
const WIDEST = 230; // lines of anything wider are hard to follow
const LONGEST_WORD = 24; // in characters; longer ones are broken
const HALF_ID = 19; // a UUID breaks behind its third hyphen
const NUMBERS: TableColumn = { header: "#", width: 32, align: "right", style: "cellFixed" };
const SPACE = TEXT_WIDTH - NUMBERS.width;

/**
 * Columns side by side as far as a page reaches; the rest in further tables of the same rows, each
 * with the row number and the first column in front. Nothing is left out.
 */
export function columnBands(
  columns: readonly ColumnFacts[],
  rows: readonly (readonly Cell[])[],
): Band[] {
  const wishes = columns.map((column, index) => wishFor(column, index, rows));
  return bandsOf(wishes).map((band, index) => {
    const shown = index === 0 ? band : [...wishes.slice(0, 1), ...band];
    return {
      from: (band[0]?.index ?? 0) + 1,
      to: (band.at(-1)?.index ?? 0) + 1,
      table: { columns: [NUMBERS, ...fitted(shown)], rows: rows.map(rowOf(shown)) },
    };
  });
}

function bandsOf(wishes: readonly Wish[]): Wish[][] {
  const [first, ...others] = wishes;
  if (!first) return [];
  const bands: Wish[][] = [[first]];
  for (const wish of others) {
    const band = bands.at(-1) ?? [];
    const lead = bands.length > 1 ? first.least : 0;
    if (lead + sum(band, "least") + wish.least <= SPACE) band.push(wish);
    else bands.push([wish]);
  }
  return bands;
}

function wishFor(column: ColumnFacts, index: number, rows: readonly (readonly Cell[])[]): Wish {
  const texts = rows.map((row) => shownText(row[index] ?? null));
  const style = isCode(column, texts) ? "cellFixed" : "cell";
  const lengths = texts.map((text) => text.replaceAll(BREAK, "").length).sort((a, b) => a - b);
  const usual = lengths[Math.floor(lengths.length * 0.9)] ?? 0;
  // An id in two lines is still one id; in four it is a riddle.
  const breaks = style === "cellFixed" ? /[\s\u200b]+/ : /[\s\u200b/-]+/;
  const word = Math.max(0, ...texts.map((text) => longest(text, breaks)));
  const head = longest(column.header, /\s+/) * STYLE.cellHead.size * 0.64;
  // A column of prose gets at least half the width it asked for, or its lines are too short to read.
  const prose = usual > column.width ? column.width / 2 : 0;
  const least =
    Math.max(Math.min(word + 1, style === "cellFixed" ? HALF_ID : LONGEST_WORD), prose) *
    CHAR[style];
  const ideal = Math.max(least, Math.min(usual + 1, column.width * 1.5) * CHAR[style]);
  return {
    index,
    header: column.header,
    align: column.type === "number" ? "right" : "left",
    style,
    least: Math.min(Math.max(least, head) + PAD, WIDEST),
    ideal: Math.min(Math.max(ideal, head) + PAD, WIDEST),
  };
}

function longest(text: string, separator: RegExp): number {
  return Math.max(...text.split(separator).map((word) => word.length));
}

// Instants, ids and hashes stand in the mono font, so that their digits line up.
function isCode({ type }: ColumnFacts, texts: readonly string[]): boolean {
  if (type === "instant" || type === "date" || type === "number") return true;
  const filled = texts.filter((text) => text !== "").slice(0, 20);
  return filled.length > 0 && filled.every((text) => /^[0-9a-f-]{16,}$|^[0-9A-Z]{26}$/i.test(text));
}

const INSTANT = /^(\d{4}-\d\d-\d\dT)(\d\d:\d\d:\d\d\.\d{3}Z)$/;

/** A cell in print. An instant may break behind its date. */
function shownText(cell: Cell): string {
  if (cell === null) return "";
  if (typeof cell === "boolean") return cell ? "yes" : "no";
  if (typeof cell === "number") return String(cell);
  return cell.replace(INSTANT, `$1${BREAK}$2`);
}

function rowOf(shown: readonly Wish[]) {
  return (row: readonly Cell[], index: number) => [
    String(index + 1),
    ...shown.map((wish) => shownText(row[wish.index] ?? null)),
  ];
}

// Each column gets its least; what is left goes first towards the ideals, then to the columns of text.
function fitted(shown: readonly Wish[]): TableColumn[] {
  const short = sum(shown, "ideal") - sum(shown, "least");
  const towards = short > 0 ? Math.min(1, (SPACE - sum(shown, "least")) / short) : 0;
  const widths = shown.map(({ least, ideal }) => least + (ideal - least) * towards);
  const spare = SPACE - widths.reduce((all, width) => all + width, 0);
  const texts = shown.filter(({ style }) => style === "cell").length;
  return shown.map(({ header, align, style }, index) => ({
    header,
    align,
    style,
    width: (widths[index] ?? 0) + (style === "cell" ? spare / texts : 0),
  }));
}

function sum(wishes: readonly Wish[], what: "least" | "ideal"): number {
  return wishes.reduce((all, wish) => all + wish[what], 0);
}
