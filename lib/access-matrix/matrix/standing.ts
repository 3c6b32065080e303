import type { CellSpace, PrincipalRef } from "./cell-space";
import type { AgentRow, KeyRow } from "./facts-rows";

/** How principals stood at an instant. By principal; `own`: number of its environment, -1 if it has none. */
export type Standing = {
  /** Enforced somewhere, and the registry did not know it. */
  readonly orphan: Uint8Array;
  readonly keyInactive: Uint8Array;
  /** 0 active or no agent; 1 not active yet; 2 stopped. */
  readonly agent: Uint8Array;
  readonly own: Int16Array;
  readonly production: number;
  readonly unstated: number;
};

/** `line`: by cell, whether any line of a policy is for it. */
export function standingOf(space: CellSpace, asOf: number, line: Uint8Array): Standing {
  const { principals } = space;
  const orphan = new Uint8Array(principals.length);
  const unknown = principals.map((principal) => !isRegistered(principal, asOf));
  for (let cell = 0; cell < line.length; cell += 1) {
    const principal = space.principalOf[cell] ?? 0;
    if (line[cell] !== 0 && unknown[principal]) orphan[principal] = 1;
  }
  return {
    orphan,
    keyInactive: Uint8Array.from(principals, ({ key }) => (key && whyInactive(key, asOf) ? 1 : 0)),
    agent: Uint8Array.from(principals, ({ agent }) => agentLevel(agent, asOf)),
    own: Int16Array.from(principals, ({ key }) => (key ? space.environment(key.environment) : -1)),
    production: space.environment("production"),
    unstated: space.environment(""),
  };
}

/** Whether the registry knew it by then. */
export function isRegistered({ key, agent, id }: PrincipalRef, asOf: number): boolean {
  if (key) return key.registeredAt <= asOf;
  return id.startsWith("agent:") && agent !== null && agent.requestedAt <= asOf;
}

/** Null: the key may be used. */
export function whyInactive(
  { activatedAt, revokedAt, expiresAt }: KeyRow,
  asOf: number,
): "revoked" | "expired" | "not activated" | null {
  if (revokedAt !== null && revokedAt <= asOf) return "revoked";
  if (expiresAt !== null && expiresAt <= asOf) return "expired";
  return activatedAt === null || activatedAt > asOf ? "not activated" : null;
}

/** Null: it was not registered then. */
export function statusAt({ statuses, status, requestedAt }: AgentRow, asOf: number): string | null {
  if (statuses.length === 0) return requestedAt <= asOf ? status : null;
  return statuses.findLast(({ at }) => at <= asOf)?.status ?? null;
}

const NOT_YET = ["PROPOSED", "APPROVED"];

function agentLevel(agent: AgentRow | null, asOf: number): number {
  const status = agent && statusAt(agent, asOf);
  if (status === null || status === "ACTIVE") return 0;
  return NOT_YET.includes(status) ? 1 : 2;
}
