import { columnsOf } from "@/components/data-table/columns";
import { DataTable } from "@/components/data-table/data-table";
import { OutcomeBadge } from "@/components/ui/badge";
import { Instant } from "@/components/ui/instant";
import { StateMark } from "@/components/ui/state-mark";
import type { EmergencyRow, RatioRow } from "@/lib/access-matrix/emergency/view";
import { environmentWord } from "./matrix-words";

const column = columnsOf<EmergencyRow>();

const columns = column.columns([
  column.accessor("startedAt", {
    header: "Taken",
    cell: ({ row }) => <Instant at={row.original.startedAt} />,
  }),
  column.accessor("person", { header: "By" }),
  column.accessor("environment", {
    header: "Environment",
    cell: ({ row }) => environmentWord(row.original.environment),
  }),
  column.accessor("judgement", {
    header: "Approval afterwards",
    cell: ({ row: { original } }) => (
      <OutcomeBadge outcome={original.outcome}>{original.judgement}</OutcomeBadge>
    ),
  }),
  column.accessor("endsAt", {
    header: "End",
    cell: ({ row: { original } }) => (
      <span className="inline-flex items-center gap-2">
        <Instant at={original.endsAt} />
        {original.running ? <StateMark tone="attention">Running</StateMark> : null}
      </span>
    ),
  }),
  column.accessor("minutesToAcknowledge", {
    header: "Acknowledged",
    cell: ({ row: { original } }) =>
      original.minutesToAcknowledge === null
        ? `${original.onCall} has not`
        : `${original.onCall}, after ${original.minutesToAcknowledge} min`,
  }),
  column.accessor("approvalDueAt", {
    header: "Due",
    cell: ({ row }) => <Instant at={row.original.approvalDueAt} />,
  }),
  column.accessor("operations", { header: "Operations", meta: { align: "end" } }),
  column.accessor("reason", { header: "Reason", meta: { wrap: true } }),
]);

/** Emergencies as a table; a row leads to its page. */
export function EmergencyTable({
  rows,
  ...list
}: {
  rows: readonly EmergencyRow[];
  total: number;
  page: number;
  pageSize: number;
}) {
  return (
    <DataTable
      caption="Emergency access"
      rows={rows}
      columns={columns}
      rowHref={({ id }) => `/access-matrix/emergencies/${id}`}
      empty={{
        title: "No emergency access",
        why: "Who takes access at once, with an emergency key of their own, stands here with every call they made.",
      }}
      {...list}
    />
  );
}

const month = columnsOf<RatioRow>();

const months = month.columns([
  month.accessor("id", { header: "Month (UTC)" }),
  month.accessor("emergencies", { header: "Emergencies", meta: { align: "end" } }),
  month.accessor("changes", { header: "Changes of access", meta: { align: "end" } }),
  month.accessor("share", {
    header: "Share",
    cell: ({ row: { original } }) => (
      <OutcomeBadge outcome={original.outcome}>{original.share}</OutcomeBadge>
    ),
  }),
]);

/** How many of the changes of access were emergencies, month by month (CHG-10). */
export function EmergencyRatio({ rows }: { rows: readonly RatioRow[] }) {
  return (
    <DataTable
      caption="Emergencies among the changes of access"
      rows={rows}
      columns={months}
      empty={{ title: "No months", why: "Nothing has been counted." }}
    />
  );
}
