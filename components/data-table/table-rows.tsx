import type { Cell, HeaderGroup, RowData, Row as TableRow } from "@tanstack/table-core";
import type { ReactNode } from "react";
import type { ColumnLook, Features } from "./columns";
import { SortLink } from "./sort-link";

type Sort = { by: string; dir: "asc" | "desc" };

const ARIA_SORT = { asc: "ascending", desc: "descending" } as const;

/** The heads. Those the server can sort by are links, so that they work without script. */
export function HeadRow<Row extends RowData>({
  group,
  sort,
}: {
  group: HeaderGroup<Features, Row>;
  sort: Sort | undefined;
}) {
  return (
    <tr>
      {group.headers.map((header) => {
        const { meta, header: head } = header.column.columnDef;
        const content = typeof head === "function" ? head(header.getContext()) : head;
        return (
          <HeadCell key={header.id} look={meta ?? {}} sort={sort}>
            {content}
          </HeadCell>
        );
      })}
    </tr>
  );
}

function HeadCell({
  look,
  sort,
  children,
}: {
  look: ColumnLook;
  sort: Sort | undefined;
  children: ReactNode;
}) {
  const align = look.align ? { "data-align": look.align } : {};
  if (!sort || look.sort === undefined) {
    return (
      <th scope="col" {...align}>
        {children}
      </th>
    );
  }
  const dir = sort.by === look.sort ? sort.dir : null;
  return (
    <th scope="col" {...align} aria-sort={dir ? ARIA_SORT[dir] : "none"}>
      <SortLink by={look.sort} dir={dir}>
        {children}
      </SortLink>
    </th>
  );
}

/** One row. Its first cell is its head, and the link to what is behind it. */
export function BodyRow<Row extends RowData>({
  row,
  rowHref,
  openId,
}: {
  row: TableRow<Features, Row>;
  rowHref: ((row: Row) => string) | undefined;
  openId: string | undefined;
}) {
  const href = rowHref?.(row.original);
  const [head, ...cells] = row.getVisibleCells();
  const open = openId !== undefined && openId !== "" && idOf(row.original) === openId;
  return (
    <tr {...(open ? { "data-open": "" } : {})}>
      {head ? (
        <th scope="row" {...lookOf(head)}>
          {href ? (
            <a data-row-link href={href}>
              {contentOf(head)}
            </a>
          ) : (
            contentOf(head)
          )}
        </th>
      ) : null}
      {cells.map((cell) => (
        <td key={cell.id} {...lookOf(cell)}>
          {contentOf(cell)}
        </td>
      ))}
    </tr>
  );
}

function contentOf<Row extends RowData>(cell: Cell<Features, Row>): ReactNode {
  const { cell: draw } = cell.column.columnDef;
  return typeof draw === "function" ? draw(cell.getContext()) : draw;
}

function lookOf<Row extends RowData>(cell: Cell<Features, Row>) {
  const look = cell.column.columnDef.meta;
  return {
    ...(look?.align ? { "data-align": look.align } : {}),
    ...(look?.wrap ? { "data-wrap": "" } : {}),
  };
}

function idOf(original: unknown): string {
  const named = typeof original === "object" && original !== null && "id" in original;
  return named ? String(original.id) : "";
}
