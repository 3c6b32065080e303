import { columnsOf } from "@/components/data-table/columns";
import { DataTable, type DataTableProps } from "@/components/data-table/data-table";
import { Instant } from "@/components/ui/instant";
import type { TimelineRow } from "@/lib/access-reviews/timeline/timeline-view";

const column = columnsOf<TimelineRow>();

const columns = column.columns([
  column.accessor("at", { header: "When", cell: ({ row }) => <Instant at={row.original.at} /> }),
  column.accessor("act", { header: "What", meta: { wrap: true } }),
  column.accessor("who", { header: "Who" }),
  column.accessor("words", { header: "In words", meta: { wrap: true } }),
  column.accessor("reason", { header: "Reason", meta: { wrap: true } }),
]);

/** What happened to a review, oldest first; a row leads to the change with its proof. */
export function TimelineTable({
  rows,
  opens,
  ...list
}: Pick<DataTableProps<TimelineRow>, "total" | "page" | "pageSize"> & {
  rows: readonly TimelineRow[];
  /** Whether the reader finds the changes in the change log. */
  opens: boolean;
}) {
  return (
    <DataTable
      caption="Timeline"
      rows={rows}
      columns={columns}
      {...(opens ? { rowHref: ({ id }: TimelineRow) => `/change-log?open=${id}` } : {})}
      empty={{
        title: "Nothing happened yet",
        why: "What is recorded about the review stands here.",
      }}
      {...list}
    />
  );
}
