import { type Actor, answerableId, can } from "@/lib/auth/actor";
import type { Permission } from "@/lib/auth/permissions";
import { AppError } from "@/lib/core/app-error";
import type { AgentStatus } from "@/lib/db/generated/enums";
import { blockingGaps, GAPS, type Gap } from "./gaps";
import { AGENT_STATUS_LABEL } from "./labels";

/** What can be done to an agent, as a button says it. */
export const TRANSITION_LABEL = {
  revise: "Change the proposal",
  withdraw: "Withdraw the proposal",
  edit: "Edit",
  activate: "Activate",
  suspend: "Suspend",
  resume: "Resume",
  retire: "Retire",
  "hand-over": "Hand over",
  "confirm-review": "Confirm the review",
} as const;
export type AgentTransition = keyof typeof TRANSITION_LABEL;

/** What a policy looks at. */
export type Governed = {
  status: AgentStatus;
  ownerId: string;
  sponsorId: string | null;
  successorId: string | null;
  requestedById: string;
  approvedById: string | null;
  suspendedById: string | null;
};

type Party =
  | "owner"
  | "sponsor"
  | "successor"
  | "requester"
  | "editor of all agents"
  | "risk owner";

type Rule = {
  /** The right the door asks for. */
  permission: Permission;
  from: readonly AgentStatus[];
  by: readonly Party[];
  /** Who may not, although they otherwise could, and why. */
  except?: { who: (agent: Governed) => string | null; says: string };
};

const GOVERNED: readonly AgentStatus[] = ["APPROVED", "ACTIVE", "SUSPENDED"];

/** The lifecycle: from where, by whom, and by whom not. */
export const TRANSITIONS: Readonly<Record<AgentTransition, Rule>> = {
  revise: {
    permission: "agent:register",
    from: ["PROPOSED", "DECLINED", "WITHDRAWN"],
    by: ["owner", "requester"],
  },
  withdraw: { permission: "agent:register", from: ["PROPOSED"], by: ["owner", "requester"] },
  edit: {
    permission: "agent:edit",
    from: GOVERNED,
    by: ["owner", "sponsor", "requester", "editor of all agents"],
  },
  activate: {
    permission: "agent:activate",
    from: ["APPROVED"],
    by: ["owner", "sponsor", "requester", "editor of all agents"],
    except: {
      who: (agent) => agent.approvedById, // CHG-05: who approves does not also carry out
      says: "You approved this agent, so somebody else activates it.",
    },
  },
  suspend: {
    permission: "agent:suspend",
    from: ["ACTIVE"],
    by: ["owner", "sponsor", "risk owner", "editor of all agents"],
  },
  resume: {
    permission: "agent:activate",
    from: ["SUSPENDED"],
    by: ["owner", "sponsor", "editor of all agents"],
    except: {
      who: (agent) => agent.suspendedById,
      says: "You suspended this agent, so somebody else resumes it.",
    },
  },
  retire: {
    permission: "agent:retire",
    from: GOVERNED,
    by: ["owner", "sponsor", "editor of all agents"],
  },
  "hand-over": {
    permission: "agent:edit",
    from: GOVERNED,
    by: ["owner", "sponsor", "successor", "editor of all agents"],
  },
  "confirm-review": {
    permission: "agent:decide",
    from: GOVERNED,
    by: ["risk owner", "editor of all agents"],
    except: {
      who: (agent) => agent.ownerId, // nobody reviews their own thing
      says: "You own this agent, so somebody else reviews it.",
    },
  },
};

/** Errors: forbidden (right, part or own thing), conflict (status). */
export function assertPossible(transition: AgentTransition, agent: Governed, actor: Actor): void {
  const objection = objectionTo(transition, agent, actor);
  if (objection) throw objection;
}

export function isPossible(transition: AgentTransition, agent: Governed, actor: Actor): boolean {
  return objectionTo(transition, agent, actor) === null;
}

/** Why this actor cannot do this to this agent now, in words; null if they can. */
export function objectionTo(
  transition: AgentTransition,
  agent: Governed,
  actor: Actor,
): AppError | null {
  const { permission, from, by, except } = TRANSITIONS[transition];
  if (!can(actor, permission)) {
    return new AppError("forbidden", `This needs the right ${permission}. Ask an admin for it.`);
  }
  if (!from.includes(agent.status)) {
    return new AppError("conflict", wrongStatus(agent.status, from));
  }
  if (except && except.who(agent) === answerableId(actor)) {
    return new AppError("forbidden", except.says);
  }
  if (!by.some((party) => isParty(party, agent, actor))) {
    return new AppError("forbidden", `Only the ${joined(by, "or")} of this agent can do this.`);
  }
  return null;
}

/** Errors: conflict, naming everything that keeps the agent from being active (G1, CHG-11). */
export function assertComplete(gaps: readonly Gap[]): void {
  const objection = objectionToActivity(gaps);
  if (objection) throw objection;
}

/** What keeps an agent from being active, in words; null if nothing does. */
export function objectionToActivity(gaps: readonly Gap[]): AppError | null {
  const blocking = blockingGaps(gaps).map((gap) => GAPS[gap].label);
  if (blocking.length === 0) return null;
  return new AppError(
    "conflict",
    `This agent cannot be active yet. ${blocking.join(". ")}. Edit it, and have the change approved.`,
  );
}

/** The people who may not decide a wish about an agent: its owners, before and after. */
export function excludedFromDeciding(...owners: readonly string[]): string[] {
  return [...new Set(owners)];
}

function isParty(party: Party, agent: Governed, actor: Actor): boolean {
  const id = answerableId(actor);
  if (party === "editor of all agents") return can(actor, "agent:edit-all");
  if (party === "risk owner") return can(actor, "agent:decide");
  const of = {
    owner: agent.ownerId,
    sponsor: agent.sponsorId,
    successor: agent.successorId,
    requester: agent.requestedById,
  }[party];
  return id !== null && of === id;
}

function wrongStatus(status: AgentStatus, from: readonly AgentStatus[]): string {
  const possible = joined(
    from.map((each) => AGENT_STATUS_LABEL[each].toLowerCase()),
    "or",
  );
  return `This agent is ${AGENT_STATUS_LABEL[status].toLowerCase()}; this is possible only while it is ${possible}.`;
}

function joined(words: readonly string[], and: string): string {
  return [words.slice(0, -1).join(", "), ...words.slice(-1)].filter(Boolean).join(` ${and} `);
}
