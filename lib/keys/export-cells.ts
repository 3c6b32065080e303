import type { ExportColumn } from "@/lib/exports/cells";

// `long`: left out of the PDF, which a person reads; CSV and Excel hold all columns.
export function text<Row>(
  key: string,
  header: string,
  definition: string,
  value: (row: Row) => string,
  width = 20,
  long = false,
): ExportColumn<Row> {
  return {
    key,
    header,
    definition,
    type: "text",
    value,
    width,
    ...(long && { notIn: ["pdf"] as const }),
  };
}

export function number<Row>(
  key: string,
  header: string,
  definition: string,
  value: (row: Row) => number | null,
): ExportColumn<Row> {
  return { key, header, definition, type: "number", value };
}

/** `value` answers ISO text, or nothing. */
export function instant<Row>(
  key: string,
  header: string,
  definition: string,
  value: (row: Row) => string,
  long = false,
): ExportColumn<Row> {
  return {
    ...{ key, header, definition },
    type: "instant",
    value: (row) => (value(row) === "" ? null : new Date(value(row))),
    ...(long && { notIn: ["pdf"] as const }),
  };
}
