import { columnsOf } from "@/components/data-table/columns";
import { DataTable } from "@/components/data-table/data-table";
import { OutcomeBadge } from "@/components/ui/badge";
import { Instant } from "@/components/ui/instant";
import type { VersionRow } from "@/lib/settings/view";

const LOOKS = {
  "In force": "pass",
  "Waits for its day": "unknown",
  Replaced: "na",
  "Never in force": "na",
} as const satisfies Record<VersionRow["state"], string>;

const column = columnsOf<VersionRow>();

const columns = column.columns([
  column.accessor("label", { header: "Version" }),
  column.display({
    id: "state",
    header: "State",
    cell: ({ row: { original } }) => (
      <OutcomeBadge outcome={LOOKS[original.state]}>{original.state}</OutcomeBadge>
    ),
  }),
  column.display({
    id: "from",
    header: "From",
    cell: ({ row: { original } }) => <Instant at={original.from} />,
  }),
  column.display({
    id: "until",
    header: "Until",
    cell: ({ row: { original } }) => (original.until ? <Instant at={original.until} /> : "–"),
  }),
  column.accessor("proposedBy", { header: "Proposed by" }),
  column.accessor("approvedBy", { header: "Approved by" }),
  column.display({
    id: "approvedAt",
    header: "Approved at",
    cell: ({ row: { original } }) => <Instant at={original.approvedAt} />,
  }),
  column.accessor("reason", { header: "Reason", meta: { wrap: true } }),
]);

/** Every version ever adopted; a row leads to what it changed. */
export function VersionTable({ room, rows }: { room: string; rows: readonly VersionRow[] }) {
  return (
    <DataTable
      caption="Versions ever adopted"
      rows={rows}
      columns={columns}
      rowHref={({ version }) =>
        `/settings/policies/${room}?from=${version - 1}&to=${version}#compare`
      }
      empty={{
        title: "No version was adopted yet",
        why: "The built-in values hold until somebody proposes rules and another person approves them.",
      }}
    />
  );
}
