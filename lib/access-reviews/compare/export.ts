import "server-only";
import type { CommandContext } from "@/lib/change-log/transact";
import type { ExportColumn } from "@/lib/exports/cells";
import { columnsOf } from "@/lib/exports/columns";
import { exportTable } from "@/lib/exports/export-table";
import type { Download } from "@/lib/server/define-download";
import { lineTitle, type Names } from "../overview/lines-view";
import { type ComparedLine, countCompared } from "./compare";
import { COMPARED_LABEL } from "./compare-labels";
import { differenceWords } from "./compare-view";
import { getComparison } from "./queries";
import type { ExportComparisonInput } from "./schema";

export type ComparedFileRow = { readonly compared: ComparedLine; readonly names: Names };

const { text } = columnsOf<ComparedFileRow>();
const shownOf = ({ now, before }: ComparedLine) => now ?? before;

/** One row for each line that is in one of the two reviews. */
export const COMPARISON_COLUMNS: readonly ExportColumn<ComparedFileRow>[] = [
  text(
    "line",
    "Key",
    "What the line is about; the same in both reviews.",
    ({ compared }) => compared.key,
    40,
  ),
  text(
    "what",
    "What",
    "Who may do what; people by their name when this file was made.",
    ({ compared, names }) => {
      const shown = shownOf(compared);
      return shown ? lineTitle(shown.line, names) : null;
    },
    40,
  ),
  text(
    "environment",
    "Environment",
    "Where; empty where the line is about none.",
    ({ compared }) => shownOf(compared)?.line.environment ?? null,
  ),
  text(
    "state",
    "State",
    "new, changed, gone or same, from the earlier review to the later one.",
    ({ compared }) => compared.state,
  ),
  text(
    "differences",
    "Differences",
    "Field: before → after, one per line; empty where nothing differs.",
    ({ compared, names }) =>
      compared.fields.map((field) => differenceWords(field, names)).join("\n"),
    50,
  ),
  text(
    "outcome_before",
    "Ended with, earlier",
    "Empty: it was not in it, or not decided.",
    ({ compared }) => compared.before?.outcome ?? null,
  ),
  text(
    "outcome_now",
    "Ended with, later",
    "Empty: it is not in it, or not decided.",
    ({ compared }) => compared.now?.outcome ?? null,
  ),
];

/**
 * Two reviews line by line as a file; taking it out is recorded. Errors: forbidden, not_found (also: not theirs), too_large,
 * unavailable.
 */
export async function exportComparison(
  ctx: CommandContext,
  input: ExportComparisonInput,
): Promise<Download> {
  const { now, before, lines, names } = await getComparison(ctx.actor, input.review, input.with);
  const kept = lines.filter(({ state }) => input.state === null || state === input.state);
  const [later, earlier] = [now.review.reference, before?.review.reference ?? "none"];
  return exportTable<ComparedFileRow>(ctx, {
    title: `${later} compared with ${earlier}`,
    artifactId: "ART-04",
    queryId: "access-reviews.comparison@1",
    format: input.format,
    fileStem: `access-review-comparison-${later}`,
    columns: COMPARISON_COLUMNS.map((column) =>
      column.key === "line" ? { ...column, notIn: ["pdf"] as const } : column,
    ),
    rows: kept.map((compared) => ({ compared, names })),
    total: kept.length,
    parameters: { review: input.review, with: before?.review.id ?? "" },
    filters: input.state === null ? [] : [`State: ${COMPARED_LABEL[input.state]}`],
    scope: `the snapshots of ${earlier} and ${later}`,
    sort: "position in the later review, then what is gone",
    primaryKey: "line",
    asOf: now.review.asOf ?? ctx.now,
    period: { start: now.review.periodStart, end: now.review.periodEnd },
    controlTotals: { state: countCompared(kept) },
  });
}
