import { columnsOf } from "@/components/data-table/columns";
import { Instant } from "@/components/ui/instant";
import type { CallRow } from "@/lib/activity/calls/call-view";
import { durationShown } from "@/lib/activity/calls/duration-view";
import { Caller } from "./caller";
import { OutcomeMark } from "./outcome-mark";

export type ListedCall = CallRow & { readonly id: string };

const column = columnsOf<ListedCall>();

export const callColumns = column.columns([
  column.accessor("at", { header: "Time", cell: ({ row }) => <Instant at={row.original.at} /> }),
  column.accessor("agent", {
    header: "Agent",
    cell: ({ row }) => <Caller call={row.original} />,
  }),
  column.accessor("operation", {
    header: "Operation",
    cell: ({ row }) => <Operation call={row.original} />,
  }),
  column.accessor("outcome", {
    header: "Outcome",
    cell: ({ row }) => <OutcomeMark outcome={row.original.outcome} />,
  }),
  column.accessor("person", {
    header: "On behalf of",
    cell: ({ row }) => <Code>{row.original.person}</Code>,
  }),
  column.accessor("credential", {
    header: "Key",
    cell: ({ row }) => <Code>{row.original.credential}</Code>,
  }),
  column.accessor("environment", {
    header: "Environment",
    cell: ({ row }) => row.original.environment ?? <NotProvided />,
  }),
  column.accessor("durationMs", {
    header: "Duration",
    meta: { align: "end" },
    cell: ({ row }) => durationShown(row.original.durationMs),
  }),
  column.accessor("source", { header: "Source" }),
  column.accessor("server", {
    header: "Server",
    meta: { hidden: true },
    cell: ({ row }) => <Code>{row.original.server}</Code>,
  }),
  column.accessor("recordedAt", {
    header: "Recorded",
    meta: { hidden: true },
    cell: ({ row }) => <Instant at={row.original.recordedAt} />,
  }),
  column.accessor("region", {
    header: "Region",
    meta: { hidden: true },
    cell: ({ row }) => row.original.region ?? <NotProvided />,
  }),
  column.accessor("address", {
    header: "Address",
    meta: { hidden: true },
    cell: ({ row }) => <Code>{row.original.address}</Code>,
  }),
  column.accessor("completeness", {
    header: "Field groups",
    meta: { hidden: true, align: "end" },
    cell: ({ row }) => `${groupsIn(row.original.completeness)} of 7`,
  }),
  column.accessor("version", { header: "Version", meta: { hidden: true, align: "end" } }),
  column.accessor("traceId", {
    header: "Trace",
    meta: { hidden: true },
    cell: ({ row }) => <Code>{row.original.traceId ?? row.original.correlation}</Code>,
  }),
  column.accessor("idx", {
    header: "Ledger position",
    meta: { hidden: true, align: "end" },
    cell: ({ row }) => `calls #${Number(row.original.idx).toLocaleString("en")}`,
  }),
]);

function groupsIn(bits: number): number {
  return [0, 1, 2, 3, 4, 5, 6].filter((bit) => ((bits >> bit) & 1) === 1).length;
}

/** What was said of a call before is on its own page, and is not what a list shows: so the list says that there is more. */
function Operation({ call: { operation, version } }: { call: ListedCall }) {
  return (
    <span className="inline-flex items-center gap-1.5">
      <Code>{operation}</Code>
      {version > 1 ? <span className="text-sm text-ink-2">version {version}</span> : null}
    </span>
  );
}

function Code({ children }: { children: string | null }) {
  return children === null ? (
    <NotProvided />
  ) : (
    <span className="block max-w-44 truncate font-mono text-sm" title={children}>
      {children}
    </span>
  );
}

function NotProvided() {
  return <span className="text-ink-3">Not provided</span>;
}
