// The tables of a pack. Each is made from what was signed, or from the record of what came after; never from a list on a screen.
import type { PersonName } from "@/lib/auth/people";
import { type ColumnFacts, cellOf, type ExportColumn, factsOf } from "@/lib/exports/cells";
import { CSV_RULES, csvLine } from "@/lib/exports/csv";
import { utf8 } from "@/lib/ledger/bytes";

export type Names = ReadonlyMap<string, PersonName>;

/** Where a table comes from and what its columns mean (IPE): part of the manifest of the pack. */
export type TableFacts = {
  readonly query: string;
  readonly from: string; // what it was made of, in words
  readonly rows: number;
  readonly sort: string;
  readonly key: string;
  readonly asOf: string;
  readonly columns: readonly Pick<ColumnFacts, "key" | "header" | "definition" | "type">[];
  readonly form: typeof CSV_RULES;
};

export type PackTable = {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly facts: TableFacts;
};

const DEMO: ExportColumn<unknown> = {
  key: "demo_data",
  header: "Demo data",
  definition: "DEMO DATA in every row of a demo installation.",
  type: "text",
  value: () => "DEMO DATA",
};

/** A CSV of rows, with what has to be known of it. In a demo installation every row says so (G-10). */
export function csvTable<Row>(
  rows: readonly Row[],
  wish: {
    readonly name: string;
    readonly columns: readonly ExportColumn<Row>[];
    readonly demo: boolean;
  } & Pick<TableFacts, "query" | "from" | "sort" | "key" | "asOf">,
): PackTable {
  const { name, demo, columns: own, ...said } = wish;
  const columns = demo ? [...own, DEMO] : own;
  const lines = [
    csvLine(columns.map(({ key }) => key)),
    ...rows.map((row) => csvLine(columns.map((column) => cellOf(column, row)))),
  ];
  const facts = columns.map((column) => {
    const { key, header, definition, type } = factsOf(column);
    return { key, header, definition, type };
  });
  return {
    name,
    bytes: utf8(lines.join("")),
    facts: { ...said, rows: rows.length, columns: facts, form: CSV_RULES },
  };
}
