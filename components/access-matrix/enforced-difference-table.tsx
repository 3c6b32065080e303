import { columnsOf } from "@/components/data-table/columns";
import { DataTable } from "@/components/data-table/data-table";
import { StateMark } from "@/components/ui/state-mark";
import { TextLink } from "@/components/ui/text-link";
import type { DifferenceRow } from "@/lib/access-matrix/enforced/enforced-view";

const column = columnsOf<DifferenceRow>();

const columns = column.columns([
  column.display({
    id: "line",
    header: "Principal",
    cell: ({ row }) => <code className="wrap-anywhere">{row.original.principal}</code>,
  }),
  column.accessor("sideWord", {
    header: "Line",
    cell: ({ row: { original } }) => (
      <StateMark tone={original.side === "added" ? "strong" : "muted"}>
        {original.sideWord}
      </StateMark>
    ),
  }),
  column.display({
    id: "operation",
    header: "Operation",
    cell: ({ row: { original } }) => (
      <code className="wrap-anywhere">
        {original.server}.{original.operation}
      </code>
    ),
  }),
  column.accessor("environment", { header: "Environment" }),
  column.accessor("verdictWord", {
    header: "Explained by",
    cell: ({ row: { original } }) => (
      <StateMark tone={original.matched ? "plain" : "fail"}>{original.verdictWord}</StateMark>
    ),
  }),
  column.display({
    id: "approval",
    header: "Approval",
    cell: ({ row }) => <Approval row={row.original} />,
  }),
  column.accessor("conditions", { header: "Conditions", meta: { wrap: true } }),
]);

function Approval({ row: { grantId, requestId } }: { row: DifferenceRow }) {
  if (grantId === "") return <span className="text-ink-3">none</span>;
  return (
    <span className="flex gap-3">
      <TextLink href={`/access-matrix/grants/${grantId}`}>Grant</TextLink>
      {requestId ? <TextLink href={`/inbox/${requestId}`}>Request</TextLink> : null}
    </span>
  );
}

/** What a policy changed against the one before, with what explains each line. */
export function EnforcedDifferenceTable({
  rows,
  ...list
}: {
  rows: readonly DifferenceRow[];
  total: number;
  page: number;
  pageSize: number;
}) {
  return (
    <DataTable
      caption="Differences to the policy before"
      rows={rows}
      columns={columns}
      {...list}
      empty={{
        title: "No difference",
        why: "This policy says what the one before said, or it came too late to change anything.",
      }}
    />
  );
}
