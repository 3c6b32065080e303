import { DataTable, type ListedRows } from "@/components/data-table/data-table";
import { ButtonLink } from "@/components/ui/button";
import type { AgentRow } from "@/lib/agents/view";
import { agentColumns } from "./agent-columns";

/** The registry as a table. */
export function AgentTable({
  mayRegister,
  ...list
}: ListedRows<AgentRow> & {
  mayRegister: boolean;
}) {
  return (
    <DataTable
      {...list}
      caption="Agents"
      columns={agentColumns}
      rowHref={({ slug }) => `/agents/${slug}`}
      columnPicker
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
