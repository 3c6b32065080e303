import { serverPlaces } from "@/lib/core/server-places";

/** A key as the rules look at it. */
export type GovernedKey = {
  kind: string;
  publicId: string;
  agentId: string | null;
  ownerId: string;
  environment: string;
  activatedAt: Date | null;
  expiresAt: Date | null;
  revokedAt: Date | null;
};

/** The agent a key belongs to, as the rules look at it. */
export type GovernedAgent = {
  name: string;
  status: string;
  ownerId: string;
  sponsorId: string | null;
  successorId: string | null;
  dataClasses: readonly string[];
  environments: readonly string[];
};

export type GovernedServer = {
  name: string;
  status: string;
  inScope: boolean;
  places: unknown;
};

export type GovernedOperation = {
  name: string;
  access: string | null;
  retiredAt: Date | null;
  /** What the server says now, and what a person approved; null: none. */
  observedHash: string | null;
  pinnedHash: string | null;
};

const LIVING: readonly string[] = ["PROPOSED", "APPROVED", "ACTIVE", "SUSPENDED"];

/**
 * Why this key can be given nothing, in words; null if it can. `granting`: now, and not only asked for: then it must be active
 * (CC6.2). No production for an agent that is not active (CHG-11).
 */
export function objectionToKey(
  key: GovernedKey,
  agent: GovernedAgent | null,
  now: Date,
  { granting }: { granting: boolean },
): string | null {
  if (key.kind === "emergency") {
    return "An emergency key gets access in an emergency only. Take emergency access instead.";
  }
  if (agent === null) {
    return "This key belongs to no agent, so it calls no operations. Choose a key of an agent.";
  }
  if (key.revokedAt !== null && key.revokedAt <= now) {
    return `The key ${key.publicId} is revoked. Choose the one that took its place.`;
  }
  if (key.expiresAt !== null && key.expiresAt <= now) {
    return `The key ${key.publicId} has expired. Choose the one that took its place.`;
  }
  if (granting && (key.activatedAt === null || key.activatedAt > now)) {
    return `The key ${key.publicId} is not active yet. Activate it, then decide this.`;
  }
  return objectionToAgent(agent, key.environment);
}

function objectionToAgent(agent: GovernedAgent, environment: string): string | null {
  if (!LIVING.includes(agent.status)) {
    return `The agent ${agent.name} is not in the registry any more, so its keys get no access.`;
  }
  if (environment === "production" && agent.status !== "ACTIVE") {
    return `The agent ${agent.name} is not active, so no key of it gets access to production (CHG-11). Have it approved and activated first.`;
  }
  return null;
}

/** Why nothing of this server can be granted in an environment, in words; null if it can. */
export function objectionToServer(server: GovernedServer, environment: string): string | null {
  if (server.status !== "active") return `The server ${server.name} is retired.`;
  if (!server.inScope) {
    return `The server ${server.name} is out of scope, so nothing of it is granted. Take it into scope first.`;
  }
  const stands = serverPlaces(server.places).some((place) => place.environment === environment);
  if (!stands) {
    return `The server ${server.name} does not stand in ${environment}, and a key never leaves its environment.`;
  }
  return null;
}

/** Why this operation cannot be granted, in words; null if it can. */
export function objectionToOperation(
  operation: GovernedOperation,
  environment: string,
): string | null {
  const { name, access, retiredAt, observedHash, pinnedHash } = operation;
  if (retiredAt !== null) return `The operation ${name} is retired.`;
  if (pinnedHash !== null && pinnedHash !== observedHash) {
    return `The definition of ${name} changed and nobody has approved the new one. Have it approved first (CC6.8).`;
  }
  if (environment === "production" && access === null) {
    return `Nobody has said what ${name} can do at worst. Classify it before it is granted in production.`;
  }
  return null;
}

/** Whether the owner of the server decides: everything but reading, what nobody classified, and all of production. */
export function isSensitive(
  environment: string,
  operations: readonly { access: string | null }[],
): boolean {
  return environment === "production" || operations.some(({ access }) => access !== "read");
}

/** People with a part in a wish of this key, who therefore decide nothing about it. */
export function partiesOf(key: { ownerId: string }, agent: GovernedAgent | null): string[] {
  const ids = [agent?.ownerId, agent?.sponsorId, key.ownerId];
  return [...new Set(ids.flatMap((id) => (id ? [id] : [])))];
}

/** Whether a person may ask for access of this key: they answer for it, or for its agent. */
export function answersFor(
  personId: string,
  key: { ownerId: string },
  agent: GovernedAgent | null,
): boolean {
  return [key.ownerId, agent?.ownerId, agent?.sponsorId, agent?.successorId].includes(personId);
}

/** Who decides: named people, or nobody in particular; and that in words. */
export type Deciders = { namedIds: string[]; says: string };

/** Who decides a wish that is not sensitive. */
export const ANY_DECIDER: Deciders = {
  namedIds: [],
  says: "Anybody who may decide grants",
};

/**
 * Who decides a sensitive wish: the owner of the server; the deputy where the owner has a part in it or cannot decide; and
 * whoever may decide grants where neither can. `able`: active people who may decide requests.
 */
export function decidersOfServer(
  server: { ownerId: string; deputyId: string | null },
  barred: readonly string[],
  able: ReadonlySet<string>,
): Deciders {
  const can = (id: string) => able.has(id) && !barred.includes(id);
  if (can(server.ownerId)) return { namedIds: [server.ownerId], says: "The owner of the server" };
  if (server.deputyId !== null && can(server.deputyId)) {
    return {
      namedIds: [server.deputyId],
      says: "The deputy of the server, because its owner has a part in this or cannot decide",
    };
  }
  return {
    namedIds: [],
    says: "Anybody who may decide grants, because neither owner nor deputy of the server can: they have a part in this, have left, or there is none",
  };
}

/** What the operations reach beyond what the agent is registered for, in words; empty if nothing. */
export function beyondPurpose(
  agent: GovernedAgent,
  environment: string,
  operations: readonly { dataClasses: readonly string[] }[],
): { dataClasses: string[]; environment: string | null } {
  const reached = new Set(operations.flatMap(({ dataClasses }) => dataClasses));
  return {
    dataClasses: [...reached].filter((each) => !agent.dataClasses.includes(each)).sort(),
    environment: agent.environments.includes(environment) ? null : environment,
  };
}
