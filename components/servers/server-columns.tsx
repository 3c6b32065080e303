import { columnsOf } from "@/components/data-table/columns";
import { Badge } from "@/components/ui/badge";
import { Instant } from "@/components/ui/instant";
import type { ServerRow } from "@/lib/servers/view";
import {
  CallsCell,
  GapsCell,
  LastCall,
  ScopeMark,
  ServerPerson,
  ServerStatusMark,
} from "./server-marks";

const column = columnsOf<ServerRow>();

export const serverColumns = column.columns([
  column.accessor("name", { header: "Name", meta: { sort: "name" } }),
  column.accessor("scopeWord", {
    header: "Scope",
    cell: ({ row }) => <ScopeMark inScope={row.original.inScope} word={row.original.scopeWord} />,
  }),
  column.accessor("gaps", {
    header: "Gaps",
    meta: { sort: "gaps" },
    cell: ({ row }) => <GapsCell gaps={row.original.gaps} />,
  }),
  column.accessor("owner", {
    header: "Owner",
    cell: ({ row }) => <ServerPerson person={row.original.owner} short />,
  }),
  column.accessor("use", {
    header: "Calls",
    meta: { align: "end", sort: "calls" },
    cell: ({ row }) => <CallsCell use={row.original.use} />,
  }),
  column.accessor("operations", {
    header: "Operations",
    meta: { align: "end", sort: "operations" },
    cell: ({ row }) => row.original.operations.toLocaleString("en"),
  }),
  column.accessor("environments", {
    header: "Environments",
    cell: ({ row }) => (
      <span className="inline-flex gap-1">
        {row.original.environments.map((word) => (
          <Badge key={word}>{word}</Badge>
        ))}
      </span>
    ),
  }),
  column.display({
    id: "lastCall",
    header: "Last call",
    meta: { sort: "lastCall" },
    cell: ({ row }) => <LastCall at={row.original.use.lastAt} />,
  }),
  column.accessor("hosting", { header: "Hosting", meta: { hidden: true } }),
  column.accessor("provider", { header: "Provider", meta: { hidden: true } }),
  column.accessor("regions", { header: "Regions", meta: { hidden: true } }),
  column.accessor("dataClasses", { header: "Data classes", meta: { hidden: true, wrap: true } }),
  column.accessor("deputy", {
    header: "Deputy",
    meta: { hidden: true },
    cell: ({ row }) => <ServerPerson person={row.original.deputy} short />,
  }),
  column.accessor("status", {
    header: "Status",
    meta: { hidden: true },
    cell: ({ row }) => (
      <ServerStatusMark status={row.original.status} word={row.original.statusWord} />
    ),
  }),
  column.accessor("purpose", { header: "Purpose", meta: { hidden: true, wrap: true } }),
  column.accessor("slug", { header: "Short name", meta: { hidden: true } }),
  column.accessor("registeredAt", {
    header: "Registered",
    meta: { sort: "registered", hidden: true },
    cell: ({ row }) => <Instant at={row.original.registeredAt} />,
  }),
]);
