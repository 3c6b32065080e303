import type { RowData } from "@tanstack/react-table";
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
export function visibilityOf<Row extends RowData>(
  columns: Columns<Row>,
  cols: string | null,
): Record<string, boolean> {
  const wanted = cols === null || cols === "" ? null : cols.split(",");
  return Object.fromEntries(
    columnChoices(columns).map(({ id, fixed, hidden }) => [
      id,
      fixed || (wanted ? wanted.includes(id) : !hidden),
    ]),
  );
}
