export const EXPORT_FORMATS = ["csv", "xlsx", "pdf"] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

export const EXPORT_FORMAT_LABEL = {
  csv: "CSV",
  xlsx: "Excel",
  pdf: "PDF",
} as const satisfies Record<ExportFormat, string>;

/** A page of print holds about forty rows; beyond this nobody reads them, and data files serve better. */
export const PDF_MAX_ROWS = 5_000;

/** Narrows text from the database to a format; an unknown one is shown as it stands. */
export function formatLabel(format: string): string {
  const known = EXPORT_FORMATS.find((candidate) => candidate === format);
  return known ? EXPORT_FORMAT_LABEL[known] : format;
}
