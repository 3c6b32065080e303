import type { DifferenceRow } from "./enforced-view";

export type DifferenceFilter = {
  readonly q: string;
  readonly side: string;
  readonly match: string;
};

/** The rows that a filter of the page leaves; "" is all. */
export function filterDifferences(
  rows: readonly DifferenceRow[],
  { q, side, match }: DifferenceFilter,
): DifferenceRow[] {
  const wanted = q.trim().toLowerCase();
  return rows.filter(
    (row) =>
      (side === "" || row.side === side) &&
      (match === "" || row.matched === (match === "matched")) &&
      [row.principal, row.server, row.operation, row.environment].some((text) =>
        text.toLowerCase().includes(wanted),
      ),
  );
}
