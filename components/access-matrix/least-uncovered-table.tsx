import { columnsOf } from "@/components/data-table/columns";
import { DataTable } from "@/components/data-table/data-table";
import { Instant } from "@/components/ui/instant";
import type { Uncovered } from "@/lib/access-matrix/least-privilege/least-privilege-view";
import { ENFORCED_LABEL } from "@/lib/access-matrix/matrix/matrix-labels";

const column = columnsOf<Uncovered>();
const columns = column.columns([
  column.accessor("operation", {
    header: "Operation",
    cell: ({ getValue }) => <span className="font-mono text-sm">{getValue()}</span>,
  }),
  column.accessor("server", { header: "Server" }),
  column.accessor("environment", {
    header: "Environment",
    cell: ({ getValue }) => getValue() || "not stated",
  }),
  column.accessor("principal", { header: "Called with" }),
  column.accessor("enforced", {
    header: "Enforced",
    cell: ({ getValue }) => ENFORCED_LABEL[getValue()],
  }),
  column.accessor("used", {
    header: "Calls",
    meta: { align: "end" },
    cell: ({ getValue }) => getValue().toLocaleString("en"),
  }),
  column.accessor("lastUsedAt", {
    header: "Last used",
    cell: ({ getValue }) => {
      const at = getValue();
      return at === null ? "not in the period" : <Instant at={at} />;
    },
  }),
]);

/** What an agent does, or is let do, without a grant. */
export function LeastUncoveredTable({ rows }: { rows: readonly Uncovered[] }) {
  return (
    <DataTable
      caption="Used or enforced without a grant"
      rows={rows}
      columns={columns}
      empty={{
        title: "Nothing is used or enforced without a grant",
        why: "Every call of the period and every line of the gateways has a grant of this agent that is in force now.",
      }}
    />
  );
}
