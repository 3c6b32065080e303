import { columnsOf } from "@/components/data-table/columns";
import { DataTable } from "@/components/data-table/data-table";
import { OutcomeBadge } from "@/components/ui/badge";
import { Instant } from "@/components/ui/instant";
import type { RoomRow } from "@/lib/settings/view";

const column = columnsOf<RoomRow>();

const columns = column.columns([
  column.accessor("title", { header: "Rules of" }),
  column.display({
    id: "version",
    header: "In force",
    cell: ({ row: { original } }) => (
      <OutcomeBadge outcome={original.approved ? "pass" : "attention"}>
        {original.version}
      </OutcomeBadge>
    ),
  }),
  column.display({
    id: "since",
    header: "Since",
    cell: ({ row: { original } }) =>
      original.since ? <Instant at={original.since} /> : "the installation",
  }),
  column.accessor("proposals", { header: "Proposals waiting", meta: { align: "end" } }),
  column.accessor("rules", { header: "Values", meta: { wrap: true } }),
]);

/** One row per room that has rules. */
export function RoomTable({ rows }: { rows: readonly RoomRow[] }) {
  return (
    <DataTable
      caption="Policies"
      rows={rows}
      columns={columns}
      rowHref={(row) => `/settings/policies/${row.id}`}
      empty={{ title: "No rules", why: "No room of this installation has rules." }}
    />
  );
}
