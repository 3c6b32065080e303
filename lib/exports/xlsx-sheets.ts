import type { AddWorksheetOptions, Row, Workbook, Worksheet } from "exceljs";
import { AppError } from "@/lib/core/app-error";
import type { Cell, ColumnFacts } from "./cells";
import type { Provenance } from "./schema";
import { provenanceSections } from "./view";

const CELL_MAX_CHARS = 32_767; // Excel's limit for one cell

const TEXT_FORMAT = "@"; // keeps 007 what it is, also after somebody edits the cell
const HEAD_FONT = { bold: true };
const WATERMARK = '&C&"Arial,Bold"&14DEMO DATA'; // header code of ECMA-376 §18.3.1.46

/** How a sheet prints: A4, landscape, as wide as the page, DEMO DATA on every page of a demo. */
export function pageOf(demo: boolean, frozenRows = 0): Partial<AddWorksheetOptions> {
  return {
    pageSetup: {
      paperSize: 9,
      orientation: "landscape",
      fitToPage: true,
      fitToWidth: 1,
      fitToHeight: 0,
    },
    headerFooter: {
      ...(demo ? { oddHeader: WATERMARK } : {}),
      oddFooter: "&L&A&RPage &P of &N",
    },
    ...(frozenRows > 0 ? { views: [{ state: "frozen" as const, ySplit: frozenRows }] } : {}),
  };
}

/** The rows, on as many sheets as it takes. `end` says which rows stand on which sheet. */
export function dataSheets(
  book: Workbook,
  columns: readonly ColumnFacts[],
  sheetRows: number,
  demo: boolean,
) {
  const sheets: { sheet: Worksheet; name: string; from: number; to: number }[] = [];
  const open = (from: number) => {
    const name = sheets.length === 0 ? "Data" : `Data ${sheets.length + 1}`;
    const sheet = book.addWorksheet(name, pageOf(demo, 1));
    sheet.columns = columns.map(({ width }) => ({ width: Math.min(Math.max(width, 8), 60) }));
    headRow(
      sheet,
      columns.map(({ header }) => header),
    );
    const opened = { sheet, name, from, to: from - 1 };
    sheets.push(opened);
    return opened;
  };
  let current = open(1);
  return {
    add(cells: readonly Cell[]): void {
      if (current.to - current.from + 2 >= sheetRows) {
        current.sheet.commit();
        current = open(current.to + 1);
      }
      current.to += 1;
      dataRow(current.sheet, cells, columns).commit();
    },
    end(): readonly { name: string; from: number; to: number }[] {
      current.sheet.commit();
      return sheets;
    },
  };
}

function dataRow(sheet: Worksheet, cells: readonly Cell[], columns: readonly ColumnFacts[]): Row {
  const row = sheet.addRow(
    cells.map((cell, index) =>
      typeof cell === "string" ? xmlText(cell, columns[index]?.header ?? "") : cell,
    ),
  );
  row.eachCell((cell) => {
    if (typeof cell.value === "string") cell.numFmt = TEXT_FORMAT;
  });
  return row;
}

// XML holds no control characters, and readers trim or fold white space at the ends: Office writes
// such characters as _xHHHH_ (ECMA-376 §22.9.2.19), and a literal _xHHHH_ with its first underscore so.
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not get into the XML
const NOT_XML = /[\u0001-\u0008\u000b-\u001f\ufffe\uffff]|^[\s]|[\s]$|_(?=x[0-9A-Fa-f]{4}_)/g;

function xmlText(text: string, header: string): string {
  const safe = text.replaceAll(
    NOT_XML,
    (char) => `_x${char.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}_`,
  );
  if (safe.length <= CELL_MAX_CHARS) return safe;
  throw new AppError(
    "too_large",
    `A value of "${header}" is longer than an Excel cell can hold. Export CSV, which has no such limit.`,
  );
}

/** The provenance block as a sheet, the first one. */
export function fillAbout(
  sheet: Worksheet,
  provenance: Provenance,
  sheets: readonly { name: string; from: number; to: number }[],
): void {
  sheet.columns = [{ width: 26 }, { width: 110 }];
  if (provenance.installation.environment === "DEMO") {
    headRow(sheet, ["DEMO DATA", "Nothing in this file is real."]);
  }
  for (const { title, lines } of provenanceSections(provenance)) {
    headRow(sheet, [title]);
    for (const { label, value } of lines) textRow(sheet, [label, value]);
  }
  headRow(sheet, ["Sheets"]);
  for (const { name, from, to } of sheets) {
    textRow(sheet, [name, to < from ? "no rows" : `rows ${from} to ${to}`]);
  }
  textRow(sheet, ["Dictionary", "what each column means"]);
  sheet.commit();
}

/** What each column means (IPE-08). */
export function fillDictionary(sheet: Worksheet, columns: readonly ColumnFacts[]): void {
  sheet.columns = [{ width: 28 }, { width: 28 }, { width: 10 }, { width: 90 }];
  headRow(sheet, ["Column", "CSV name", "Type", "Meaning"]);
  for (const { header, key, type, definition } of columns) {
    textRow(sheet, [header, key, type, definition]);
  }
  sheet.commit();
}

function headRow(sheet: Worksheet, texts: readonly string[]): void {
  const row = sheet.addRow([...texts]);
  row.font = HEAD_FONT;
  row.commit();
}

function textRow(sheet: Worksheet, texts: readonly string[]): void {
  const row = sheet.addRow(texts.map((text) => xmlText(text, "About")));
  row.eachCell((cell) => {
    cell.numFmt = TEXT_FORMAT;
    cell.alignment = { wrapText: true, vertical: "top" };
  });
  row.commit();
}
