import { constructTable, type RowData } from "@tanstack/table-core";
import type { ReactNode } from "react";
import { EmptyState } from "@/components/ui/empty-state";
import { ColumnPicker } from "./column-picker";
import { columnChoices, visibilityOf } from "./column-visibility";
import { type Columns, features } from "./columns";
import { NoRows } from "./no-rows";
import { Pagination } from "./pagination";
import { RowActs } from "./row-acts";
import { BodyRow, HeadRow } from "./table-rows";

export type DataTableProps<Row extends RowData> = {
  caption: string;
  rows: readonly Row[];
  columns: Columns<Row>;
  /** Where a row leads; its first cell becomes the link. */
  rowHref?: (row: Row) => string;
  /** All rows that match, on every page. Left out where the table shows all it has. */
  total?: number;
  page?: number;
  pageSize?: number;
  /** The order the server gave the rows in. */
  sort?: { by: string; dir: "asc" | "desc" };
  /** What to say where there is nothing yet; a filter that hides everything has words of its own. */
  empty: { title: string; why: ReactNode; action?: ReactNode };
  /** Whether columns can be shown and hidden; then `cols` says which show. */
  columnPicker?: boolean;
  cols?: string;
  /** The row whose drawer is open. */
  openId?: string;
};

/** What a page of a list hands to its table: the rows of this page, and how they were asked for. */
export type ListedRows<Row extends RowData> = Required<
  Pick<DataTableProps<Row>, "rows" | "total" | "page" | "pageSize" | "sort" | "cols">
>;

/**
 * The one table: the server filters, sorts and pages, the address holds all state, this draws it. It has no
 * state of its own and is drawn on the server where the page allows it; then no script comes with the rows.
 */
export function DataTable<Row extends RowData>({
  caption,
  rows,
  columns,
  empty,
  total,
  page = 1,
  pageSize = 50,
  ...props
}: DataTableProps<Row>) {
  // A table that shows all it has is not filtered, whatever the address says of other tables of the page.
  if (rows.length === 0 && total === undefined) return <EmptyState {...empty} />;
  if (rows.length === 0) return <NoRows total={total ?? 0} empty={empty} />;
  const choices = columnChoices(columns);
  const table = constructTable({
    features,
    data: rows,
    columns,
    state: { columnVisibility: visibilityOf(choices, props.cols ?? null) },
  });
  return (
    <div data-slot="data-table">
      <section
        aria-label={caption}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reached by keyboard
        tabIndex={0}
        className="max-h-[calc(100dvh-9rem)] min-h-24 overflow-auto border-y print:max-h-none print:overflow-visible"
      >
        <table className="ledger">
          <caption className="sr-only">{caption}</caption>
          <thead>
            {table.getHeaderGroups().map((group) => (
              <HeadRow key={group.id} group={group} sort={props.sort} />
            ))}
          </thead>
          <RowActs>
            {table.getRowModel().rows.map((row) => (
              <BodyRow key={row.id} row={row} rowHref={props.rowHref} openId={props.openId} />
            ))}
          </RowActs>
        </table>
      </section>
      {total === undefined && !props.columnPicker ? null : (
        <div className="mt-2 flex flex-wrap items-center gap-x-4 gap-y-2 text-sm text-ink-2">
          {total === undefined ? null : (
            <Pagination total={total} page={page} pageSize={pageSize} shown={rows.length} />
          )}
          {props.columnPicker ? <ColumnPicker choices={choices} /> : null}
        </div>
      )}
    </div>
  );
}
