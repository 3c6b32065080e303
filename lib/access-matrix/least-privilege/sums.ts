import type { UseCell } from "./cells";
import type { PrivilegeSums } from "./least-privilege-view";

export const NOTHING: PrivilegeSums = {
  granted: 0,
  enforced: 0,
  unknown: 0,
  used: 0,
  unused: 0,
  usedNotGranted: 0,
  enforcedNotGranted: 0,
  calls: 0,
};

/** The sums with one cell more. */
export function withCell(sums: PrivilegeSums, cell: UseCell): PrivilegeSums {
  const { granted, enforced, used } = cell;
  const isUsed = used > 0;
  const one = (is: boolean) => (is ? 1 : 0);
  return {
    granted: sums.granted + one(granted),
    enforced: sums.enforced + one(enforced === "yes"),
    unknown: sums.unknown + one(enforced === "unknown"),
    used: sums.used + one(granted && isUsed),
    unused: sums.unused + one(granted && !isUsed),
    usedNotGranted: sums.usedNotGranted + one(!granted && isUsed),
    enforcedNotGranted: sums.enforcedNotGranted + one(!granted && enforced === "yes"),
    calls: sums.calls + used,
  };
}

/** Calls by agent, each once. */
export function callsByAgent(cells: readonly UseCell[]): Map<string, number> {
  const calls = new Map<string, number>();
  for (const { principal, used } of cells) {
    const { agentId } = principal;
    if (agentId !== null) calls.set(agentId, (calls.get(agentId) ?? 0) + used);
  }
  return calls;
}
