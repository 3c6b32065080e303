import { type Outcome, OutcomeBadge } from "@/components/ui/badge";
import { PersonName } from "@/components/ui/person-name";
import type { AgentFacts } from "@/lib/agents/view";
import type { AgentStatus, RiskClass } from "@/lib/db/generated/enums";

const STATUS_OUTCOME = {
  PROPOSED: "none",
  APPROVED: "none",
  ACTIVE: "pass",
  SUSPENDED: "attention",
  RETIRED: "na",
  DECLINED: "fail",
  WITHDRAWN: "na",
} as const satisfies Record<AgentStatus, Outcome>;

const RISK_OUTCOME = {
  LOW: "na",
  MEDIUM: "none",
  HIGH: "attention",
  CRITICAL: "fail",
} as const satisfies Record<RiskClass, Outcome>;

/** Where an agent stands in its life. */
export function AgentStatusBadge({ status, word }: { status: AgentStatus; word: string }) {
  return <OutcomeBadge outcome={STATUS_OUTCOME[status]}>{word}</OutcomeBadge>;
}

/** How much is at stake; not assessed is unknown, never low. */
export function RiskBadge({ riskClass, word }: { riskClass: RiskClass | ""; word: string }) {
  return (
    <OutcomeBadge outcome={riskClass === "" ? "unknown" : RISK_OUTCOME[riskClass]}>
      {word}
    </OutcomeBadge>
  );
}

/** A person an agent names; somebody who has left is marked so. */
export function AgentPerson({ person }: { person: AgentFacts["sponsor"] }) {
  if (!person) return <span className="text-ink-3">Nobody yet</span>;
  return (
    <span className="inline-flex flex-wrap items-center gap-x-2">
      <PersonName name={person.name} title={person.title} />
      {person.left ? <OutcomeBadge outcome="fail">Has left</OutcomeBadge> : null}
    </span>
  );
}
