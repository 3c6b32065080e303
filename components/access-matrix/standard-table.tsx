import { columnsOf } from "@/components/data-table/columns";
import { DataTable } from "@/components/data-table/data-table";
import { Instant } from "@/components/ui/instant";
import { StateMark } from "@/components/ui/state-mark";
import type { StandardRow } from "@/lib/access-matrix/standard/view";

const column = columnsOf<StandardRow>();

const columns = column.columns([
  column.accessor("title", { header: "Standard change", meta: { wrap: true } }),
  column.accessor("state", {
    header: "Stands",
    cell: ({ row: { original } }) => (
      <StateMark tone={original.live ? "strong" : "muted"}>{original.state}</StateMark>
    ),
  }),
  column.accessor("environments", { header: "Environments" }),
  column.accessor("access", { header: "At worst" }),
  column.accessor("dataClasses", { header: "Kinds of data", meta: { wrap: true } }),
  column.accessor("servers", { header: "Servers", meta: { wrap: true } }),
  column.accessor("maxDays", { header: "Days at most", meta: { align: "end" } }),
  column.accessor("given", { header: "Grants given", meta: { align: "end" } }),
  column.accessor("expiresAt", {
    header: "Grants until",
    cell: ({ row }) => <Instant at={row.original.expiresAt} />,
  }),
  column.accessor("approvedBy", { header: "Approved by" }),
]);

/** The catalogue as a table; a row opens the whole entry. */
export function StandardTable({ rows, openId }: { rows: readonly StandardRow[]; openId: string }) {
  return (
    <DataTable
      caption="Standard changes"
      rows={rows}
      columns={columns}
      rowHref={({ id }) => `/access-matrix/catalogue?open=${id}`}
      openId={openId}
      empty={{
        title: "No standard changes",
        why: "What is approved beforehand stands here: harmless access that then needs no decision each time, counted and sampled.",
      }}
    />
  );
}
