import type { ReactNode } from "react";
import { columnsOf } from "@/components/data-table/columns";
import { DataTable, type ListedRows } from "@/components/data-table/data-table";
import { OutcomeBadge } from "@/components/ui/badge";
import { Instant } from "@/components/ui/instant";
import { StateMark } from "@/components/ui/state-mark";
import type { GrantRow } from "@/lib/access-matrix/grants/view";
import { environmentWord } from "./matrix-words";

const column = columnsOf<GrantRow>();

const columns = column.columns([
  column.accessor("operation", {
    header: "Operation",
    cell: ({ row }) => <span className="font-mono text-sm">{row.original.operation}</span>,
  }),
  column.accessor("server", { header: "Server" }),
  column.accessor("environment", {
    header: "Environment",
    cell: ({ row }) => environmentWord(row.original.environment),
  }),
  column.accessor("access", {
    header: "Access",
    cell: ({ row: { original } }) =>
      original.wildcard ? (
        <OutcomeBadge outcome="attention">Wildcard</OutcomeBadge>
      ) : (
        original.access
      ),
  }),
  column.accessor("agent", { header: "Agent or person" }),
  column.accessor("key", { header: "Key" }),
  column.accessor("publicId", {
    header: "Public id",
    meta: { hidden: true },
    cell: ({ row }) => <span className="font-mono text-sm">{row.original.publicId}</span>,
  }),
  column.accessor("state", {
    header: "Stands",
    cell: ({ row: { original } }) => (
      <span className="inline-flex items-center gap-2">
        <StateMark tone={original.tone}>{original.state}</StateMark>
        {original.recorded ? null : (
          <OutcomeBadge outcome="fail">No approval on record</OutcomeBadge>
        )}
      </span>
    ),
  }),
  column.accessor("fromAt", {
    header: "From",
    meta: { sort: "from" },
    cell: ({ row }) => <Instant at={row.original.fromAt} />,
  }),
  column.accessor("until", {
    header: "Until",
    meta: { sort: "until" },
    cell: ({ row: { original } }) =>
      original.until ? (
        <Instant at={original.until} />
      ) : (
        <span className="text-attention">no end</span>
      ),
  }),
  column.accessor("kind", { header: "Came by" }),
  column.accessor("approvedBy", { header: "Approved by" }),
  column.accessor("requestedBy", { header: "Asked by", meta: { hidden: true } }),
  column.accessor("purpose", { header: "Purpose", meta: { wrap: true, hidden: true } }),
]);

/** Grants as a table; a row leads to its page. */
export function GrantTable({
  rows,
  empty,
  ...list
}: ListedRows<GrantRow> & {
  empty: { title: string; why: string; action?: ReactNode };
}) {
  return (
    <DataTable
      caption="Grants"
      rows={rows}
      columns={columns}
      rowHref={({ id }) => `/access-matrix/grants/${id}`}
      columnPicker
      empty={empty}
      {...list}
    />
  );
}
