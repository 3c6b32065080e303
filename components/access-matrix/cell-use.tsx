import { Instant } from "@/components/ui/instant";
import { StateMark } from "@/components/ui/state-mark";
import { TextLink } from "@/components/ui/text-link";
import type { Cell } from "@/lib/access-matrix/matrix/matrix-view";
import type { CallFact, UsageDayFact } from "@/lib/access-matrix/matrix/story-view";
import { outcomeShown } from "@/lib/activity/calls/call-labels";
import { CellSection } from "./cell-section";

/** What was called: how often, when last, on which days without a grant; then the newest calls, each an entry of the ledger. */
export function CellUse({
  cell,
  usage,
  calls,
  period,
  countedAt,
  callsHref,
}: {
  cell: Cell;
  usage: readonly UsageDayFact[];
  calls: readonly CallFact[];
  period: { from: string; to: string };
  countedAt: string;
  /** The calls in the log; "" where the reader may not see it. */
  callsHref: string;
}) {
  const bare = usage.filter(({ used, covered }) => used > 0 && !covered);
  return (
    <>
      <CellSection title="Used">
        <p>
          {cell.used === 0 ? "Not used" : `${times(cell.used)}`} between{" "}
          <Instant at={period.from} /> and <Instant at={period.to} />
          {cell.lastUsedAt ? (
            <>
              , last <Instant at={cell.lastUsedAt} />
            </>
          ) : null}
          .{" "}
          <span className="text-ink-2">
            Calls are counted until <Instant at={countedAt} />.
          </span>
        </p>
        {bare.length === 0 ? null : (
          <p className="mt-1.5">
            <StateMark tone="fail">
              on {bare.length === 1 ? "one day" : `${bare.length} days`} without a grant
            </StateMark>{" "}
            <span className="text-sm text-ink-2">{daysText(bare)}</span>
          </p>
        )}
        {calls.length === 0 ? null : <Calls calls={calls} linked={callsHref !== ""} />}
        {callsHref === "" || cell.used + cell.denied === 0 ? null : (
          <p className="mt-1.5 text-sm">
            <TextLink href={callsHref}>All its calls of the period</TextLink>
          </p>
        )}
      </CellSection>
      <CellSection title="Denied">
        <p>{cell.denied === 0 ? "No call was denied." : `${times(cell.denied)} in the period.`}</p>
      </CellSection>
    </>
  );
}

function Calls({ calls, linked }: { calls: readonly CallFact[]; linked: boolean }) {
  return (
    <ul className="mt-2 border-t">
      {calls.map(({ idx, at, agent, credential, outcome, source }) => (
        <li key={idx} className="flex flex-wrap items-baseline gap-x-2 border-b py-1 text-sm">
          {linked ? (
            <TextLink href={`/activity/calls/${idx}`}>
              <Instant at={at} />
            </TextLink>
          ) : (
            <Instant at={at} />
          )}
          <span>{outcomeShown(outcome).word}</span>
          <span className="text-ink-2">
            {[agent ?? credential, `by ${source}`].filter(Boolean).join(", ")}
          </span>
          <span className="ml-auto font-mono text-xs text-ink-3">
            calls #{BigInt(idx).toLocaleString("en")}
          </span>
        </li>
      ))}
    </ul>
  );
}

const SHOWN_DAYS = 6;

function daysText(days: readonly UsageDayFact[]): string {
  const named = days.slice(0, SHOWN_DAYS).map(({ day }) => day);
  return days.length > SHOWN_DAYS ? `${named.join(", ")} and others` : named.join(", ");
}

function times(count: number): string {
  return count === 1 ? "Once" : `${count.toLocaleString("en")} times`;
}
