import type { SnapshotHeader } from "../snapshot-view";

/** What a review is about and what it leaves out, as it stands in a manifest (REV-01). An empty list of exclusions says so. */
export function scopeWords({ scope, exclusions, period }: SnapshotHeader): string {
  const parts = [
    `Environments: ${allOr(scope.environments)}`,
    `servers: ${allOr(scope.serverIds)}`,
    `agents: ${allOr(scope.agentIds)}`,
    `kinds: ${allOr(scope.kinds)}`,
    `calls from ${period.start} until before ${period.end}`,
  ];
  const left = exclusions.map(({ kind, name, reason }) => `${kind} ${name} (${reason})`);
  return `${parts.join("; ")}. Exclusions: ${left.length === 0 ? "none" : left.join("; ")}.`;
}

function allOr(chosen: readonly string[]): string {
  return chosen.length === 0 ? "all" : chosen.join(", ");
}
