import type { RowData } from "@tanstack/table-core";
import type { Columns } from "./columns";

export type ColumnChoice = { id: string; title: string; fixed: boolean; hidden: boolean };

/** The columns as a person chooses among them. The first always shows: it names the row. */
export function columnChoices<Row extends RowData>(columns: Columns<Row>): ColumnChoice[] {
  return columns.map((column, index) => {
    const key = "accessorKey" in column ? String(column.accessorKey) : "";
    const id = column.id ?? key;
    const title = typeof column.header === "string" && column.header !== "" ? column.header : id;
    return { id, title, fixed: index === 0, hidden: column.meta?.hidden === true };
  });
}

/** Which columns show, from the `cols` part of an address; unknown names are ignored. */
export function visibilityOf(
  choices: readonly ColumnChoice[],
  cols: string | null,
): Record<string, boolean> {
  const wanted = cols ? cols.split(",") : null;
  return Object.fromEntries(
    choices.map(({ id, fixed, hidden }) => [id, fixed || (wanted?.includes(id) ?? !hidden)]),
  );
}
