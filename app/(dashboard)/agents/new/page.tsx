import { AgentForm } from "@/components/agents/agent-form";
import { PageHeader } from "@/components/ui/page-header";
import { listActivePeople } from "@/lib/auth/people";
import type { SearchParams } from "@/lib/server/list-params";
import { requireActor } from "@/lib/server/require-actor";
import { registerAgentAction } from "../actions";
import { startFrom } from "./start";

export const metadata = { title: "Register an agent" };

export default async function NewAgentPage({
  searchParams,
}: {
  searchParams: Promise<SearchParams>;
}) {
  const actor = await requireActor("agent:register");
  const people = await listActivePeople();
  const start = startFrom(await searchParams, new Set(people.map(({ id }) => id)));
  // What another page knows of an agent is a draft of its own: it neither takes nor gives words to the one begun by hand.
  const draft = start.name === "" ? "" : `:${start.name}`;
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
        start={start}
        draftKey={`${actor.id}:agent-registration${draft}`}
        cancelHref="/agents"
      />
    </>
  );
}
