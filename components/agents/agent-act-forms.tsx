import type { PersonChoice } from "@/components/forms/pick-fields";
import type { AgentFacts } from "@/lib/agents/view";
import type { FormAction } from "@/lib/core/action-state";
import { type AgentAct, AgentActForm } from "./agent-acts";

/** What moves an agent forward; it stands beside the title, the rest at the end of the page. */
const FORWARD: readonly string[] = ["activate", "resume"];

/** The acts this person can do now; what they cannot do is not offered. */
export function AgentActForms({
  agent,
  people,
  actions,
  forward,
}: {
  agent: AgentFacts;
  people: readonly PersonChoice[];
  actions: Readonly<Record<AgentAct, FormAction>>;
  /** Those beside the title, or the others. */
  forward: boolean;
}) {
  const { id, name, version, successor } = agent;
  return agent.transitions.map(({ transition, label, possible }) =>
    possible &&
    transition !== "edit" &&
    transition !== "revise" &&
    FORWARD.includes(transition) === forward ? (
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
