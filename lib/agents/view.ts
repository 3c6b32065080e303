import type { Actor } from "@/lib/auth/actor";
import { answerableId } from "@/lib/auth/actor";
import { addDays, utcDay } from "@/lib/core/clock";
import type { AgentStatus, RiskClass } from "@/lib/db/generated/enums";
import { AI_ACT, type DutyShown, dutiesOf } from "./ai-act";
import type { ImportOutcome } from "./commands/import-agents";
import { type AgentContent, contentOf, overlaid, wishedIn } from "./content";
import { formValuesOf } from "./form-values";
import { GAPS, type Gap, gapsOf } from "./gaps";
import { AGENT_STATUS_LABEL, AGENT_STATUS_MEANS, AUTONOMY_LABEL, isLiving } from "./labels";
import { type AgentTransition, objectionTo, objectionToActivity, TRANSITION_LABEL } from "./policy";
import type { FoundAgent, ListedAgent } from "./queries";
import { computeRisk, RISK_RULE_VERSION } from "./risk";
import { type FactSection, sectionsOf } from "./sections";
import {
  type Around,
  dataClassWords,
  dayText,
  environmentWords,
  type PersonShown,
  personFrom,
  riskWord,
  yesNo,
} from "./words";

/** One agent of the registry in words. Codes stand beside words where a badge or a filter needs them. */
export type AgentRow = {
  id: string;
  slug: string;
  name: string;
  purpose: string;
  status: AgentStatus;
  statusWord: string;
  riskClass: RiskClass | "";
  riskWord: string;
  owner: PersonShown;
  sponsor: PersonShown | null;
  successor: PersonShown | null;
  model: string;
  autonomy: string;
  dataClasses: readonly string[];
  environments: readonly string[];
  customerFacing: string;
  /** Day, `2027-03-31`, or empty. */
  reviewDue: string;
  reviewState: "" | "soon" | "overdue";
  /** What is missing, in words. */
  gaps: readonly string[];
  /** ISO 8601. */
  requestedAt: string;
};

/** `warningDays` comes from the policy in force; `listAgents` answers it. */
export function toAgentRow(
  agent: ListedAgent,
  around: Around & { warningDays: number },
  now: Date,
): AgentRow {
  const person = personFrom(around);
  const { id, slug, name, purpose, status } = agent;
  return {
    ...{ id, slug, name, purpose, status },
    statusWord: AGENT_STATUS_LABEL[status],
    riskClass: agent.riskClass ?? "",
    riskWord: riskWord(agent.riskClass),
    owner: person(agent.ownerId),
    sponsor: agent.sponsorId === null ? null : person(agent.sponsorId),
    successor: agent.successorId === null ? null : person(agent.successorId),
    model: `${agent.modelProvider} ${agent.modelName}`,
    autonomy: AUTONOMY_LABEL[agent.autonomy],
    dataClasses: dataClassWords(agent.dataClasses),
    environments: environmentWords(agent.environments),
    customerFacing: yesNo(agent.customerFacing),
    reviewDue: dayText(agent.reviewDueOn),
    reviewState: reviewState(agent, now, around.warningDays),
    gaps: gapsOf(agent, around.gone, utcDay(now)).map((gap) => GAPS[gap].label),
    requestedAt: agent.requestedAt.toISOString(),
  };
}

/** What can be done to an agent, and if not by this person now, why not. */
export type TransitionShown = {
  transition: AgentTransition;
  label: string;
  possible: boolean;
  /** Why not; empty if possible. */
  why: string;
};

/** The open request about an agent. */
export type PendingShown = {
  id: string;
  link: string;
  title: string;
  reason: string;
  requestedBy: PersonShown;
  requestedAt: string;
  dueAt: string;
};

/** Everything the page of one agent shows, in words. */
export type AgentFacts = {
  id: string;
  slug: string;
  name: string;
  purpose: string;
  description: string;
  status: AgentStatus;
  statusWord: string;
  statusMeans: string;
  version: number;
  riskClass: RiskClass | "";
  riskWord: string;
  owner: PersonShown;
  sponsor: PersonShown | null;
  successor: PersonShown | null;
  reviewDue: string;
  reviewOverdue: boolean;
  sections: readonly FactSection[];
  links: readonly { label: string; url: string }[];
  risk: {
    computedWord: string;
    raised: boolean;
    reason: string;
    /** The rule as it applies to these answers. */
    reasons: readonly string[];
    ruleVersion: number;
  };
  aiAct: { duties: readonly DutyShown[]; lastVerified: string; source: string };
  gaps: readonly { gap: Gap; label: string; blocks: boolean }[];
  transitions: readonly TransitionShown[];
  pending: PendingShown | null;
};

