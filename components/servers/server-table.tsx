import { DataTable, type ListedRows } from "@/components/data-table/data-table";
import { ButtonLink } from "@/components/ui/button";
import type { ServerRow } from "@/lib/servers/view";
import { serverColumns } from "./server-columns";

/** The register of servers as a table. */
export function ServerTable({
  mayRegister,
  ...list
}: ListedRows<ServerRow> & {
  mayRegister: boolean;
}) {
  return (
    <DataTable
      {...list}
      caption="Servers"
      columns={serverColumns}
      rowHref={({ slug }) => `/servers/${slug}`}
      columnPicker
      empty={{
        title: "No server is registered yet",
        why: "The servers your agents call stand here with their operations, owner and scope.",
        action: mayRegister ? (
          <ButtonLink variant="primary" href="/servers/new">
            Register a server
          </ButtonLink>
        ) : undefined,
      }}
    />
  );
}
