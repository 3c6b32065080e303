import type { AgentFacts } from "@/lib/agents/view";
import type { FormAction } from "@/lib/core/action-state";
import { type AgentAct, AgentActForm } from "./agent-acts";
import type { PersonChoice } from "./agent-form-steps";

/** The acts this person can do now; what they cannot do is not offered. */
export function AgentActForms({
  agent,
  people,
  actions,
}: {
  agent: AgentFacts;
  people: readonly PersonChoice[];
  actions: Readonly<Record<AgentAct, FormAction>>;
}) {
  const { id, name, version, successor } = agent;
  return agent.transitions.map(({ transition, label, possible }) =>
    possible && transition !== "edit" && transition !== "revise" ? (
      <AgentActForm
        key={transition}
        act={transition}
        label={label}
        agent={{ id, name, version, successorId: successor && !successor.left ? successor.id : "" }}
        people={people}
        action={actions[transition]}
      />
    ) : null,
  );
}
