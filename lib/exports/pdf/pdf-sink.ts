import "server-only";
import type { Cell, ColumnFacts } from "../cells";
import { fileFacts } from "../file-facts";
import type { Sink } from "../sink";
import { type Compose, composeExport } from "./compose";
import { draw } from "./draw";
import { fonts } from "./fonts";
import { layOut } from "./layout";

/** A PDF with the provenance block on its first page. Its rows are few enough to be held (PDF_MAX_ROWS). */
export function pdfSink(
  fileName: string,
  columns: readonly ColumnFacts[],
  compose: Compose = composeExport,
): Sink {
  const rows: (readonly Cell[])[] = [];
  return {
    add: (page) => {
      rows.push(...page);
    },
    finish: async (provenance) => {
      const document = compose(provenance, columns, rows);
      const bytes = await draw(document, layOut(document, fonts().metrics));
      return { fileName, mediaType: "application/pdf", bytes, files: [fileFacts(fileName, bytes)] };
    },
  };
}
