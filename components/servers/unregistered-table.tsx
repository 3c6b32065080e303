import { columnsOf } from "@/components/data-table/columns";
import { DataTable } from "@/components/data-table/data-table";
import { ButtonLink } from "@/components/ui/button";
import { StateMark } from "@/components/ui/state-mark";
import type { UnregisteredRow } from "@/lib/servers/unregistered-view";
import { CallsCell, LastCall } from "./server-marks";

const column = columnsOf<UnregisteredRow>();

function columnsFor(mayRegister: boolean, servers: boolean) {
  return column.columns([
    column.accessor("name", {
      header: servers ? "Server" : "Operation",
      cell: ({ row }) => <span className="font-mono text-sm">{row.original.name}</span>,
    }),
    ...(servers ? [] : [column.accessor("serverName", { header: "Server" })]),
    ...(mayRegister
      ? [
          column.display({
            id: "acts",
            header: "What to do",
            cell: ({ row }) => (
              <span className="inline-flex py-1">
                <ButtonLink
                  size="sm"
                  href={row.original.registerHref}
                  aria-label={`Register ${row.original.name}`}
                >
                  Register
                </ButtonLink>
              </span>
            ),
          }),
        ]
      : []),
    column.accessor("use", {
      header: "Calls",
      meta: { align: "end" },
      cell: ({ row }) => <CallsCell use={row.original.use} />,
    }),
    column.display({
      id: "lastCall",
      header: "Last call",
      cell: ({ row }) => <LastCall at={row.original.use.lastAt} />,
    }),
    column.display({
      id: "firstCall",
      header: "First call in the period",
      cell: ({ row }) => <LastCall at={row.original.use.firstAt} />,
    }),
    column.accessor("environments", { header: "Environments" }),
    column.accessor("enforced", {
      header: "Enforced",
      cell: ({ row }) =>
        row.original.enforced ? (
          <StateMark tone="fail">A gateway lets it through</StateMark>
        ) : (
          <span className="text-ink-3">In no policy</span>
        ),
    }),
    ...(servers
      ? [column.accessor("operations", { header: "Operations", meta: { wrap: true } })]
      : []),
  ]);
}

/** Servers, or operations of registered ones, that nobody registered. */
export function UnregisteredTable({
  rows,
  servers,
  mayRegister,
}: {
  rows: readonly UnregisteredRow[];
  servers: boolean;
  mayRegister: boolean;
}) {
  return (
    <DataTable
      caption={servers ? "Servers nobody registered" : "Operations nobody registered"}
      rows={rows}
      columns={columnsFor(mayRegister, servers)}
      empty={{
        title: servers
          ? "Every server that was called is registered"
          : "Every operation that was called is registered",
        why: "Recorded calls and the policies of gateways are compared with the register.",
      }}
    />
  );
}
