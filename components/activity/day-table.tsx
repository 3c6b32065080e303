import { columnsOf } from "@/components/data-table/columns";
import { DataTable } from "@/components/data-table/data-table";
import { type Outcome, OutcomeBadge } from "@/components/ui/badge";
import { TextLink } from "@/components/ui/text-link";
import type { DayCell, DayLine } from "@/lib/activity/gaps/day-view";
import { DAY_VERDICT_LABEL, type DayVerdict } from "@/lib/activity/gaps/gap-labels";

const OUTCOMES = {
  complete: "pass",
  gap: "fail",
  quarantined: "attention",
  incomplete: "attention",
  "not-attested": "none",
  "not-evaluated": "unknown",
} as const satisfies Record<DayVerdict, Outcome>;

/** What a day is as evidence, in its word. */
export function DayVerdictBadge({ verdict }: { verdict: DayVerdict }) {
  return <OutcomeBadge outcome={OUTCOMES[verdict]}>{DAY_VERDICT_LABEL[verdict]}</OutcomeBadge>;
}

const column = columnsOf<DayLine>();

/** Days, newest first, with what each is of each source. */
export function DayTable({
  lines,
  sources,
}: {
  lines: readonly DayLine[];
  sources: readonly { id: string; name: string }[];
}) {
  const columns = column.columns([
    column.accessor("day", {
      header: "Day, UTC",
      cell: ({ row }) => (
        <span className="tabular-nums">
          {row.original.day} <span className="text-ink-3">{row.original.weekday}</span>
        </span>
      ),
    }),
    ...sources.map(({ id, name }, nth) =>
      column.display({
        id,
        header: name,
        cell: ({ row }) => <Day cell={row.original.cells[nth]} sourceName={name} />,
      }),
    ),
  ]);
  return (
    <DataTable
      caption="The last 90 days by source"
      rows={sources.length === 0 ? [] : lines}
      columns={columns}
      empty={{
        title: "There is no source yet",
        why: "The days of a source stand here once one has been added in Settings, Sources.",
      }}
    />
  );
}

function Day({ cell, sourceName }: { cell: DayCell | undefined; sourceName: string }) {
  if (!cell) return null;
  const { day, source, verdict, why, calls } = cell;
  const query = new URLSearchParams({ day, source, zone: "UTC" });
  return (
    <TextLink
      plain
      href={`/activity/gaps/day?${query}`}
      // What only a screen reader hears is placed within its own day, or it would widen the page.
      className="relative inline-flex items-center gap-2 whitespace-nowrap"
    >
      <span className="sr-only">{`${sourceName}, ${day}:`}</span>
      <span title={why}>
        <DayVerdictBadge verdict={verdict} />
      </span>
      <span className="text-xs text-ink-3 tabular-nums">
        {calls.toLocaleString("en")} {calls === 1 ? "call" : "calls"}
      </span>
    </TextLink>
  );
}
