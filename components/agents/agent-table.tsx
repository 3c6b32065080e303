import { DataTable } from "@/components/data-table/data-table";
import { ButtonLink } from "@/components/ui/button";
import type { AgentRow } from "@/lib/agents/view";
import { agentColumns } from "./agent-columns";

/** The registry as a table. */
export function AgentTable({
  rows,
  total,
  page,
  pageSize,
  sort,
  cols,
  mayRegister,
}: {
  rows: readonly AgentRow[];
  total: number;
  page: number;
  pageSize: number;
  sort: { by: string; dir: "asc" | "desc" };
  cols: string;
  mayRegister: boolean;
}) {
  return (
    <DataTable
      caption="Agents"
      rows={rows}
      columns={agentColumns}
      rowHref={({ slug }) => `/agents/${slug}`}
      total={total}
      page={page}
      pageSize={pageSize}
      sort={sort}
      columnPicker
      cols={cols}
      empty={{
        title: "No agent is registered yet",
        why: "An agent stands here once somebody has proposed it, with the people who answer for it.",
        action: mayRegister ? (
          <>
            <ButtonLink variant="primary" href="/agents/new">
              Register an agent
            </ButtonLink>
            <ButtonLink href="/agents/import">Import agents.yaml</ButtonLink>
          </>
        ) : null,
      }}
    />
  );
}
