// Rows by the hundred thousand, as one JSON text: reading each as an object of its own takes ten times as long.
import "server-only";

/** One row as the query put it together with json_build_array. */
export type Tuple = readonly unknown[];

/** Errors: Error where the text is no list of lists. */
export function tuplesIn(text: string | null): readonly Tuple[] {
  const rows: unknown = text === null ? [] : JSON.parse(text);
  if (!Array.isArray(rows) || !rows.every(Array.isArray)) {
    throw new Error("The query was to answer a list of lists.");
  }
  return rows;
}

export function textAt(tuple: Tuple, at: number): string {
  const value = tuple[at];
  if (typeof value !== "string") throw new Error(`Column ${at} of a row is no text.`);
  return value;
}

export function textOrNull(tuple: Tuple, at: number): string | null {
  return tuple[at] === null ? null : textAt(tuple, at);
}

export function numberAt(tuple: Tuple, at: number): number {
  const value = tuple[at];
  if (typeof value !== "number") throw new Error(`Column ${at} of a row is no number.`);
  return value;
}

export function numberOrNull(tuple: Tuple, at: number): number | null {
  return tuple[at] === null ? null : numberAt(tuple, at);
}

export function isTrue(tuple: Tuple, at: number): boolean {
  return tuple[at] === true;
}
