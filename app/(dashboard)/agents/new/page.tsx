import { AgentForm } from "@/components/agents/agent-form";
import { PageHeader } from "@/components/ui/page-header";
import { listActivePeople } from "@/lib/auth/people";
import { requireActor } from "@/lib/server/require-actor";
import { registerAgentAction } from "../actions";

export const metadata = { title: "Register an agent" };

export default async function NewAgentPage() {
  const actor = await requireActor("agent:register");
  const people = await listActivePeople();
  return (
    <>
      <PageHeader
        title="Register an agent"
        back={{ href: "/agents", label: "Agents" }}
        lead="Another person than you and the owner decides. What you type is kept in this browser until you send it."
      />
      <AgentForm
        action={registerAgentAction}
        label="Register an agent"
        submitLabel="Send for approval"
        people={people.map(({ id, name, title }) => ({ id, name, title }))}
        start={{}}
        draftKey={`${actor.id}:agent-registration`}
        cancelHref="/agents"
      />
    </>
  );
}
