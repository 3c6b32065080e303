import { Instant } from "@/components/ui/instant";

/** What somebody said of a line; those that were taken back or replaced stay in the list. */
export type LineDecisionRow = {
  readonly id: string;
  readonly stage: string;
  readonly who: string;
  readonly decision: string;
  readonly comment: string;
  readonly at: string;
  readonly counts: boolean;
  readonly together: boolean;
};

/** Everything that was decided of a line, oldest first. */
export function LineDecisions({ rows }: { rows: readonly LineDecisionRow[] }) {
  if (rows.length === 0) return <p className="text-ink-2">Nobody has decided this line yet.</p>;
  return (
    <ol className="border-t">
      {rows.map((row) => (
        <li key={row.id} className="border-b py-1.5">
          <span className={row.counts ? "font-medium" : "text-ink-3"}>{row.decision}</span>,{" "}
          {row.stage.toLowerCase()}, {row.who}
          {row.counts ? null : <span className="text-ink-3"> (replaced or taken back)</span>}
          {row.together ? <span className="text-ink-3"> (together with other lines)</span> : null}
          <span className="block text-xs text-ink-3">
            <Instant at={row.at} />
          </span>
          {row.comment ? (
            <span className="block wrap-anywhere text-ink-2">{row.comment}</span>
          ) : null}
        </li>
      ))}
    </ol>
  );
}
