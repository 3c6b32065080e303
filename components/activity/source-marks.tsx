import { cn } from "@/components/ui/cn";
import { StateMark } from "@/components/ui/state-mark";
import type { GroupFigure, SourceState } from "@/lib/activity/sources/source-view";

const TONES = {
  sending: "strong",
  quiet: "plain",
  unseen: "attention",
  silent: "fail",
  disabled: "muted",
} as const satisfies Record<SourceState["state"], string>;

/** Where a source stands. */
export function SourceStateMark({ state }: { state: SourceState }) {
  return <StateMark tone={TONES[state.state]}>{state.label}</StateMark>;
}

const LOW = 95;

// What only a screen reader hears is placed within its own mark, or it would widen the page.
/** The share of the calls of the last days that hold each of the seven groups fully. */
export function GroupMarks({ groups }: { groups: readonly GroupFigure[] }) {
  if (groups.every(({ percent }) => percent === null)) {
    return <span className="text-ink-3">no calls</span>;
  }
  return (
    <span className="inline-flex flex-wrap gap-x-2 whitespace-nowrap tabular-nums">
      {groups.map(({ group, label, percent }) => (
        <span
          key={group}
          title={`${group}, ${label}: ${percent} % of the calls`}
          className={cn("relative inline-flex gap-0.5", (percent ?? 0) < LOW && "text-attention")}
        >
          <span aria-hidden className="text-xs text-ink-3">
            {group}
          </span>
          <span className="sr-only">{label}</span>
          {percent}
          <span className="sr-only"> %</span>
        </span>
      ))}
    </span>
  );
}
