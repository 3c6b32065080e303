import type { UseCell } from "./cells";

/**
 * The cells with what an agent called without naming a key counted for each of its granted keys that it may have been: nothing is
 * proposed to go that was perhaps used, and what a grant may have allowed is not without one. So calls of the cells no longer add
 * up to those of the agent where it has several such keys.
 */
export function withSilentCalls(cells: readonly UseCell[]): UseCell[] {
  const silent = new Map(cells.filter(isSilent).map((cell) => [placeOf(cell), cell]));
  if (silent.size === 0) return [...cells];
  const granted = new Set(cells.filter(isOfGrantedKey).map(placeOf));
  return cells.flatMap((cell) => {
    if (isSilent(cell) && granted.has(placeOf(cell))) {
      return cell.enforced === "yes" ? [{ ...cell, used: 0, lastUsedAt: null }] : [];
    }
    return [credited(cell, silent.get(placeOf(cell)))];
  });
}

function credited(cell: UseCell, other: UseCell | undefined): UseCell {
  if (!other || !isOfGrantedKey(cell)) return cell;
  const lastUsedAt = Math.max(cell.lastUsedAt ?? 0, other.lastUsedAt ?? 0);
  return { ...cell, used: cell.used + other.used, lastUsedAt: lastUsedAt || null };
}

function isSilent({ principal, used }: UseCell): boolean {
  return principal.kind === "agent" && used > 0;
}

function isOfGrantedKey({ principal, granted }: UseCell): boolean {
  return principal.kind === "key" && granted;
}

function placeOf({ principal, operation, environment }: UseCell): string {
  return `${principal.agentId} ${environment} ${operation.id}`;
}
