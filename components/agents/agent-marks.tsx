import { OutcomeBadge } from "@/components/ui/badge";
import { PersonName } from "@/components/ui/person-name";
import { StateMark } from "@/components/ui/state-mark";
import type { AgentFacts } from "@/lib/agents/view";
import type { AgentStatus, RiskClass } from "@/lib/db/generated/enums";

const STATUS_TONE = {
  PROPOSED: "plain",
  APPROVED: "plain",
  ACTIVE: "strong",
  SUSPENDED: "attention",
  RETIRED: "muted",
  DECLINED: "muted",
  WITHDRAWN: "muted",
} as const satisfies Record<AgentStatus, string>;

const RISK_TONE = {
  LOW: "muted",
  MEDIUM: "plain",
  HIGH: "strong",
  CRITICAL: "fail",
} as const satisfies Record<RiskClass, string>;

/** Where an agent stands in its life. */
export function AgentStatusMark({ status, word }: { status: AgentStatus; word: string }) {
  return <StateMark tone={STATUS_TONE[status]}>{word}</StateMark>;
}

/** How much is at stake; not assessed is unknown, never low. */
export function RiskMark({ riskClass, word }: { riskClass: RiskClass | ""; word: string }) {
  if (riskClass === "") return <OutcomeBadge outcome="unknown">{word}</OutcomeBadge>;
  return <StateMark tone={RISK_TONE[riskClass]}>{word}</StateMark>;
}

/** A person an agent names; somebody who has left is marked so. In a list the title is left out. */
export function AgentPerson({
  person,
  short = false,
}: {
  person: AgentFacts["sponsor"];
  short?: boolean;
}) {
  if (!person) return <span className="text-ink-3">Nobody yet</span>;
  return (
    <span className="inline-flex flex-wrap items-center gap-x-2">
      <PersonName
        name={person.name}
        className="whitespace-normal"
        {...(short ? {} : { title: person.title })}
      />
      {person.left ? <StateMark tone="fail">has left</StateMark> : null}
    </span>
  );
}
