import { columnsOf } from "@/components/data-table/columns";
import { DataTable, type ListedRows } from "@/components/data-table/data-table";
import { OutcomeBadge } from "@/components/ui/badge";
import { Instant } from "@/components/ui/instant";
import { StateMark } from "@/components/ui/state-mark";
import { LINE_CHANGE_LABEL, RISK_LABEL, SECTION_LABEL } from "@/lib/access-reviews/labels";
import type { ReviewLineRow } from "@/lib/access-reviews/overview/lines-view";

const column = columnsOf<ReviewLineRow>();

const columns = column.columns([
  column.accessor("what", {
    header: "Line",
    meta: { wrap: true },
    cell: ({ row: { original } }) => (
      <>
        <span className="text-ink-3 tabular-nums">{original.n}</span> {original.what}
      </>
    ),
  }),
  column.accessor("decision", {
    header: "Ended with",
    cell: ({ row: { original } }) => <LineOutcome row={original} />,
  }),
  column.accessor("risk", {
    header: "Risk",
    meta: { sort: "risk" },
    cell: ({ row: { original } }) => (
      <StateMark tone={original.risk === "high" ? "fail" : "plain"}>
        {RISK_LABEL[original.risk]}
      </StateMark>
    ),
  }),
  column.accessor("section", {
    header: "Section",
    cell: ({ row }) => SECTION_LABEL[row.original.section],
  }),
  column.accessor("environment", { header: "Environment" }),
  column.accessor("calls", {
    header: "Calls",
    meta: { align: "end", sort: "calls" },
    cell: ({ row }) => row.original.calls.toLocaleString("en"),
  }),
  column.accessor("denied", {
    header: "Denied",
    meta: { align: "end" },
    cell: ({ row }) => row.original.denied.toLocaleString("en"),
  }),
  column.accessor("lastUsedAt", {
    header: "Last used",
    meta: { sort: "used" },
    cell: ({ row: { original } }) =>
      original.lastUsedAt ? <Instant at={original.lastUsedAt} /> : "never",
  }),
  column.accessor("flags", {
    header: "Marked",
    meta: { wrap: true },
    cell: ({ row }) => row.original.flags.map(({ words }) => words).join(", "),
  }),
  column.accessor("change", {
    header: "Since the last review",
    cell: ({ row }) => LINE_CHANGE_LABEL[row.original.change],
  }),
  column.accessor("decidedBy", { header: "Decided by" }),
  column.accessor("decidedAt", {
    header: "Decided at",
    meta: { hidden: true },
    cell: ({ row: { original } }) =>
      original.decidedAt ? <Instant at={original.decidedAt} /> : "",
  }),
  column.accessor("agent", { header: "Agent", meta: { hidden: true } }),
  column.accessor("server", { header: "Server", meta: { hidden: true } }),
  column.accessor("operation", { header: "Operation", meta: { hidden: true } }),
  column.accessor("access", { header: "Access", meta: { hidden: true } }),
  column.accessor("kind", { header: "Kind", meta: { hidden: true } }),
]);

function LineOutcome({ row }: { row: ReviewLineRow }) {
  if (row.outcome === null) return <StateMark tone="muted">not decided</StateMark>;
  if (row.outcome === "no-response") {
    return <OutcomeBadge outcome="attention">{row.decision}</OutcomeBadge>;
  }
  return <StateMark tone={row.outcome === "revoke" ? "fail" : "plain"}>{row.decision}</StateMark>;
}

/** The lines of a snapshot with what they ended with; a row leads to the whole line. */
export function LineTable({ rows, ...list }: ListedRows<ReviewLineRow>) {
  return (
    <DataTable
      caption="Lines of the review"
      rows={rows}
      columns={columns}
      rowHref={({ id }) => `/access-reviews/lines/${id}`}
      columnPicker
      empty={{
        title: "No lines yet",
        why: "The lines of a review are frozen when it starts.",
      }}
      {...list}
    />
  );
}
