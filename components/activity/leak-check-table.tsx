import { columnsOf } from "@/components/data-table/columns";
import { DataTable } from "@/components/data-table/data-table";
import { OutcomeBadge } from "@/components/ui/badge";
import { Instant } from "@/components/ui/instant";
import type { LeakCheckRow } from "@/lib/activity/redaction-desk/leak-check-view";

const column = columnsOf<LeakCheckRow>();

const columns = column.columns([
  column.accessor("drawnAt", {
    header: "Drawn",
    cell: ({ row }) => <Instant at={row.original.drawnAt} />,
  }),
  column.display({
    id: "state",
    header: "Verdict",
    cell: ({ row: { original } }) => (
      <OutcomeBadge outcome={original.state.outcome}>{original.state.label}</OutcomeBadge>
    ),
  }),
  column.accessor("entries", { header: "Records", meta: { align: "end" } }),
  column.accessor("suspects", { header: "With a find", meta: { align: "end" } }),
  column.accessor("drawnBy", { header: "Drawn by" }),
  column.display({
    id: "signed",
    header: "Signed",
    cell: ({ row: { original } }) =>
      original.signedAt === null ? (
        <span className="text-ink-3">not yet</span>
      ) : (
        <>
          <Instant at={original.signedAt} /> by {original.signedBy}
        </>
      ),
  }),
  column.accessor("note", { header: "Note", meta: { wrap: true } }),
]);

/** Leak checks, newest first. */
export function LeakCheckTable({
  rows,
  openId,
}: {
  rows: readonly LeakCheckRow[];
  openId: string;
}) {
  return (
    <DataTable
      caption="Leak checks"
      rows={rows}
      columns={columns}
      rowHref={(row) => `/settings/redaction?open=${row.id}`}
      openId={openId}
      empty={{
        title: "No leak check yet",
        why: "A leak check draws stored records at random and looks each through again. A person signs what they saw.",
      }}
    />
  );
}
