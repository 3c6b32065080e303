import { redirect } from "next/navigation";
import { AgentForm } from "@/components/agents/agent-form";
import { Callout } from "@/components/ui/callout";
import { PageHeader } from "@/components/ui/page-header";
import { agentLink } from "@/lib/agents/outcome";
import { getAgent } from "@/lib/agents/queries";
import { toAgentFacts, toAgentFormValues } from "@/lib/agents/view";
import { listActivePeople } from "@/lib/auth/people";
import { found, requireActor } from "@/lib/server/require-actor";
import { editAgentAction, reviseProposalAction } from "../../actions";

export const metadata = { title: "Change an agent" };

const WORDS = {
  revise: {
    submit: "Send for approval",
    lead: "The request that waits now is voided and another one takes its place.",
    reasonHelp: "Optional: for whoever decides.",
  },
  edit: {
    submit: "Save or send for approval",
    lead: "What the approval rested on waits for another person; the rest is recorded at once.",
    reasonHelp: "Needed where another person has to decide.",
  },
} as const;

export default async function EditAgentPage({ params }: { params: Promise<{ agent: string }> }) {
  const actor = await requireActor("agent:edit");
  const loaded = await found(getAgent(actor, (await params).agent));
  const agent = toAgentFacts(loaded, actor, new Date());
  const possible = agent.transitions.filter((each) => each.possible);
  const way = possible.find(({ transition }) => transition === "edit" || transition === "revise");
  if (!way) redirect(agentLink(agent));
  const act = way.transition === "revise" ? "revise" : "edit";
  const people = await listActivePeople();
  return (
    <>
      <PageHeader
        title={`Change ${agent.name}`}
        back={{ href: agentLink(agent), label: agent.name }}
        lead={WORDS[act].lead}
      />
      {agent.pending ? (
        <Callout tone="attention" title="A change of this agent is waiting" className="mb-6">
          {agent.pending.requestedBy.name} asked for it. Sending your own change replaces it if it
          was yours, and is refused while somebody else's waits.
        </Callout>
      ) : null}
      <AgentForm
        action={act === "revise" ? reviseProposalAction : editAgentAction}
        label={`Change ${agent.name}`}
        submitLabel={WORDS[act].submit}
        people={people.map(({ id, name, title }) => ({ id, name, title }))}
        start={toAgentFormValues(loaded, actor)}
        draftKey={`${actor.id}:agent:${agent.id}`}
        cancelHref={agentLink(agent)}
        editing={{
          agentId: agent.id,
          version: String(agent.version),
          reasonHelp: WORDS[act].reasonHelp,
        }}
      />
    </>
  );
}
