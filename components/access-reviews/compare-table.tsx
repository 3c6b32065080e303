import { columnsOf } from "@/components/data-table/columns";
import { DataTable, type DataTableProps } from "@/components/data-table/data-table";
import { StateMark } from "@/components/ui/state-mark";
import { COMPARED_LABEL, type ComparedState } from "@/lib/access-reviews/compare/compare-labels";
import type { ComparedRow } from "@/lib/access-reviews/compare/compare-view";

const TONES = {
  new: "strong",
  changed: "attention",
  gone: "muted",
  same: "plain",
} as const satisfies Record<ComparedState, string>;

const column = columnsOf<ComparedRow>();

const columns = column.columns([
  column.accessor("what", { header: "Line", meta: { wrap: true } }),
  column.accessor("state", {
    header: "Is",
    cell: ({ row: { original } }) => (
      <StateMark tone={TONES[original.state]}>{COMPARED_LABEL[original.state]}</StateMark>
    ),
  }),
  column.accessor("before", { header: "Ended with, earlier" }),
  column.accessor("now", { header: "Ended with, here" }),
  column.accessor("differences", {
    header: "Differences",
    meta: { wrap: true },
    cell: ({ row: { original } }) => (
      <ul>
        {original.differences.map((words) => (
          <li key={words}>{words}</li>
        ))}
      </ul>
    ),
  }),
  column.accessor("environment", { header: "Environment" }),
]);

/** Two reviews line by line; a row leads to the line of the later one, or to the earlier one's where it is gone. */
export function CompareTable({
  rows,
  ...list
}: Pick<DataTableProps<ComparedRow>, "total" | "page" | "pageSize"> & {
  rows: readonly ComparedRow[];
}) {
  return (
    <DataTable
      caption="Lines of both reviews"
      rows={rows}
      columns={columns}
      rowHref={({ id }) => `/access-reviews/lines/${id}`}
      empty={{
        title: "Nothing to compare",
        why: "No line is in the state asked for, or there is no other review that has started.",
      }}
      {...list}
    />
  );
}
