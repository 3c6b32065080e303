import type { ReactNode } from "react";
import { OutcomeBadge } from "@/components/ui/badge";
import { Instant } from "@/components/ui/instant";
import type { SnapshotSource, TieOut } from "@/lib/access-reviews/snapshot-view";

/** When each gateway had last stated what it enforces (REV-03). */
export function SourceTable({ sources }: { sources: readonly SnapshotSource[] }) {
  if (sources.length === 0) return <p className="text-ink-2">No source states what it enforces.</p>;
  return (
    <Wide label="Sources of the snapshot">
      <table className="ledger">
        <caption className="sr-only">Sources of the snapshot</caption>
        <thead>
          <tr>
            <th scope="col">Source</th>
            <th scope="col">Last stated</th>
            <th scope="col" className="text-end">
              Policy version
            </th>
            <th scope="col" className="text-end">
              Lines
            </th>
            <th scope="col">Then</th>
          </tr>
        </thead>
        <tbody>
          {sources.map((source) => (
            <tr key={source.sourceId}>
              <th scope="row">{source.name}</th>
              <td>{source.statedAt ? <Instant at={source.statedAt} /> : "never"}</td>
              <td className="text-end tabular-nums">{source.policyVersion ?? "none"}</td>
              <td className="text-end tabular-nums">{source.lines.toLocaleString("en")}</td>
              <td>
                {source.stale ? (
                  <OutcomeBadge outcome="attention">Stale</OutcomeBadge>
                ) : (
                  <OutcomeBadge outcome="pass">Fresh</OutcomeBadge>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Wide>
  );
}

/** What was compared with what, and what is missing (REV-04). */
export function TieOutTable({ rows, note }: { rows: readonly TieOut[]; note: string }) {
  if (rows.length === 0) return <p className="text-ink-2">Nothing was compared.</p>;
  return (
    <>
      <Wide label="Completeness">
        <table className="ledger">
          <caption className="sr-only">Completeness</caption>
          <thead>
            <tr>
              <th scope="col">Compared</th>
              <th scope="col" className="text-end">
                Of
              </th>
              <th scope="col" className="text-end">
                Missing
              </th>
              <th scope="col">Which</th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ id, words, compared, missing, examples }) => (
              <tr key={id}>
                <th scope="row" className="whitespace-normal">
                  {words}
                </th>
                <td className="text-end tabular-nums">{compared.toLocaleString("en")}</td>
                <td className="text-end tabular-nums">{missing.toLocaleString("en")}</td>
                <td className="min-w-64 whitespace-normal wrap-anywhere">
                  {examples.slice(0, 10).join(", ")}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Wide>
      {note ? <p className="mt-2 max-w-[72ch]">What the officer says of it: {note}</p> : null}
    </>
  );
}

/** On a phone the table scrolls, and the page does not. */
function Wide({ label, children }: { label: string; children: ReactNode }) {
  return (
    <section
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reached by keyboard
      tabIndex={0}
      className="overflow-x-auto print:overflow-visible"
    >
      {children}
    </section>
  );
}
