import type { Metadata } from "next";
import { AgentActForms } from "@/components/agents/agent-act-forms";
import { AgentDuties, AgentFacts, AgentGaps } from "@/components/agents/agent-facts";
import { AgentStatusMark, RiskMark } from "@/components/agents/agent-marks";
import { AgentPending } from "@/components/agents/agent-pending";
import { ButtonLink } from "@/components/ui/button";
import { PageHeader } from "@/components/ui/page-header";
import { agentLink } from "@/lib/agents/outcome";
import { getAgent } from "@/lib/agents/queries";
import { toAgentFacts } from "@/lib/agents/view";
import { listActivePeople } from "@/lib/auth/people";
import { found, requireActor } from "@/lib/server/require-actor";
import { LastReviewed } from "../../last-reviewed";
import {
  activateAgentAction,
  confirmReviewAction,
  handOverAction,
  resumeAgentAction,
  retireAgentAction,
  suspendAgentAction,
  withdrawProposalAction,
} from "../actions";

export const metadata: Metadata = { title: "Agent" };

const ACTIONS = {
  activate: activateAgentAction,
  suspend: suspendAgentAction,
  resume: resumeAgentAction,
  retire: retireAgentAction,
  withdraw: withdrawProposalAction,
  "hand-over": handOverAction,
  "confirm-review": confirmReviewAction,
};

export default async function AgentPage({ params }: { params: Promise<{ agent: string }> }) {
  const actor = await requireActor("agent:read");
  const agent = toAgentFacts(await found(getAgent(actor, (await params).agent)), actor, new Date());
  const possible = agent.transitions.filter((each) => each.possible);
  const change = possible.find(
    ({ transition }) => transition === "edit" || transition === "revise",
  );
  const people = possible.length > 0 ? await listActivePeople() : [];
  const choices = people.map(({ id, name, title }) => ({ id, name, title }));
  return (
    <>
      <PageHeader
        title={agent.name}
        back={{ href: "/agents", label: "Agents" }}
        badge={
          <>
            <AgentStatusMark status={agent.status} word={agent.statusWord} />
            <RiskMark riskClass={agent.riskClass} word={`Risk: ${agent.riskWord.toLowerCase()}`} />
          </>
        }
        lead={agent.statusMeans}
        actions={
          <>
            <ButtonLink href={`/change-log?subject=agent:${agent.id}`}>History</ButtonLink>
            {change ? (
              <ButtonLink href={`${agentLink(agent)}/edit`}>{change.label}</ButtonLink>
            ) : null}
            <AgentActForms agent={agent} people={choices} actions={ACTIONS} forward />
          </>
        }
      />
      {agent.pending ? <AgentPending pending={agent.pending} /> : null}
      <AgentGaps agent={agent} />
      <p className="mb-6 max-w-[72ch] text-lg whitespace-pre-line wrap-anywhere">{agent.purpose}</p>
      {agent.description ? (
        <p className="mb-6 max-w-[72ch] whitespace-pre-line wrap-anywhere text-ink-2">
          {agent.description}
        </p>
      ) : null}
      <LastReviewed actor={actor} of={{ kind: "agent", id: agent.id }} />
      <AgentFacts agent={agent} />
      <AgentDuties aiAct={agent.aiAct} />
      <section aria-label="Acts" className="mt-8 flex flex-wrap gap-2 print:hidden">
        <AgentActForms agent={agent} people={choices} actions={ACTIONS} forward={false} />
      </section>
    </>
  );
}
