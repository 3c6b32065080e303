import { cn } from "@/components/ui/cn";
import { Instant } from "@/components/ui/instant";
import { Section } from "@/components/ui/section";
import { TextLink } from "@/components/ui/text-link";
import { durationShown } from "@/lib/activity/calls/duration-view";
import type { Trace, TraceLine } from "@/lib/activity/calls/trace-view";
import { OutcomeMark } from "./outcome-mark";

// A style attribute would be refused: the depths that are told apart have a class each.
const INDENT = ["", "pl-4", "pl-8", "pl-12", "pl-16", "pl-20", "pl-24"] as const;

/** All calls of a trace as bars over time, each under the one that made it; the table says the same in numbers. */
export function TraceTimeline({ trace, current }: { trace: Trace; current: string }) {
  if (trace.lines.length < 2) {
    return (
      <Section
        id="trace"
        title="The same trace"
        lead="No other recorded call has an id in common with this one."
      />
    );
  }
  return (
    <Section
      id="trace"
      title="The same trace"
      lead={`${trace.lines.length} entries within ${durationShown(trace.lengthMs)}. Each stands under the call that made it, as far as the sender says.`}
    >
      <section
        aria-label="Calls of the trace"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reached by keyboard
        tabIndex={0}
        className="overflow-x-auto border-y print:overflow-visible"
      >
        <table className="ledger">
          <caption className="sr-only">Calls of the trace in their order</caption>
          <thead>
            <tr>
              <th scope="col">Operation</th>
              <th scope="col" className="w-2/5 min-w-40 max-sm:hidden">
                When, within the trace
              </th>
              <th scope="col" className="text-end">
                After
              </th>
              <th scope="col" className="text-end">
                Took
              </th>
              <th scope="col">Outcome</th>
              <th scope="col">Began</th>
            </tr>
          </thead>
          <tbody>
            {trace.lines.map((line) => (
              <Line key={line.call.idx} line={line} isCurrent={line.call.idx === current} />
            ))}
          </tbody>
        </table>
      </section>
    </Section>
  );
}

function Line({ line, isCurrent }: { line: TraceLine; isCurrent: boolean }) {
  const { call, depth, offsetMs, startsAt, left, width } = line;
  const name = call.operation ?? call.kind;
  return (
    <tr {...(isCurrent ? { "aria-current": "true" as const } : {})}>
      <th scope="row" className="font-normal">
        <span className={cn("inline-block", INDENT[Math.min(depth, INDENT.length - 1)])}>
          {depth > 0 ? <span className="sr-only">Level {depth + 1}: </span> : null}
          {isCurrent ? (
            <span className="font-mono text-sm font-semibold">{name}, this one</span>
          ) : (
            <TextLink href={`/activity/calls/${call.idx}`} className="font-mono text-sm">
              {name}
            </TextLink>
          )}
        </span>
      </th>
      <td className="max-sm:hidden">
        <svg
          aria-hidden
          width="100%"
          height="12"
          viewBox="0 0 10000 12"
          preserveAspectRatio="none"
          className={isCurrent ? "text-ink" : "text-ink-3"}
        >
          <line x1="0" y1="6" x2="10000" y2="6" stroke="var(--rule)" strokeWidth="1" />
          <rect
            x={Math.min(left, 9_940)}
            y="1"
            width={Math.min(width, 10_000 - Math.min(left, 9_940))}
            height="10"
            fill="currentColor"
          />
        </svg>
      </td>
      <td className="text-end tabular-nums">+{durationShown(offsetMs)}</td>
      <td className="text-end tabular-nums">
        {call.durationMs === null ? (
          <span className="text-ink-3">not provided</span>
        ) : (
          durationShown(call.durationMs)
        )}
      </td>
      <td>
        <OutcomeMark outcome={call.outcome} />
      </td>
      <td>
        <Instant at={startsAt} />
      </td>
    </tr>
  );
}
