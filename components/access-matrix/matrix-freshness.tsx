import { OutcomeBadge } from "@/components/ui/badge";
import { Instant } from "@/components/ui/instant";
import { TextLink } from "@/components/ui/text-link";
import type { SourceFreshness } from "@/lib/access-matrix/matrix/matrix-view";

/** When each source last said what it enforces, the silent ones first; and until when calls are counted. */
export function MatrixFreshness({
  sources,
  countedAt,
  staleHours,
  linked,
}: {
  sources: readonly SourceFreshness[];
  countedAt: string;
  staleHours: number;
  /** Whether the reader may open the policies themselves. */
  linked: boolean;
}) {
  const sorted = sources.toSorted((one, other) => Number(one.fresh) - Number(other.fresh));
  const stale = sorted.filter(({ fresh }) => !fresh);
  const counted = (
    <>
      calls counted until <Instant at={countedAt} />
    </>
  );
  if (sources.length === 0) {
    return <p className="text-sm text-ink-2">No source has said what it enforces; {counted}</p>;
  }
  return (
    <details className="text-sm text-ink-2">
      <summary>
        {stale.length === 0
          ? `Every source said within ${staleHours} hours what it enforces`
          : `Stale for more than ${staleHours} hours: ${named(stale)}`}
        ; {counted}
      </summary>
      <ul className="mt-1.5 flex flex-wrap gap-x-6 gap-y-1">
        {sorted.map((source) => (
          <li key={source.sourceId} className="inline-flex flex-wrap items-baseline gap-x-2">
            {linked && source.policyId ? (
              <TextLink href={`/access-matrix/enforced/${source.policyId}`}>{source.name}</TextLink>
            ) : (
              <span className="text-ink">{source.name}</span>
            )}
            {source.fresh ? null : <OutcomeBadge outcome="unknown">stale</OutcomeBadge>}
            <Instant at={source.statedAt} />
            <span>
              version {source.version}, {source.lines.toLocaleString("en")} lines
            </span>
          </li>
        ))}
      </ul>
    </details>
  );
}

const NAMED = 3;

function named(stale: readonly SourceFreshness[]): string {
  const names = stale.slice(0, NAMED).map(({ name }) => name);
  const others = stale.length - names.length;
  return `${names.join("; ")}${others === 0 ? "" : `; ${others} more`}`;
}
