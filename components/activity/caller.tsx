import { Icon } from "@/components/ui/icon";
import { TextLink } from "@/components/ui/text-link";

type Called = {
  readonly agent: string | null;
  readonly agentName: string | null;
  readonly agentSlug: string | null;
};

/** Who called: the registered agent by its name, else what the caller called itself and that the registry does not know it. */
export function Caller({ call, link = false }: { call: Called; link?: boolean }) {
  const { agent, agentName, agentSlug } = call;
  if (agent === null && agentName === null) {
    return <span className="text-ink-3">Not provided</span>;
  }
  if (agentName === null) {
    return (
      <span className="inline-flex items-center gap-1.5">
        <Icon name="bot" className="text-ink-3" />
        <span className="max-w-52 truncate font-mono text-sm" title={agent ?? ""}>
          {agent}
        </span>
        <span className="text-sm text-attention">not registered</span>
      </span>
    );
  }
  return (
    <span className="inline-flex items-center gap-1.5">
      <Icon name="bot" className="text-ink-3" />
      {link && agentSlug ? (
        <TextLink href={`/agents/${agentSlug}`}>{agentName}</TextLink>
      ) : (
        <span className="max-w-52 truncate" title={agentName}>
          {agentName}
        </span>
      )}
      {agent === null ? <span className="text-sm text-ink-3">by its key</span> : null}
    </span>
  );
}
