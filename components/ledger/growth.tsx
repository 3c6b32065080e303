import { DayBars } from "@/components/charts/day-bars";
import { listHref } from "@/components/data-table/list-link";
import { Callout } from "@/components/ui/callout";
import { Section } from "@/components/ui/section";
import { TextLink } from "@/components/ui/text-link";
import type { DayOfLog } from "@/lib/ledger-store/view";

const PERIODS = [
  { days: "30", label: "30 days" },
  { days: "90", label: "90 days" },
  { days: "365", label: "A year" },
] as const;

type Gap = { from: string; to: string; days: number };

/** Entries per day as a picture and as numbers, and the days on which there was none at all. */
export function Growth({
  days,
  gaps,
  fed,
  log,
  address,
  period,
}: {
  days: readonly DayOfLog[];
  gaps: readonly Gap[];
  /** Whether anything but the log's own marks is in it. */
  fed: boolean;
  log: string;
  address: string;
  period: string;
}) {
  return (
    <Section
      id="growth"
      title="Growth"
      lead="Entries per UTC day. A quiet hour leaves a heartbeat, so a day without any entry is a gap: the sealer or the store was down."
      actions={PERIODS.map(({ days: value, label }) => (
        <TextLink
          key={value}
          plain={value === period}
          scroll={false}
          href={listHref("/ledger", address, { days: value })}
          {...(value === period ? { "aria-current": "true" as const } : {})}
          className={value === period ? "font-medium" : "text-ink-2"}
        >
          {label}
        </TextLink>
      ))}
    >
      {fed ? null : (
        <Callout className="mb-4" title="Nothing has been pushed into this log yet">
          {log === "calls"
            ? "It stays empty until gateways push their calls. What stands in it so far are the log's own marks: its beginning and a heartbeat for each quiet hour."
            : "What stands in it so far are the log's own marks: its beginning and a heartbeat for each quiet hour."}
        </Callout>
      )}
      {days.length === 0 ? null : (
        <DayBars
          label={`Entries per day of the ${log} log`}
          valueTitle="Entries"
          dayTitle="Day (UTC)"
          days={days.map(({ day, entries, partial }) => ({
            day,
            value: entries,
            gap: entries === 0 && !partial,
            note: partial ? "not a whole day" : "",
          }))}
        />
      )}
      <Gaps gaps={gaps} whole={days.filter(({ partial }) => !partial).length} />
    </Section>
  );
}

/** `whole`: the days that are over and of which the log knows from beginning to end; of the others nothing can be said. */
function Gaps({ gaps, whole }: { gaps: readonly Gap[]; whole: number }) {
  if (whole === 0) {
    return (
      <p className="mt-3 text-ink-2">
        No whole day lies in this period yet, so nothing is said of gaps.
      </p>
    );
  }
  if (gaps.length === 0) {
    return (
      <p className="mt-3 text-ink-2">
        No gap: {whole === 1 ? "the one whole day" : `each of the ${whole} whole days`} of this
        period has an entry.
      </p>
    );
  }
  return (
    <Callout tone="attention" className="mt-3" title="Gaps in this period">
      <ul>
        {gaps.map(({ from, to, days }) => (
          <li key={from}>
            {from === to ? from : `${from} to ${to}`}, {days} {days === 1 ? "day" : "days"} without
            an entry
          </li>
        ))}
      </ul>
    </Callout>
  );
}
