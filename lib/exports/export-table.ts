import "server-only";
import type { CommandContext } from "@/lib/change-log/transact";
import { AppError } from "@/lib/core/app-error";
import type { Download } from "@/lib/server/define-download";
import { csvSink } from "./csv-sink";
import type { ExportSpec } from "./export-spec";
import { jsonlSink } from "./jsonl-sink";
import { type ExportFormat, PDF_MAX_ROWS } from "./labels";
import { beginExport, keepExport, pagesOf } from "./making";
import { type Compose, composeExport } from "./pdf/compose";
import { pdfSink } from "./pdf/pdf-sink";
import type { Wish } from "./provenance";
import type { Sink } from "./sink";
import { xlsxSink } from "./xlsx";

export type { ExportSpec } from "./export-spec";

/**
 * Makes one file of rows and records that it was taken out. Nothing is kept, recorded or answered
 * unless all of it succeeded (G-05). Errors: unavailable (rows could not all be read), too_large
 * (more rows than print can hold, a value longer than an Excel cell).
 */
export async function exportTable<Row>(
  ctx: CommandContext,
  spec: ExportSpec<Row>,
): Promise<Download> {
  assertPrintable(spec.format, spec.total);
  const { wish, tally, demo, provenance } = await beginExport(ctx, spec);
  const shown = wish.columns.map(({ notIn }) => !notIn.some((format) => format === spec.format));
  const columns = wish.columns.filter((_, index) => shown[index]);
  const sink = sinkFor(
    { ...wish, columns },
    { head: tally.head, createdAt: ctx.now, demo, compose: spec.compose ?? composeExport },
  );
  for await (const rows of pagesOf(spec.rows)) {
    const { cells, csv } = tally.add(rows);
    await sink.add(
      cells.map((row) => row.filter((_, index) => shown[index])),
      csv,
    );
  }
  const block = provenance();
  const { fileName, mediaType, bytes, files } = await sink.finish(block);
  await keepExport(ctx, block, files);
  return { fileName, mediaType, bytes };
}

function assertPrintable(format: ExportFormat, total: number): void {
  if (format !== "pdf" || total <= PDF_MAX_ROWS) return;
  const [max, rows] = [PDF_MAX_ROWS, total].map((n) => n.toLocaleString("en"));
  throw new AppError(
    "too_large",
    `A PDF holds at most ${max} rows and this list has ${rows}. Export CSV or Excel, or narrow the filters.`,
  );
}

function sinkFor(
  { format, title, fileName, columns }: Wish,
  {
    head,
    createdAt,
    demo,
    compose,
  }: { head: Uint8Array; createdAt: Date; demo: boolean; compose: Compose },
): Sink {
  switch (format) {
    case "csv":
      return csvSink(fileName, head);
    case "jsonl":
      return jsonlSink(fileName, title, columns);
    case "xlsx":
      return xlsxSink({ fileName, columns, createdAt, demo });
    case "pdf":
      return pdfSink(fileName, columns, compose);
    default:
      return format satisfies never;
  }
}
