import { columnsOf } from "@/components/data-table/columns";
import { DataTable } from "@/components/data-table/data-table";
import { FilterBar } from "@/components/data-table/filter-bar";
import { listHref } from "@/components/data-table/list-link";
import { Instant } from "@/components/ui/instant";
import { StateMark } from "@/components/ui/state-mark";
import type { QuarantineRow } from "@/lib/activity/sources/quarantine-view";

const column = columnsOf<QuarantineRow>();

const columns = column.columns([
  column.accessor("receivedAt", {
    header: "Received",
    cell: ({ row }) => <Instant at={row.original.receivedAt} />,
  }),
  column.accessor("reason", { header: "Reason", meta: { wrap: true } }),
  column.display({
    id: "state",
    header: "State",
    cell: ({ row: { original } }) => (
      <StateMark tone={original.state.isOpen ? "attention" : "muted"}>
        {original.state.label}
      </StateMark>
    ),
  }),
  column.accessor("position", { header: "Place in its batch", meta: { align: "end" } }),
  column.accessor("bytes", {
    header: "Bytes",
    meta: { align: "end" },
    cell: ({ row }) => row.original.bytes.toLocaleString("en"),
  }),
  column.accessor("hmac", {
    header: "HMAC",
    cell: ({ row }) => <code className="font-mono text-sm">{row.original.hmac}</code>,
  }),
  column.accessor("batch", { header: "Batch", meta: { hidden: true } }),
]);

export function QuarantineFilters() {
  return (
    <FilterBar
      search={{ label: "Search reasons", placeholder: "Reason" }}
      filters={[
        {
          kind: "select",
          name: "state",
          label: "State",
          options: [
            { value: "open", label: "Open" },
            { value: "dismissed", label: "Dismissed" },
            { value: "read", label: "Read since" },
          ],
        },
      ]}
    />
  );
}

/** Records that could not be read. */
export function QuarantineTable({
  sourceId,
  rows,
  address,
  total,
  page,
  pageSize,
  cols,
  openId,
}: {
  sourceId: string;
  rows: readonly QuarantineRow[];
  address: string;
  total: number;
  page: number;
  pageSize: number;
  cols: string;
  openId: string;
}) {
  const href = `/settings/sources/${sourceId}/quarantine`;
  return (
    <DataTable
      caption="Records in quarantine"
      rows={rows}
      columns={columns}
      rowHref={({ id }) => listHref(href, address, { open: id })}
      total={total}
      page={page}
      pageSize={pageSize}
      columnPicker
      cols={cols}
      openId={openId}
      empty={{
        title: "Nothing is in quarantine",
        why: "A record that cannot be read is kept here, redacted, with the reason, and its sender is answered as if it was taken. None of this source is.",
      }}
    />
  );
}
