import { AgentFilters } from "@/components/agents/agent-filters";
import { AgentTable } from "@/components/agents/agent-table";
import { ExportMenu } from "@/components/data-table/export-menu";
import { ButtonLink } from "@/components/ui/button";
import { PageHeader } from "@/components/ui/page-header";
import { AGENT_LIST, listInputOf } from "@/lib/agents/address";
import { registrySentence } from "@/lib/agents/outcome";
import { countAgents, listAgents } from "@/lib/agents/queries";
import { toAgentRow } from "@/lib/agents/view";
import { can } from "@/lib/auth/actor";
import { listParams, type SearchParams } from "@/lib/server/list-params";
import { requireActor } from "@/lib/server/require-actor";

export const metadata = { title: "Agents" };

export default async function AgentsPage({
  searchParams,
}: {
  searchParams: Promise<SearchParams>;
}) {
  const actor = await requireActor("agent:read");
  const now = new Date();
  const params = listParams(await searchParams, AGENT_LIST);
  const query = listInputOf(params);
  const [listed, counts] = await Promise.all([
    listAgents(actor, query, now),
    countAgents(actor, now),
  ]);
  return (
    <>
      <PageHeader
        title="Agents"
        count={listed.total}
        lead={registrySentence(counts)}
        actions={
          <>
            {can(actor, "agent:export") ? <ExportMenu href="/api/agents/export" /> : null}
            {can(actor, "agent:import") ? (
              <ButtonLink href="/agents/import">Import</ButtonLink>
            ) : null}
            {can(actor, "agent:register") ? (
              <ButtonLink variant="primary" href="/agents/new">
                Register an agent
              </ButtonLink>
            ) : null}
          </>
        }
      />
      <AgentFilters />
      <AgentTable
        rows={listed.agents.map((agent) => toAgentRow(agent, listed, now))}
        total={listed.total}
        page={query.page}
        pageSize={query.pageSize}
        sort={{ by: query.sort, dir: query.dir }}
        cols={params.cols}
        mayRegister={can(actor, "agent:register")}
      />
    </>
  );
}
