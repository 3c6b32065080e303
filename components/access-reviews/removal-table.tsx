import { columnsOf } from "@/components/data-table/columns";
import { DataTable, type DataTableProps } from "@/components/data-table/data-table";
import { Instant } from "@/components/ui/instant";
import { StateMark } from "@/components/ui/state-mark";
import type { RemovalRow } from "@/lib/access-reviews/remediation/removal-view";

const column = columnsOf<RemovalRow>();

const columns = column.columns([
  column.accessor("what", { header: "Access", meta: { wrap: true } }),
  column.accessor("stateWord", {
    header: "State",
    cell: ({ row }) => <RemovalState removal={row.original} />,
  }),
  column.accessor("dueAt", {
    header: "Due",
    cell: ({ row }) => <DueMark removal={row.original} />,
  }),
  column.accessor("standing", { header: "What the data say", meta: { wrap: true } }),
  column.accessor("decision", { header: "Decision" }),
  column.accessor("environment", { header: "Environment" }),
  column.accessor("serverOwner", { header: "Server owner" }),
  column.accessor("reference", { header: "Review" }),
  column.accessor("cause", { header: "Why", meta: { hidden: true } }),
  column.accessor("ticket", { header: "Ticket", meta: { hidden: true } }),
]);

/** What signed reviews took away; a row opens its proofs. */
export function RemovalTable({
  rows,
  ...list
}: Pick<
  DataTableProps<RemovalRow>,
  "total" | "page" | "pageSize" | "openId" | "rowHref" | "cols"
> & {
  rows: readonly RemovalRow[];
}) {
  return (
    <DataTable
      caption="Removals"
      rows={rows}
      columns={columns}
      columnPicker
      empty={{
        title: "No removal here",
        why: "What a signed review revokes, reduces or lets run until a day stands here until the data show that it is gone.",
      }}
      {...list}
    />
  );
}

/** Where a removal stands; used or allowed again is the worst. */
export function RemovalState({ removal }: { removal: RemovalRow }) {
  const { state, stateWord, critical } = removal;
  if (state === "verified") return <StateMark tone="muted">{stateWord}</StateMark>;
  if (state === "accepted") return <StateMark tone="attention">{stateWord}</StateMark>;
  const words = critical ? `${stateWord}, critical` : stateWord;
  return <StateMark tone={state === "reopened" ? "fail" : "attention"}>{words}</StateMark>;
}

/** By when it is due, and how late it is. */
export function DueMark({ removal }: { removal: RemovalRow }) {
  if (removal.overdue !== "") return <StateMark tone="fail">{removal.overdue}</StateMark>;
  return <Instant at={removal.dueAt} />;
}
