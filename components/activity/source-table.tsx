import { columnsOf } from "@/components/data-table/columns";
import { DataTable } from "@/components/data-table/data-table";
import { ButtonLink } from "@/components/ui/button";
import { Instant } from "@/components/ui/instant";
import type { SourceRow } from "@/lib/activity/sources/source-view";
import { GroupMarks, SourceStateMark } from "./source-marks";

const column = columnsOf<SourceRow>();

const columns = column.columns([
  column.accessor("name", { header: "Name" }),
  column.display({
    id: "state",
    header: "State",
    cell: ({ row }) => <SourceStateMark state={row.original.state} />,
  }),
  column.accessor("kind", { header: "Kind" }),
  column.accessor("environment", { header: "Environment" }),
  column.accessor("region", { header: "Region", meta: { hidden: true } }),
  column.accessor("lastSeen", {
    header: "Last seen",
    cell: ({ row: { original } }) =>
      original.lastSeen === null ? (
        <span className="text-ink-3">never</span>
      ) : (
        <Instant at={original.lastSeen} />
      ),
  }),
  column.accessor("callsPerMinute", {
    header: "A minute",
    meta: { align: "end" },
  }),
  column.accessor("quarantined", {
    header: "Not read",
    meta: { align: "end" },
    cell: ({ row }) => row.original.quarantined.toLocaleString("en"),
  }),
  column.accessor("lag", { header: "Lag", meta: { align: "end" } }),
  column.display({
    id: "groups",
    header: "Complete, %",
    cell: ({ row }) => <GroupMarks groups={row.original.groups} />,
  }),
  column.accessor("owner", { header: "Looked after by", meta: { hidden: true } }),
  column.accessor("id", { header: "Short name", meta: { hidden: true } }),
]);

/** Every source with how it does. */
export function SourceTable({
  rows,
  cols,
  mayAdd,
}: {
  rows: readonly SourceRow[];
  cols: string;
  mayAdd: boolean;
}) {
  return (
    <DataTable
      caption="Sources"
      rows={rows}
      columns={columns}
      rowHref={({ id }) => `/settings/sources/${id}`}
      columnPicker
      cols={cols}
      empty={{
        title: "No source yet",
        why: "A source is a gateway or shipper that sends its log of tool calls here, with a token of its own. Adding one shows the token and the configuration to paste.",
        action: mayAdd ? (
          <ButtonLink variant="primary" href="/settings/sources/new">
            Add a source
          </ButtonLink>
        ) : null,
      }}
    />
  );
}
