import { columnsOf } from "@/components/data-table/columns";
import { Instant } from "@/components/ui/instant";
import { StateMark } from "@/components/ui/state-mark";
import type { FindingRow } from "@/lib/findings/view";
import { FindingDue, FindingStateMark, SeverityMark } from "./finding-marks";

const column = columnsOf<FindingRow>();

export const findingColumns = column.columns([
  column.accessor("title", { header: "Finding", meta: { wrap: true } }),
  column.accessor("severity", {
    header: "Severity",
    cell: ({ row: { original } }) => (
      <SeverityMark severity={original.severity} word={original.severityWord} />
    ),
  }),
  column.accessor("state", {
    header: "Stands",
    meta: { sort: "state" },
    cell: ({ row: { original } }) => (
      <span className="inline-flex items-center gap-2">
        <FindingStateMark
          state={original.state}
          word={original.stateWord}
          verdict={original.verdict}
        />
        {original.cleared ? <StateMark tone="muted">Cause gone</StateMark> : null}
      </span>
    ),
  }),
  column.accessor("owner", {
    header: "Owner",
    cell: ({ row: { original } }) =>
      original.owner === "" ? <span className="text-ink-3">Nobody yet</span> : original.owner,
  }),
  column.accessor("dueAt", {
    header: "Due",
    meta: { sort: "due" },
    cell: ({ row: { original } }) => (
      <FindingDue dueAt={original.dueAt} overdue={original.overdue} />
    ),
  }),
  column.accessor("subject", { header: "Subject" }),
  column.accessor("detectorTitle", { header: "Detector" }),
  column.accessor("firstAt", {
    header: "First",
    cell: ({ row }) => <Instant at={row.original.firstAt} />,
  }),
  column.accessor("lastAt", {
    header: "Last",
    meta: { sort: "last" },
    cell: ({ row }) => <Instant at={row.original.lastAt} />,
  }),
  column.accessor("times", { header: "Times", meta: { align: "end" } }),
  column.accessor("minutesToTriage", {
    header: "Minutes to triage",
    meta: { align: "end" },
    cell: ({ row }) => row.original.minutesToTriage?.toLocaleString("en") ?? "",
  }),
  column.accessor("raisedAt", {
    header: "Raised",
    meta: { sort: "raised", hidden: true },
    cell: ({ row }) => <Instant at={row.original.raisedAt} />,
  }),
]);
