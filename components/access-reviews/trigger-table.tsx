import { columnsOf } from "@/components/data-table/columns";
import { DataTable } from "@/components/data-table/data-table";
import { listHref } from "@/components/data-table/list-link";
import { Badge } from "@/components/ui/badge";
import { Instant } from "@/components/ui/instant";
import { StateMark } from "@/components/ui/state-mark";
import type { TriggerRow } from "@/lib/access-reviews/triggers/trigger-view";

const TONES = { open: "attention", started: "plain", dismissed: "muted" } as const;

const column = columnsOf<TriggerRow>();
const columns = column.columns([
  column.accessor("words", { header: "What happened", meta: { wrap: true } }),
  column.accessor("kindWord", {
    header: "Kind",
    cell: ({ row }) => <Badge>{row.original.kindWord}</Badge>,
  }),
  column.display({
    id: "state",
    header: "State",
    cell: ({ row }) => <TriggerMark row={row.original} />,
  }),
  column.accessor("at", {
    header: "When",
    cell: ({ row }) => <Instant at={row.original.at} />,
  }),
  column.accessor("disposedBy", { header: "Answered by" }),
  column.accessor("reason", { header: "Reason", meta: { wrap: true } }),
]);

export function TriggerMark({ row }: { row: TriggerRow }) {
  return <StateMark tone={TONES[row.state]}>{row.stateWord}</StateMark>;
}

/** What asked for a review out of turn. */
export function TriggerTable({
  rows,
  total,
  address,
  openId,
}: {
  rows: readonly TriggerRow[];
  total: number;
  address: string;
  openId: string;
}) {
  return (
    <DataTable
      caption="Triggers"
      rows={rows}
      columns={columns}
      total={total}
      page={1}
      pageSize={Math.max(rows.length, 1)}
      rowHref={({ id }) => listHref("/access-reviews/triggers", address, { open: id })}
      openId={openId}
      empty={{
        title: "Nothing asked for a review out of turn",
        why: "An owner who leaves, an agent with another purpose, an operation that says something else and a critical finding stand here once they are noted, every quarter of an hour.",
      }}
    />
  );
}
