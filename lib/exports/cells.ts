import type { ExportFormat } from "./labels";

/** Formats that may leave a column out; files of data hold all of them. */
export type ShorterFormat = Exclude<ExportFormat, "csv" | "jsonl">;

/** `json`: text that is JSON itself. JSON Lines hold it as it is, other formats as text. */
export type ColumnType = "text" | "number" | "boolean" | "instant" | "date" | "json";

/** One column of an export: what it is called, what it means, and how it comes out of a row. */
export type ExportColumn<Row> = {
  /** Stable name, the head of the CSV column. */
  key: string;
  /** The head in words, for XLSX and PDF. */
  header: string;
  /** What a value means, and what an empty one means. */
  definition: string;
  type: ColumnType;
  value: (row: Row) => string | number | boolean | Date | null;
  /** In characters; how much room the column gets in XLSX and PDF. */
  width?: number;
  /** Formats that leave the column out, such as print for raw records. The hash of the data covers it still. */
  notIn?: readonly ShorterFormat[];
};

/** A value as a file holds it: instants and dates are already text. Null is "no value", "" is "empty". */
export type Cell = string | number | boolean | null;

/** What a column says about itself: the data dictionary of IPE-08. */
export type ColumnFacts = {
  key: string;
  header: string;
  definition: string;
  type: ColumnType;
  width: number;
  notIn: readonly ShorterFormat[];
};

const WIDTH: Record<ColumnType, number> = {
  text: 20,
  number: 8,
  boolean: 7,
  instant: 24,
  date: 10,
  json: 40,
};

/** The column without its function, with the width it gets. */
export function factsOf<Row>(column: ExportColumn<Row>): ColumnFacts {
  const { key, header, definition, type, width = WIDTH[column.type], notIn = [] } = column;
  return { key, header, definition, type, width, notIn };
}

/** Instants as RFC 3339 in UTC with milliseconds, dates as `2026-11-21` (IPE-04). */
export function cellOf<Row>(column: ExportColumn<Row>, row: Row): Cell {
  const value = column.value(row);
  if (!(value instanceof Date)) return value;
  const text = value.toISOString();
  return column.type === "date" ? text.slice(0, 10) : text;
}
