import { columnsOf } from "@/components/data-table/columns";
import { DataTable } from "@/components/data-table/data-table";
import { Instant } from "@/components/ui/instant";
import { StateMark } from "@/components/ui/state-mark";
import type { PolicyRow } from "@/lib/access-matrix/enforced/enforced-view";

const column = columnsOf<PolicyRow>();
const number = { align: "end" } as const;

const columns = column.columns([
  column.display({
    id: "policy",
    header: "Policy",
    cell: ({ row: { original } }) => `${original.source}, version ${original.version}`,
  }),
  column.accessor("statedAt", {
    header: "As of",
    cell: ({ row }) => <Instant at={row.original.statedAt} />,
  }),
  column.accessor("outcome", {
    header: "Outcome",
    cell: ({ row: { original } }) => (
      <StateMark tone={original.applied ? "plain" : "attention"}>{original.outcome}</StateMark>
    ),
  }),
  column.accessor("grants", {
    header: "Lines",
    meta: number,
    cell: ({ row }) => row.original.grants.toLocaleString("en"),
  }),
  column.accessor("added", {
    header: "Came in",
    meta: number,
    cell: ({ row }) => row.original.added.toLocaleString("en"),
  }),
  column.accessor("removed", {
    header: "Went",
    meta: number,
    cell: ({ row }) => row.original.removed.toLocaleString("en"),
  }),
  column.accessor("confirmedAt", {
    header: "Said again until",
    cell: ({ row }) => <Instant at={row.original.confirmedAt} />,
  }),
  column.accessor("label", { header: "Its own name" }),
  column.accessor("channel", { header: "How it came" }),
  column.accessor("from", { header: "From", meta: { hidden: true } }),
  column.accessor("receivedAt", {
    header: "Received",
    meta: { hidden: true },
    cell: ({ row }) => <Instant at={row.original.receivedAt} />,
  }),
]);

/** Every policy that a gateway stated, newest first. */
export function EnforcedPolicyTable({
  rows,
  ...list
}: {
  rows: readonly PolicyRow[];
  total: number;
  page: number;
  pageSize: number;
  cols: string;
}) {
  return (
    <DataTable
      caption="Policies, newest received first"
      rows={rows}
      columns={columns}
      rowHref={({ id }) => `/access-matrix/enforced/${id}`}
      columnPicker
      {...list}
      empty={{
        title: "No policy yet",
        why: "A policy stands here as soon as a gateway has sent one to PUT /api/access-matrix/enforced-grants, or a person has uploaded one.",
      }}
    />
  );
}
