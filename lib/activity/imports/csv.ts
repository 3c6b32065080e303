// RFC 4180: rows of a CSV file as JSON objects. Values stay text: what they mean is for the mapping of the source.
const [QUOTE, LF, CR] = [0x22, 0x0a, 0x0d];
const DELIMITERS = [",", ";", "\t", "|"] as const;
const BYTE_ORDER_MARK = [0xef, 0xbb, 0xbf];

export type CsvHeader = { readonly names: readonly string[]; readonly delimiter: number };

/** The names in the first row, and where the rows of records begin; null where it does not end here, or names nothing. */
export function csvHeaderOf(head: Uint8Array): { from: number; header: CsvHeader } | null {
  const start = BYTE_ORDER_MARK.every((byte, at) => head[at] === byte) ? 3 : 0;
  const lineEnd = head.indexOf(LF, start);
  const first = new TextDecoder().decode(
    head.subarray(start, lineEnd === -1 ? undefined : lineEnd),
  );
  const delimiter = delimiterIn(first);
  const row = rowAt(head, start, { delimiter, isLast: false });
  const names = row ? textsOf(head, row, start) : null;
  if (!row || !names?.some((name) => name.trim() !== "")) return null;
  return { from: row.end, header: { names: distinct(names), delimiter } };
}

/** The one that stands there most often. */
function delimiterIn(line: string): number {
  const counts = DELIMITERS.map((one) => [line.split(one).length, one] as const);
  const [[, best] = [0, ","]] = counts.toSorted(([a], [b]) => b - a);
  return best.charCodeAt(0);
}

function distinct(names: readonly string[]): string[] {
  const taken = new Set<string>();
  return names.map((given, at) => {
    const name = given.trim() === "" ? `column_${at + 1}` : given.trim();
    let unused = name;
    for (let n = 2; taken.has(unused); n += 1) unused = `${name}#${n}`;
    taken.add(unused);
    return unused;
  });
}

/** `ends`: behind each field, where its delimiter or its line end stands. `end`: behind the row. */
export type CsvRow = { readonly end: number; readonly ends: readonly number[] };

/** The row that begins here; null where it goes on beyond the bytes. */
export function rowAt(
  bytes: Uint8Array,
  start: number,
  { delimiter, isLast }: { delimiter: number; isLast: boolean },
): CsvRow | null {
  const ends: number[] = [];
  let at = start;
  while (at < bytes.length) {
    at = endOfField(bytes, at, delimiter);
    if (at === bytes.length) break;
    ends.push(at);
    at += 1;
    if (bytes[at - 1] === LF) return { end: at, ends };
  }
  return isLast && start < bytes.length
    ? { end: bytes.length, ends: [...ends, bytes.length] }
    : null;
}

/** Where a delimiter or a line end stands that ends the field; where the bytes end if neither does. */
function endOfField(bytes: Uint8Array, start: number, delimiter: number): number {
  let at = start;
  if (bytes[at] === QUOTE) at = endOfQuoted(bytes, at);
  while (at < bytes.length && bytes[at] !== delimiter && bytes[at] !== LF) at += 1;
  return at;
}

/** Behind the quote that closes the one here; a doubled one does not. */
function endOfQuoted(bytes: Uint8Array, start: number): number {
  let end = bytes.indexOf(QUOTE, start + 1);
  while (end !== -1 && bytes[end + 1] === QUOTE) end = bytes.indexOf(QUOTE, end + 2);
  return end === -1 ? bytes.length : end + 1;
}

/** A row as an object of texts, on a line; null where the row is no text. */
export function csvLine(
  bytes: Uint8Array,
  start: number,
  row: CsvRow,
  { names }: CsvHeader,
): string | null {
  const texts = textsOf(bytes, row, start);
  if (texts === null) return null;
  const members = texts.map((text, at) => [names[at] ?? `column_${at + 1}`, text]);
  return JSON.stringify(Object.fromEntries(members));
}

/** Whether there is nothing in a row, not even a delimiter. */
export function isBlankRow(bytes: Uint8Array, start: number, { ends }: CsvRow): boolean {
  const [end = start] = ends;
  return ends.length === 1 && (end === start || (end === start + 1 && bytes[start] === CR));
}

const strict = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

function textsOf(bytes: Uint8Array, { ends }: CsvRow, start: number): string[] | null {
  try {
    return ends.map((end, at) => {
      const from = at === 0 ? start : (ends[at - 1] ?? start) + 1;
      const isLastField = at === ends.length - 1;
      const to = isLastField && bytes[end - 1] === CR && end > from ? end - 1 : end;
      return unquoted(strict.decode(bytes.subarray(from, to)));
    });
  } catch {
    return null;
  }
}

function unquoted(field: string): string {
  if (!field.startsWith('"')) return field;
  const inner = field.endsWith('"') && field.length > 1 ? field.slice(1, -1) : field.slice(1);
  return inner.replaceAll('""', '"');
}
