import { columnsOf } from "@/components/data-table/columns";
import { DataTable } from "@/components/data-table/data-table";
import { OutcomeBadge } from "@/components/ui/badge";
import { Instant } from "@/components/ui/instant";
import type { VerificationView } from "@/lib/ledger-store/task-view";
import { TaskState } from "./task-state";

const column = columnsOf<VerificationView>();

const columns = column.columns([
  column.accessor("askedAt", {
    header: "Asked for",
    cell: ({ row }) => <Instant at={row.original.askedAt} />,
  }),
  column.accessor("log", { header: "Log" }),
  column.accessor("outcome", {
    header: "Outcome",
    cell: ({ row }) => <VerificationOutcome task={row.original} />,
  }),
  column.accessor("says", { header: "What was found", meta: { wrap: true } }),
  column.accessor("by", { header: "By" }),
  column.accessor("finishedAt", {
    header: "Finished",
    cell: ({ row }) =>
      row.original.finishedAt === "" ? null : <Instant at={row.original.finishedAt} />,
  }),
]);

/** The verifications that were asked for. */
export function VerificationTable({ rows }: { rows: readonly VerificationView[] }) {
  return (
    <DataTable
      caption="Verifications, newest first"
      rows={rows}
      columns={columns}
      rowHref={({ id }) => `/ledger/verifications/${id}`}
      empty={{
        title: "Nobody has asked for a verification yet",
        why: "A verification reads everything stored below the newest checkpoint, hashes it again and compares it with the signed root.",
      }}
    />
  );
}

/** How a verification ended, or where it stands. */
export function VerificationOutcome({ task }: { task: VerificationView }) {
  if (task.outcome === null) return <TaskState task={task} />;
  return (
    <OutcomeBadge outcome={task.outcome}>
      {task.outcome === "pass" ? "Holds" : "Does not hold"}
    </OutcomeBadge>
  );
}
