import { Callout } from "@/components/ui/callout";
import { TextLink } from "@/components/ui/text-link";

/** An agent that names a person, and what to do about it before they leave. */
export type OwnedAgent = {
  id: string;
  /** Null where the reader may not see the agent itself. */
  href: string | null;
  name: string;
  status: string;
  parts: string;
  says: string;
};

/** What a person answers for. */
export function OwnedAgents({ agents }: { agents: readonly OwnedAgent[] }) {
  if (agents.length === 0) return <p className="text-ink-2">No agent names this person.</p>;
  return (
    <ul className="border-t" aria-label="Agents that name this person">
      {agents.map(({ id, href, name, status, parts, says }) => (
        <li key={id} className="border-b py-1.5">
          <span className="font-medium">
            {href ? <TextLink href={href}>{name}</TextLink> : name}
          </span>{" "}
          <span className="text-ink-2">
            {status.toLowerCase()}; {parts}
          </span>
          <p className="text-sm text-ink-2">{says}</p>
        </li>
      ))}
    </ul>
  );
}

/** The same in few words, inside the question whether to deactivate. */
export function OwnedWarning({ agents }: { agents: readonly OwnedAgent[] }) {
  if (agents.length === 0) return null;
  return (
    <Callout tone="attention" title="Agents that name this person stay with them until handed over">
      <ul>
        {agents.map(({ id, name, says }) => (
          <li key={id}>
            {name}: {says}
          </li>
        ))}
      </ul>
    </Callout>
  );
}
