import { columnsOf } from "@/components/data-table/columns";
import { DataTable } from "@/components/data-table/data-table";
import type { SourceDayRow } from "@/lib/activity/sources/source-view";

const column = columnsOf<SourceDayRow>();
const count = (value: number) => value.toLocaleString("en");

const columns = column.columns([
  column.accessor("id", { header: "Day, UTC" }),
  column.accessor("received", {
    header: "Received",
    meta: { align: "end" },
    cell: ({ row }) => count(row.original.received),
  }),
  column.accessor("occurred", {
    header: "Happened",
    meta: { align: "end" },
    cell: ({ row }) => count(row.original.occurred),
  }),
  column.accessor("pushes", {
    header: "Pushes",
    meta: { align: "end" },
    cell: ({ row }) => count(row.original.pushes),
  }),
  column.accessor("duplicates", {
    header: "Came again",
    meta: { align: "end" },
    cell: ({ row }) => count(row.original.duplicates),
  }),
  column.accessor("skipped", {
    header: "Left out",
    meta: { align: "end" },
    cell: ({ row }) => count(row.original.skipped),
  }),
  column.accessor("quarantined", {
    header: "Not read",
    meta: { align: "end" },
    cell: ({ row }) => count(row.original.quarantined),
  }),
  column.accessor("heartbeats", {
    header: "Signs of life",
    meta: { align: "end" },
    cell: ({ row }) => count(row.original.heartbeats),
  }),
  column.accessor("lag", { header: "Lag", meta: { align: "end" } }),
]);

/** What came of a source in the last days. */
export function SourceDays({ rows }: { rows: readonly SourceDayRow[] }) {
  return (
    <DataTable
      caption="The last seven days"
      rows={rows}
      columns={columns}
      empty={{ title: "Nothing yet", why: "Nothing has come of this source." }}
    />
  );
}