/** The page of one agent, for this actor on this day. */
export function toAgentFacts(found: FoundAgent, actor: Actor, now: Date): AgentFacts {
  const { agent, pending } = found;
  const person = personFrom(found);
  const content = contentOf(agent);
  const today = utcDay(now);
  const gaps = gapsOf(agent, found.gone, today);
  const { id, slug, name, purpose, description, status, version } = agent;
  return {
    ...{ id, slug, name, purpose, description, status, version },
    statusWord: AGENT_STATUS_LABEL[status],
    statusMeans: AGENT_STATUS_MEANS[status],
    riskClass: agent.riskClass ?? "",
    riskWord: riskWord(agent.riskClass),
    owner: person(agent.ownerId),
    sponsor: agent.sponsorId === null ? null : person(agent.sponsorId),
    successor: agent.successorId === null ? null : person(agent.successorId),
    reviewDue: dayText(agent.reviewDueOn),
    reviewOverdue: gaps.includes("review-overdue"),
    sections: sectionsOf(agent, content, person),
    links: content.links,
    risk: riskShown(agent, content),
    aiAct: {
      duties: dutiesOf(agent, today),
      lastVerified: AI_ACT.lastVerified,
      source: AI_ACT.source,
    },
    gaps: gaps.map((gap) => ({ gap, ...GAPS[gap] })),
    transitions: transitionsOf(agent, gaps, actor),
    pending: pending && {
      id: pending.id,
      link: `/inbox/${pending.id}`,
      title: pending.title,
      reason: pending.reason,
      requestedBy: person(pending.requestedById),
      requestedAt: pending.requestedAt.toISOString(),
      dueAt: pending.dueAt.toISOString(),
    },
  };
}

/** Every transition in the order of the lifecycle, with the objection in words. */
export function transitionsOf(
  agent: FoundAgent["agent"],
  gaps: readonly Gap[],
  actor: Actor,
): TransitionShown[] {
  return TRANSITION_ORDER.map((transition) => {
    const becomesActive = transition === "activate" || transition === "resume";
    const objection =
      objectionTo(transition, agent, actor) ?? (becomesActive ? objectionToActivity(gaps) : null);
    return {
      transition,
      label: TRANSITION_LABEL[transition],
      possible: objection === null,
      why: objection?.message ?? "",
    };
  });
}

/** What the edit form starts from: what is stored, with this person's own waiting change laid over it. */
export function toAgentFormValues(
  found: FoundAgent,
  actor: Actor,
): Record<string, string | string[]> {
  const { agent, pending } = found;
  const mine = pending?.kind === "agent.change" && pending.requestedById === answerableId(actor);
  const stored = contentOf(agent);
  const content = mine ? overlaid(stored, wishedIn(pending.diff)) : stored;
  return {
    ...formValuesOf(content),
    agentId: agent.id,
    version: String(agent.version),
    reason: "",
  };
}

const TRANSITION_ORDER: readonly AgentTransition[] = [
  "revise",
  "withdraw",
  "activate",
  "edit",
  "confirm-review",
  "suspend",
  "resume",
  "hand-over",
  "retire",
];

function reviewState(
  { reviewDueOn, status }: { reviewDueOn: Date | null; status: AgentStatus },
  now: Date,
  warningDays: number,
): AgentRow["reviewState"] {
  if (reviewDueOn === null || !isLiving(status)) return "";
  const due = utcDay(reviewDueOn);
  if (due < utcDay(now)) return "overdue";
  return due <= utcDay(addDays(now, warningDays)) ? "soon" : "";
}

function riskShown(agent: FoundAgent["agent"], content: AgentContent): AgentFacts["risk"] {
  return {
    computedWord: riskWord(agent.riskComputed),
    raised: agent.riskClass !== agent.riskComputed,
    reason: agent.riskReason,
    reasons:
      agent.riskRuleVersion === RISK_RULE_VERSION
        ? computeRisk(content.riskAnswers).reasons
        : [`Version ${agent.riskRuleVersion} of the rule gave this class.`],
    ruleVersion: agent.riskRuleVersion,
  };
}

/** What a file would do, as its page shows it. */
export type ImportPlan = ImportOutcome;
