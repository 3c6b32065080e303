"use client";

import { type RowData, useTable } from "@tanstack/react-table";
import type { ReactNode } from "react";
import { EmptyState } from "@/components/ui/empty-state";
import { TextLink } from "@/components/ui/text-link";
import { ColumnPicker } from "./column-picker";
import { visibilityOf } from "./column-visibility";
import { type Columns, features } from "./columns";
import { Pagination } from "./pagination";
import { TableBody } from "./table-body";
import { TableHead } from "./table-head";
import { useListAddress } from "./use-list-address";

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
  /** Whether columns can be shown and hidden. */
  columnPicker?: boolean;
  /** The row whose drawer is open. */
  openId?: string;
};

/** The one table: the server filters, sorts and pages, the address holds all state, this draws it. */
export function DataTable<Row extends RowData>({
  caption,
  rows,
  columns,
  rowHref,
  total,
  page = 1,
  pageSize = 50,
  sort,
  empty,
  columnPicker = false,
  openId,
}: DataTableProps<Row>) {
  const address = useListAddress();
  const table = useTable({
    features,
    data: rows,
    columns,
    state: { columnVisibility: visibilityOf(columns, address.params.get("cols")) },
  });
  if (rows.length === 0) return <NoRows total={total} empty={empty} address={address} />;
  return (
    <div data-slot="data-table">
      <section
        aria-label={caption}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reached by keyboard
        tabIndex={0}
        className="max-h-[calc(100dvh-9rem)] min-h-40 overflow-auto border-y print:max-h-none print:overflow-visible"
      >
        <table className="w-full border-separate border-spacing-0">
          <caption className="sr-only">{caption}</caption>
          <TableHead table={table} sort={sort} href={address.href} />
          <TableBody table={table} rowHref={rowHref} openId={openId} />
        </table>
      </section>
      <div className="mt-2 flex flex-wrap items-center gap-x-4 gap-y-2 text-sm text-ink-2">
        {total === undefined ? null : (
          <Pagination
            total={total}
            page={page}
            pageSize={pageSize}
            shown={rows.length}
            href={address.href}
          />
        )}
        {columnPicker ? <ColumnPicker columns={columns} address={address} /> : null}
      </div>
    </div>
  );
}

function NoRows({
  total = 0,
  empty,
  address,
}: {
  total: number | undefined;
  empty: DataTableProps<RowData>["empty"];
  address: ReturnType<typeof useListAddress>;
}) {
  if (total > 0) {
    return (
      <EmptyState
        title="There is no such page"
        why={`The list has ${total.toLocaleString("en")} rows, all on earlier pages.`}
        action={<TextLink href={address.href({ page: null })}>Go to the first page</TextLink>}
      />
    );
  }
  if (!address.filtered) return <EmptyState {...empty} />;
  return (
    <EmptyState
      title="Nothing matches"
      why="The search or the filters leave no row to show."
      action={<TextLink href={address.cleared}>Clear search and filters</TextLink>}
    />
  );
}
