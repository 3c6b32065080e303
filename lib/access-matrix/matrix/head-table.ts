// Lists of like things as tables that name their fields once: half of the text of a large head is names of fields otherwise.
import type { MatrixHead } from "./matrix-view";

type Table = { readonly keys: readonly string[]; readonly rows: readonly (readonly unknown[])[] };

const LISTS = ["principals", "columns", "lines", "columnTotals"] as const;

/** The JSON of a head. */
export function headText(head: MatrixHead): string {
  const tables = LISTS.map((list) => [list, tableOf(head[list])] as const);
  return JSON.stringify({ ...head, ...Object.fromEntries(tables) });
}

/** Throws SyntaxError or TypeError where a text is no head. */
export function headIn(text: string): MatrixHead {
  const head = JSON.parse(text);
  for (const list of LISTS) head[list] = rowsOf(head[list]);
  return head;
}

function tableOf(things: readonly object[]): Table {
  const keys = Object.keys(things[0] ?? {});
  const rows = things.map((thing) => {
    const fields = new Map(Object.entries(thing));
    return keys.map((key) => fields.get(key));
  });
  return { keys, rows };
}

function rowsOf({ keys, rows }: Table) {
  return rows.map((row) => Object.fromEntries(keys.map((key, nth) => [key, row[nth]])));
}
