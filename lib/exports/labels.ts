export const EXPORT_FORMATS = ["csv", "jsonl", "xlsx", "pdf"] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

export const EXPORT_FORMAT_LABEL = {
  csv: "CSV",
  jsonl: "JSON Lines",
  xlsx: "Excel",
  pdf: "PDF",
} as const satisfies Record<ExportFormat, string>;

/** A page of print holds about forty rows; beyond this nobody reads them, and data files serve better. */
export const PDF_MAX_ROWS = 5_000;

/** Rows of one file of data; what is more goes on in the next. A sheet of Excel holds 1,048,576 lines, its head included. */
export const PART_ROWS = 1_000_000;

/** Rows of one export in files of data: beyond this it would take longer than anybody waits for a page. */
export const EXPORT_MAX_ROWS = 5_000_000;

/** Narrows text from the database to a format; an unknown one is shown as it stands. */
export function formatLabel(format: string): string {
  const known = EXPORT_FORMATS.find((candidate) => candidate === format);
  return known ? EXPORT_FORMAT_LABEL[known] : format;
}
