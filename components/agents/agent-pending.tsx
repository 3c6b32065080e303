import { Callout } from "@/components/ui/callout";
import { Instant } from "@/components/ui/instant";
import { TextLink } from "@/components/ui/text-link";
import type { AgentFacts } from "@/lib/agents/view";

/** The wish about this agent that waits for another person. */
export function AgentPending({ pending }: { pending: NonNullable<AgentFacts["pending"]> }) {
  return (
    <Callout title={pending.title} className="mb-6">
      <p>
        {pending.requestedBy.name} asked on <Instant at={pending.requestedAt} />; due{" "}
        <Instant at={pending.dueAt} />. <TextLink href={pending.link}>Open the request</TextLink>
      </p>
      {pending.reason ? <p className="mt-1 text-ink-2">{pending.reason}</p> : null}
    </Callout>
  );
}
