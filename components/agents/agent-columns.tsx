import { columnsOf } from "@/components/data-table/columns";
import { Badge } from "@/components/ui/badge";
import { Instant } from "@/components/ui/instant";
import { StateMark } from "@/components/ui/state-mark";
import type { AgentRow } from "@/lib/agents/view";
import { AgentPerson, AgentStatusMark, RiskMark } from "./agent-marks";

const column = columnsOf<AgentRow>();

export const agentColumns = column.columns([
  column.accessor("name", { header: "Name", meta: { sort: "name" } }),
  column.accessor("status", {
    header: "Status",
    meta: { sort: "status" },
    cell: ({ row }) => (
      <AgentStatusMark status={row.original.status} word={row.original.statusWord} />
    ),
  }),
  column.accessor("riskClass", {
    header: "Risk",
    meta: { sort: "risk" },
    cell: ({ row }) => <RiskMark riskClass={row.original.riskClass} word={row.original.riskWord} />,
  }),
  column.accessor("owner", {
    header: "Owner",
    cell: ({ row }) => <AgentPerson person={row.original.owner} short />,
  }),
  column.accessor("environments", {
    header: "Environments",
    cell: ({ row }) => <Badges words={row.original.environments} />,
  }),
  column.accessor("reviewDue", {
    header: "Review due",
    meta: { sort: "reviewDue" },
    cell: ({ row }) => <ReviewDue row={row.original} />,
  }),
  column.accessor("gaps", {
    header: "Missing",
    cell: ({ row }) => row.original.gaps.join(", "),
  }),
  column.accessor("purpose", { header: "Purpose", meta: { hidden: true, wrap: true } }),
  column.accessor("sponsor", {
    header: "Sponsor",
    meta: { hidden: true },
    cell: ({ row }) => <AgentPerson person={row.original.sponsor} short />,
  }),
  column.accessor("successor", {
    header: "Successor",
    meta: { hidden: true },
    cell: ({ row }) => <AgentPerson person={row.original.successor} short />,
  }),
  column.accessor("model", { header: "Model", meta: { hidden: true } }),
  column.accessor("autonomy", { header: "Autonomy", meta: { hidden: true } }),
  column.accessor("dataClasses", {
    header: "Data classes",
    meta: { hidden: true },
    cell: ({ row }) => <Badges words={row.original.dataClasses} />,
  }),
  column.accessor("customerFacing", { header: "Customer-facing", meta: { hidden: true } }),
  column.accessor("slug", { header: "Short name", meta: { hidden: true } }),
  column.accessor("requestedAt", {
    header: "Requested",
    meta: { sort: "requested", hidden: true },
    cell: ({ row }) => <Instant at={row.original.requestedAt} />,
  }),
]);

function Badges({ words }: { words: readonly string[] }) {
  return (
    <span className="inline-flex gap-1">
      {words.map((word) => (
        <Badge key={word}>{word}</Badge>
      ))}
    </span>
  );
}

function ReviewDue({ row }: { row: AgentRow }) {
  if (row.reviewDue === "") return <span className="text-ink-3">No date yet</span>;
  if (row.reviewState === "") return <span className="tabular-nums">{row.reviewDue}</span>;
  return (
    <StateMark tone={row.reviewState === "overdue" ? "fail" : "attention"}>
      <span className="mr-1 tabular-nums">{row.reviewDue}</span>
      {row.reviewState === "overdue" ? "overdue" : "soon"}
    </StateMark>
  );
}
