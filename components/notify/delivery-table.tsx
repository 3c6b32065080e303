import { columnsOf } from "@/components/data-table/columns";
import { DataTable } from "@/components/data-table/data-table";
import { OutcomeBadge } from "@/components/ui/badge";
import { Instant } from "@/components/ui/instant";
import type { DeliveryRow } from "@/lib/notify/view";

const column = columnsOf<DeliveryRow>();

const columns = column.columns([
  column.display({
    id: "madeAt",
    header: "Made at",
    cell: ({ row: { original } }) => <Instant at={original.madeAt} />,
  }),
  column.accessor("about", { header: "About" }),
  column.accessor("channel", { header: "Channel" }),
  column.accessor("to", { header: "Person" }),
  column.display({
    id: "status",
    header: "State",
    cell: ({ row: { original } }) => (
      <OutcomeBadge outcome={original.outcome}>{original.status}</OutcomeBadge>
    ),
  }),
  column.accessor("attempts", { header: "Attempts", meta: { align: "end" } }),
  column.display({
    id: "when",
    header: "Sent, or next attempt",
    cell: ({ row: { original } }) => <When sentAt={original.sentAt} nextAt={original.nextAt} />,
  }),
  column.accessor("error", { header: "Last error", meta: { wrap: true } }),
]);

/** The last messages that left the product, or tried to. */
export function DeliveryTable({ rows }: { rows: readonly DeliveryRow[] }) {
  return (
    <DataTable
      caption="Messages and what became of them"
      rows={rows}
      columns={columns}
      empty={{
        title: "Nothing was sent yet",
        why: "With a channel configured, each notification is also sent there and its outcome is listed here.",
      }}
    />
  );
}

function When({ sentAt, nextAt }: { sentAt: string | null; nextAt: string | null }) {
  const at = sentAt ?? nextAt;
  return at ? <Instant at={at} /> : "–";
}
