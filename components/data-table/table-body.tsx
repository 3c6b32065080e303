"use client";

import type { ReactTable, RowData, Row as TableRow } from "@tanstack/react-table";
import { useRouter } from "next/navigation";
import { type MouseEvent, useRef } from "react";
import { cn } from "@/components/ui/cn";
import { TextLink } from "@/components/ui/text-link";
import { useKeys } from "@/components/ui/use-keys";
import type { Features } from "./columns";

const LINK = "a[data-row-link]";
const OWN_ACT = "a, button, input, select, textarea, label, summary";

/** The rows. A row is followed by its first cell's link, by a click anywhere, or by j, k and Enter. */
export function TableBody<Row extends RowData>({
  table,
  rowHref,
  openId,
}: {
  table: ReactTable<Features, Row>;
  rowHref: ((row: Row) => string) | undefined;
  openId: string | undefined;
}) {
  const body = useRef<HTMLTableSectionElement>(null);
  const move = (by: number) => {
    const links = [...(body.current?.querySelectorAll<HTMLElement>(LINK) ?? [])];
    const at = links.findIndex((link) => link.closest("tr")?.contains(document.activeElement));
    const next = at === -1 ? 0 : Math.max(0, Math.min(links.length - 1, at + by));
    links[next]?.focus();
  };
  useKeys("Table", {
    j: { label: "Next row", run: () => move(1) },
    k: { label: "Previous row", run: () => move(-1) },
  });
  return (
    <tbody ref={body}>
      {table.getRowModel().rows.map((row) => (
        <BodyRow
          key={rowKey(row)}
          table={table}
          row={row}
          href={rowHref?.(row.original)}
          open={openId !== undefined && openId !== "" && rowKey(row) === openId}
        />
      ))}
    </tbody>
  );
}

// Rows of this house have an id; where one has none its place must do.
function rowKey<Row extends RowData>(row: TableRow<Features, Row>): string {
  const { original } = row;
  const named = typeof original === "object" && original !== null && "id" in original;
  return named ? String(original.id) : row.id;
}

function BodyRow<Row extends RowData>({
  table,
  row,
  href,
  open,
}: {
  table: ReactTable<Features, Row>;
  row: TableRow<Features, Row>;
  href: string | undefined;
  open: boolean;
}) {
  const router = useRouter();
  const follow = (event: MouseEvent<HTMLTableRowElement>) => {
    const inOwnAct = event.target instanceof Element && event.target.closest(OWN_ACT);
    if (!href || inOwnAct || window.getSelection()?.toString()) return;
    if (event.metaKey || event.ctrlKey) window.open(href, "_blank", "noopener");
    else router.push(href, { scroll: !href.startsWith("?") });
  };
  return (
    <tr
      data-row
      onClick={follow}
      className={cn(
        "group/row [&>*]:bg-paper [&>*]:focus-within:bg-paper-2 [&>*]:hover:bg-paper-2",
        href && "cursor-pointer",
        open && "[&>*]:bg-paper-2",
      )}
    >
      {row.getVisibleCells().map((cell, index) => {
        const meta = cell.column.columnDef.meta;
        const look = cn(
          "h-8 border-b px-3 py-1 text-left font-normal group-last/row:border-b-0 group-focus-within/row:bg-paper-2 group-hover/row:bg-paper-2 pointer-coarse:h-11",
          index === 0 && "sticky left-0 z-[5] pl-1 print:static",
          meta?.wrap ? "min-w-60 wrap-anywhere" : "whitespace-nowrap print:whitespace-normal",
          meta?.align === "end" && "text-right tabular-nums",
        );
        const content = <table.FlexRender cell={cell} />;
        if (index > 0) {
          return (
            <td key={cell.id} className={look}>
              {content}
            </td>
          );
        }
        return (
          <th key={cell.id} scope="row" className={look}>
            {href ? (
              <TextLink plain data-row-link href={href} className="font-medium hover:underline">
                {content}
              </TextLink>
            ) : (
              content
            )}
          </th>
        );
      })}
    </tr>
  );
}
