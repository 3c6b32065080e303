import { Badge, OutcomeBadge } from "@/components/ui/badge";
import { Instant } from "@/components/ui/instant";
import { StateMark } from "@/components/ui/state-mark";
import type { FindingState, Severity } from "@/lib/findings/labels";

/** How bad a finding is. */
export function SeverityMark({ severity, word }: { severity: Severity; word: string }) {
  if (severity === "info") return <Badge>{word}</Badge>;
  return (
    <OutcomeBadge outcome={severity === "critical" ? "fail" : "attention"}>{word}</OutcomeBadge>
  );
}

const TONE = {
  open: "attention",
  "in-progress": "plain",
  closed: "muted",
} as const satisfies Record<FindingState, string>;

/** Where a finding stands; a closed one with what it was. */
export function FindingStateMark({
  state,
  word,
  verdict,
}: {
  state: FindingState;
  word: string;
  verdict: string;
}) {
  return <StateMark tone={TONE[state]}>{verdict === "" ? word : `${word}: ${verdict}`}</StateMark>;
}

/** By when it is to be closed. */
export function FindingDue({ dueAt, overdue }: { dueAt: string; overdue: boolean }) {
  if (!overdue) return <Instant at={dueAt} />;
  return (
    <StateMark tone="fail">
      <span className="mr-1">
        <Instant at={dueAt} />
      </span>
      overdue
    </StateMark>
  );
}
