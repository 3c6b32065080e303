import {
  DENIED_BIT,
  enforcedIn,
  flagsIn,
  GRANTED_BIT,
  type MatrixCells,
} from "@/lib/access-matrix/matrix/cells-view";
import { FLAG_LABEL, NO_ENVIRONMENT } from "@/lib/access-matrix/matrix/matrix-labels";
import type { MatrixHead, Principal } from "@/lib/access-matrix/matrix/matrix-view";
import { ENVIRONMENT_LABEL, ENVIRONMENTS } from "@/lib/core/environments";

/** The letter under an operation. */
export const ACCESS_CLASS_LETTER: Readonly<Record<string, string>> = {
  read: "R",
  write: "W",
  delete: "D",
  admin: "A",
};

/** The letter beside a key: P, S, D or T; of an environment that gateways call something else its own first one, small. */
export function environmentLetter(environment: string): string {
  const known = ENVIRONMENTS.find((one) => one === environment);
  return known
    ? ENVIRONMENT_LABEL[known].slice(0, 1)
    : environment.slice(0, 1).toLowerCase() || "–";
}

export function environmentWord(environment: string): string {
  const known = ENVIRONMENTS.find((one) => one === environment);
  return known ? ENVIRONMENT_LABEL[known] : environment || NO_ENVIRONMENT;
}

/** Where a cell is, in words: who, what, where. */
export function placeWords(head: MatrixHead, line: number, column: number): string {
  const at = head.lines[line];
  const principal = at && head.principals[at.principal];
  const operation = head.columns[column];
  if (!at || !principal || !operation) return "";
  const agent = principal.kind === "key" && principal.agentName ? `, ${principal.agentName}` : "";
  const environment = environmentWord(head.environments[at.environment] ?? "");
  return `${principal.label}${agent}; ${operation.server}, ${operation.operation}; ${environment}`;
}

/** What a cell is, in words. `cell` -1: nothing is there. */
export function stateWords(cells: MatrixCells, cell: number): string {
  if (cell < 0) return "Not granted, not enforced, not used.";
  const state = cells.state[cell] ?? 0;
  const enforced = { yes: "enforced", no: "not enforced", unknown: "enforcement unknown" };
  const parts = [
    state & GRANTED_BIT ? "Granted" : "Not granted",
    enforced[enforcedIn(state)],
    usedWords(cells.used[cell] ?? 0, cells.last[cell] ?? 0),
    ...(state & DENIED_BIT ? ["calls were denied"] : []),
  ];
  const marks = flagsIn(cells.flags[cell] ?? 0)
    .filter((flag) => flag !== "enforcement-unknown")
    .map((flag) => FLAG_LABEL[flag].toLowerCase());
  return `${parts.join(", ")}.${marks.length === 0 ? "" : ` Marked: ${marks.join("; ")}.`}`;
}

function usedWords(used: number, last: number): string {
  if (used === 0) return "not used";
  const times = used === 1 ? "used once" : `used ${used.toLocaleString("en")} times`;
  return last === 0 ? times : `${times}, last ${new Date(last * 1_000).toISOString().slice(0, 10)}`;
}

/** Under which name a row stands at the side. */
export function agentLabel(principal: Principal | undefined): string {
  if (principal?.agentName) return principal.agentName;
  return principal?.kind === "unknown" ? "Nobody registered" : "No agent";
}

/** The key in a list that names no agent beside it. */
export function keyOrAgent(principal: Principal): string {
  const label = keyLabel(principal);
  return principal.kind === "agent" ? `${agentLabel(principal)}, ${label}` : label;
}

/** Under which name its key stands; of calls that name an agent and no known key, that. */
export function keyLabel(principal: Principal | undefined): string {
  return principal?.kind === "agent" ? "no known key" : (principal?.label ?? "");
}
