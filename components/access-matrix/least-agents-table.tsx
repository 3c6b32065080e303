import { columnsOf } from "@/components/data-table/columns";
import { DataTable, type ListedRows } from "@/components/data-table/data-table";
import type { PrivilegeSums } from "@/lib/access-matrix/least-privilege/least-privilege-view";

export type AgentPrivilegeRow = {
  id: string;
  name: string;
  status: string;
  href: string;
} & PrivilegeSums;

const column = columnsOf<AgentPrivilegeRow>();
const columns = column.columns([
  column.accessor("name", { header: "Agent", meta: { sort: "name" } }),
  column.accessor("status", { header: "Status" }),
  number("granted", "Granted"),
  number("enforced", "Enforced"),
  number("unknown", "Unknown"),
  number("used", "Used"),
  number("unused", "Not used"),
  number("usedNotGranted", "Used, no grant"),
  number("enforcedNotGranted", "Enforced, no grant"),
  number("calls", "Calls"),
]);

function number(name: keyof PrivilegeSums, header: string) {
  return column.accessor(name, {
    header,
    meta: { align: "end", sort: name },
    cell: ({ getValue }) => getValue().toLocaleString("en"),
  });
}

/** Agents with what they hold and what they use of it; a row leads to what is proposed for the agent. */
export function LeastAgentsTable({ rows, ...list }: ListedRows<AgentPrivilegeRow>) {
  return (
    <DataTable
      caption="What agents hold and use"
      rows={rows}
      columns={columns}
      rowHref={({ href }) => href}
      columnPicker
      {...list}
      empty={{
        title: "No agent holds anything",
        why: "Agents stand here once a key of theirs was granted something, called something, or is let through by a gateway.",
      }}
    />
  );
}
