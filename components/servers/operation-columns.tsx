import { columnsOf } from "@/components/data-table/columns";
import { StateMark } from "@/components/ui/state-mark";
import type { OperationRow } from "@/lib/servers/view";
import { DefinitionStateMark } from "./definition-state";
import { AccessMark, CallsCell, LastCall } from "./server-marks";

const column = columnsOf<OperationRow>();

export const operationColumns = column.columns([
  column.accessor("name", {
    header: "Operation",
    meta: { sort: "name" },
    cell: ({ row }) => (
      <span>
        <span className="font-mono text-sm">{row.original.name}</span>{" "}
        {row.original.retiredAt === "" ? null : <StateMark tone="muted">Retired</StateMark>}
      </span>
    ),
  }),
  column.accessor("accessWord", {
    header: "At worst",
    meta: { sort: "access" },
    cell: ({ row }) => <AccessMark access={row.original.access} word={row.original.accessWord} />,
  }),
  column.accessor("meaning", { header: "Meaning", meta: { wrap: true } }),
  column.accessor("use", {
    header: "Calls",
    meta: { align: "end", sort: "calls" },
    cell: ({ row }) => <CallsCell use={row.original.use} />,
  }),
  column.display({
    id: "lastCall",
    header: "Last call",
    meta: { sort: "lastCall" },
    cell: ({ row }) => <LastCall at={row.original.use.lastAt} />,
  }),
  column.accessor("definition", {
    header: "Definition",
    cell: ({ row }) => <DefinitionStateMark state={row.original.definition} />,
  }),
]);
