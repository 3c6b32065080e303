import { Callout } from "@/components/ui/callout";
import { TextLink } from "@/components/ui/text-link";
import type { CreepRow } from "@/lib/access-matrix/grants/view";

/** Agents that were given more in many small steps (CHG-13). */
export function GrantCreep({ rows }: { rows: readonly CreepRow[] }) {
  if (rows.length === 0) return null;
  return (
    <Callout tone="attention" title="Given more in many small steps" className="mb-4">
      <ul className="space-y-1">
        {rows.map(({ id, agent, slug, words }) => (
          <li key={id}>
            <TextLink href={`/agents/${slug}`}>{agent}</TextLink>: {words}{" "}
            <TextLink href={`/access-matrix/grants?agent=${id}`}>See its grants</TextLink>
          </li>
        ))}
      </ul>
    </Callout>
  );
}
