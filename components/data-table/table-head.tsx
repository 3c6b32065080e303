"use client";

import type { ReactTable, RowData } from "@tanstack/react-table";
import type { ReactNode } from "react";
import { cn } from "@/components/ui/cn";
import { Icon } from "@/components/ui/icon";
import { TextLink } from "@/components/ui/text-link";
import type { ColumnLook, Features } from "./columns";
import type { ListChange } from "./list-link";

type Sort = { by: string; dir: "asc" | "desc" };

const ARIA_SORT = { asc: "ascending", desc: "descending" } as const;
const ARROWS = { asc: "up", desc: "down", none: "sort" } as const;

/** The heads: links that sort, so that they work without script and can be opened elsewhere. */
export function TableHead<Row extends RowData>({
  table,
  ...rest
}: {
  table: ReactTable<Features, Row>;
  sort: Sort | undefined;
  href: (change: ListChange) => string;
}) {
  return (
    <thead>
      {table.getHeaderGroups().map((group) => (
        <tr key={group.id}>
          {group.headers.map((header) => (
            <HeadCell key={header.id} look={header.column.columnDef.meta ?? {}} {...rest}>
              <table.FlexRender header={header} />
            </HeadCell>
          ))}
        </tr>
      ))}
    </thead>
  );
}

function HeadCell({
  look,
  sort,
  href,
  children,
}: {
  look: ColumnLook;
  sort: Sort | undefined;
  href: (change: ListChange) => string;
  children: ReactNode;
}) {
  const by = sort ? look.sort : undefined;
  const dir = by !== undefined && sort?.by === by ? sort.dir : null;
  return (
    <th
      scope="col"
      {...(by === undefined ? {} : { "aria-sort": dir ? ARIA_SORT[dir] : "none" })}
      className={cn(
        "sticky top-0 z-10 h-8 border-b bg-paper px-3 text-left text-sm font-medium whitespace-nowrap text-ink-2 first:left-0 first:z-20 first:min-w-36 first:pl-1 pointer-coarse:h-11 print:static",
        look.align === "end" && "text-right",
      )}
    >
      {by === undefined ? (
        children
      ) : (
        <SortLink dir={dir} href={href({ sort: by, dir: dir === "asc" ? "desc" : "asc" })}>
          {children}
        </SortLink>
      )}
    </th>
  );
}

function SortLink({
  dir,
  href,
  children,
}: {
  dir: "asc" | "desc" | null;
  href: string;
  children: ReactNode;
}) {
  return (
    <TextLink
      plain
      href={href}
      scroll={false}
      className={cn(
        "group/sort inline-flex items-center gap-1 rounded-sm hover:text-ink",
        dir && "text-ink",
      )}
    >
      {children}
      <Icon
        name={ARROWS[dir ?? "none"]}
        className={cn(
          "size-3 print:hidden",
          dir ? "" : "opacity-0 group-hover/sort:opacity-100 group-focus-visible/sort:opacity-100",
        )}
      />
    </TextLink>
  );
}
