import { columnsOf } from "@/components/data-table/columns";
import { DataTable } from "@/components/data-table/data-table";
import { Instant } from "@/components/ui/instant";
import { StateMark } from "@/components/ui/state-mark";
import type { DelegationRow } from "@/lib/access-reviews/assign/reviewers-view";
import type { FormAction } from "@/lib/core/action-state";
import { DelegationEnd } from "./delegation-form";

const TONES = { running: "strong", "to come": "plain", over: "muted", ended: "muted" } as const;

/** Who decides in whose place, from when until when. */
export function DelegationTable({
  rows,
  end,
}: {
  rows: readonly DelegationRow[];
  end: FormAction;
}) {
  const column = columnsOf<DelegationRow>();
  const columns = column.columns([
    column.accessor("from", { header: "In the place of" }),
    column.accessor("to", { header: "Decides" }),
    column.display({
      id: "state",
      header: "State",
      cell: ({ row: { original } }) => (
        <StateMark tone={TONES[original.state]}>{original.state}</StateMark>
      ),
    }),
    column.display({
      id: "end",
      header: "",
      cell: ({ row: { original } }) =>
        original.mayEnd ? <DelegationEnd row={original} action={end} /> : null,
    }),
    column.accessor("firstAt", {
      header: "From",
      cell: ({ row }) => <Instant at={row.original.firstAt} />,
    }),
    column.accessor("until", { header: "Through" }),
    column.accessor("review", { header: "Review" }),
    column.accessor("reason", { header: "Why", meta: { wrap: true } }),
    column.accessor("recordedBy", { header: "Recorded by" }),
    column.accessor("recordedAt", {
      header: "Recorded",
      cell: ({ row }) => <Instant at={row.original.recordedAt} />,
    }),
  ]);
  return (
    <DataTable
      caption="Delegations"
      rows={rows}
      columns={columns}
      empty={{
        title: "Nobody decides in the place of another",
        why: "A delegation is recorded before the first decision, for a time, with a reason.",
      }}
    />
  );
}
