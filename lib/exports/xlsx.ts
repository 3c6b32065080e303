import "server-only";
import { PassThrough } from "node:stream";
import { buffer } from "node:stream/consumers";
import { setImmediate as nextTick } from "node:timers/promises";
import ExcelJS from "exceljs";
import type { ColumnFacts } from "./cells";
import { fileFacts } from "./file-facts";
import type { Sink } from "./sink";
import { dataSheets, fillAbout, fillDictionary, pageOf } from "./xlsx-sheets";
import { forgetZipTimes } from "./zip";

/** Rows of one sheet, its head included (Excel's limit). */
export const SHEET_MAX_ROWS = 1_048_576;

const MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

type Plan = {
  fileName: string;
  columns: readonly ColumnFacts[];
  createdAt: Date;
  demo: boolean;
  /** Rows of one sheet, its head included; past it the rows go on in the next sheet. */
  sheetRows?: number;
};

/** About, Data (split where Excel ends) and Dictionary: no macros, links, or hidden parts (DAT-01). */
export function xlsxSink({
  fileName,
  columns,
  createdAt,
  demo,
  sheetRows = SHEET_MAX_ROWS,
}: Plan): Sink {
  const out = new PassThrough();
  const bytes = buffer(out);
  const book = new ExcelJS.stream.xlsx.WorkbookWriter({
    stream: out,
    useStyles: true,
    useSharedStrings: false,
  });
  book.creator = "Countersign";
  book.lastModifiedBy = "Countersign";
  book.created = createdAt;
  book.modified = createdAt;
  const about = book.addWorksheet("About", pageOf(demo));
  const data = dataSheets(book, columns, sheetRows, demo);
  return {
    add: async (rows) => {
      for (const row of rows) data.add(row);
      await nextTick(); // a long export lets other requests through
    },
    finish: async (provenance) => {
      const sheets = data.end();
      fillAbout(about, provenance, sheets);
      fillDictionary(book.addWorksheet("Dictionary", pageOf(demo)), columns);
      await book.commit();
      const file = forgetZipTimes(await bytes);
      return { fileName, mediaType: MEDIA_TYPE, bytes: file, files: [fileFacts(fileName, file)] };
    },
  };
}
