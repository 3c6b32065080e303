import { DataTable } from "@/components/data-table/data-table";
import { ButtonLink } from "@/components/ui/button";
import type { ServerRow } from "@/lib/servers/view";
import { serverColumns } from "./server-columns";

/** The register of servers as a table. */
export function ServerTable({
  rows,
  total,
  page,
  pageSize,
  sort,
  cols,
  mayRegister,
}: {
  rows: readonly ServerRow[];
  total: number;
  page: number;
  pageSize: number;
  sort: { by: string; dir: "asc" | "desc" };
  cols: string;
  mayRegister: boolean;
}) {
  return (
    <DataTable
      caption="Servers"
      rows={rows}
      columns={serverColumns}
      rowHref={({ slug }) => `/servers/${slug}`}
      total={total}
      page={page}
      pageSize={pageSize}
      sort={sort}
      columnPicker
      cols={cols}
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
