import { columnsOf } from "@/components/data-table/columns";
import { Badge, OutcomeBadge } from "@/components/ui/badge";
import { Instant } from "@/components/ui/instant";
import { ENFORCED_LABEL } from "@/lib/access-matrix/matrix/matrix-labels";
import type { CellRow } from "@/lib/access-matrix/matrix/matrix-view";
import { FlagMarks } from "./matrix-marks";
import { agentLabel, environmentWord, keyOrAgent } from "./matrix-words";

/** A cell in a list; `id` is its key for the address. */
export type ListedCell = CellRow & { readonly id: string };

const column = columnsOf<ListedCell>();

export const matrixColumns = column.columns([
  column.accessor("principal.label", {
    id: "key",
    header: "Key",
    meta: { sort: "principal" },
    cell: ({ row }) => keyOrAgent(row.original.principal),
  }),
  column.accessor("principal.agentName", {
    id: "agent",
    header: "Agent",
    meta: { hidden: true },
    cell: ({ row }) => agentLabel(row.original.principal),
  }),
  column.accessor("operation.server", { id: "server", header: "Server" }),
  column.accessor("operation.operation", {
    id: "operation",
    header: "Operation",
    meta: { sort: "operation" },
    cell: ({ row }) => (
      <code className="font-mono text-sm">{row.original.operation.operation}</code>
    ),
  }),
  column.accessor("environment", {
    header: "Environment",
    cell: ({ row }) => <Environment {...row.original} />,
  }),
  column.accessor("flags", {
    header: "Marked",
    meta: { sort: "flags", wrap: true },
    cell: ({ row }) => <FlagMarks flags={row.original.flags} />,
  }),
  column.accessor("granted", {
    header: "Granted",
    cell: ({ row }) => (row.original.granted ? "Granted" : <Missing>no</Missing>),
  }),
  column.accessor("enforced", {
    header: "Enforced",
    cell: ({ row }) => <Enforced enforced={row.original.enforced} />,
  }),
  column.accessor("used", {
    header: "Used",
    meta: { align: "end", sort: "used" },
    cell: ({ row }) => row.original.used.toLocaleString("en"),
  }),
  column.accessor("lastUsedAt", {
    header: "Last used",
    meta: { sort: "last" },
    cell: ({ row }) =>
      row.original.lastUsedAt ? <Instant at={row.original.lastUsedAt} /> : <Missing>not</Missing>,
  }),
  column.accessor("denied", {
    header: "Denied",
    meta: { align: "end" },
    cell: ({ row }) => row.original.denied.toLocaleString("en"),
  }),
  column.accessor("operation.access", {
    id: "access",
    header: "Access",
    cell: ({ row }) => row.original.operation.access ?? <Missing>not classified</Missing>,
  }),
  column.accessor("principal.publicId", {
    id: "publicId",
    header: "Public id",
    meta: { hidden: true },
    cell: ({ row }) => (
      <code className="font-mono text-sm">{row.original.principal.publicId ?? ""}</code>
    ),
  }),
  column.accessor("operation.dataClasses", {
    id: "dataClasses",
    header: "Data",
    meta: { hidden: true },
    cell: ({ row }) => row.original.operation.dataClasses.join(", "),
  }),
]);

function Environment({ environment, principal }: ListedCell) {
  const own = principal.environment;
  if (own === null || own === environment) return environmentWord(environment);
  return (
    <>
      {environmentWord(environment)}{" "}
      <Badge className="text-fail">key of {environmentWord(own).toLowerCase()}</Badge>
    </>
  );
}

function Enforced({ enforced }: { enforced: CellRow["enforced"] }) {
  if (enforced === "unknown") return <OutcomeBadge outcome="unknown">Unknown</OutcomeBadge>;
  return enforced === "yes" ? ENFORCED_LABEL.yes : <Missing>no</Missing>;
}

function Missing({ children }: { children: string }) {
  return <span className="text-ink-3">{children}</span>;
}
