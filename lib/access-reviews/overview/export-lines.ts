import "server-only";
import type { CommandContext } from "@/lib/change-log/transact";
import { ENVIRONMENT_LABEL } from "@/lib/core/environments";
import type { ExportColumn } from "@/lib/exports/cells";
import { columnsOf } from "@/lib/exports/columns";
import { exportTable } from "@/lib/exports/export-table";
import type { Download } from "@/lib/server/define-download";
import {
  LINE_CHANGE_LABEL,
  LINE_FLAG_LABEL,
  LINE_KIND_LABEL,
  OUTCOME_LABEL,
  RISK_LABEL,
  SECTION_LABEL,
} from "../labels";
import type { DossierLine } from "./dossier";
import { SNAPSHOT_COLUMNS, SNAPSHOT_KEY } from "./line-columns";
import { filterLines } from "./lines";
import type { ExportLinesInput } from "./lines-schema";
import { lineTitle, type Names, outcomeWords, toReviewLineRow } from "./lines-view";
import { getReviewLines } from "./queries";

type Row = { readonly held: DossierLine; readonly names: Names };

const { text, instant } = columnsOf<Row>();

const DECIDED: readonly ExportColumn<Row>[] = [
  text(
    "what",
    "What",
    "Who may do what, in one line; people by their name at the time of this export.",
    ({ held, names }) => lineTitle(held.line, names),
    40,
  ),
  text(
    "outcome",
    "Ended with",
    "keep, keep-until, reduce, revoke, transfer or no-response; empty: not decided yet.",
    ({ held }) => held.outcome,
  ),
  text(
    "outcome_words",
    "Ended with, in words",
    "The same with its date or rest.",
    ({ held, names }) => outcomeWords(held, names),
  ),
  text(
    "decided_by",
    "Decided by",
    "Who decided it, by name.",
    ({ held, names }) => toReviewLineRow(held, names).decidedBy,
  ),
  text("decided_by_id", "Decided by (id)", "Their opaque ids, first stage first.", ({ held }) =>
    [held.first, held.second].flatMap((row) => (row ? [row.personId] : [])).join("; "),
  ),
  instant(
    "decided_at",
    "Decided at",
    "When the last of its decisions was made; empty: none.",
    ({ held }) => (held.second ?? held.first)?.decidedAt ?? null,
  ),
  text(
    "comments",
    "Comments",
    "What they said, first stage first.",
    ({ held }) => [held.first, held.second].flatMap((row) => row?.comment || []).join("\n"),
    40,
  ),
];

const IN_PRINT = [
  "n",
  "what",
  "risk",
  "section",
  "environment",
  "calls",
  "outcome_words",
  "decided_by",
  "comments",
];

const COLUMNS: readonly ExportColumn<Row>[] = [
  ...SNAPSHOT_COLUMNS.slice(0, 1).map(ofLine),
  ...DECIDED,
  ...SNAPSHOT_COLUMNS.slice(1).map(ofLine),
].map((column) =>
  IN_PRINT.includes(column.key) ? column : { ...column, notIn: ["pdf"] as const },
);

function ofLine(column: (typeof SNAPSHOT_COLUMNS)[number]): ExportColumn<Row> {
  return { ...column, value: ({ held }: Row) => column.value(held.line) };
}

/**
 * The lines of a review as the filters show them, as a file; taking it out is recorded. Errors: forbidden, not_found (also: not
 * theirs), too_large, unavailable.
 */
export async function exportReviewLines(
  ctx: CommandContext,
  input: ExportLinesInput,
): Promise<Download> {
  const { dossier, names } = await getReviewLines(ctx.actor, input.review);
  const { review } = dossier;
  const found = filterLines(dossier.lines, input, names);
  const { format, review: id, ...filters } = input;
  return exportTable<Row>(ctx, {
    title: `Lines of ${review.reference}`,
    artifactId: "ART-04",
    queryId: "access-reviews.lines@1",
    format,
    fileStem: `access-review-lines-${review.reference}`,
    columns: COLUMNS,
    rows: found.map((held) => ({ held, names })),
    total: found.length,
    parameters: { review: id, ...given(filters) },
    filters: filtersInWords(input),
    scope: `the snapshot of ${review.reference}, SHA-256 ${review.snapshotHash ?? "none"}`,
    sort: `${input.sort}, ${input.dir === "asc" ? "ascending" : "descending"}, then position`,
    primaryKey: SNAPSHOT_KEY,
    asOf: review.asOf ?? ctx.now,
    period: { start: review.periodStart, end: review.periodEnd },
    controlTotals: { outcome: countBy(found.map(({ outcome }) => outcome ?? "undecided")) },
  });
}

function given(filters: Readonly<Record<string, string | null>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(filters).flatMap(([key, value]) => (value ? [[key, value]] : [])),
  );
}

function filtersInWords(input: ExportLinesInput): string[] {
  const { q, section, risk, kind, outcome, change, flag, environment } = input;
  const ended = outcome === "undecided" ? "Not decided yet" : outcome && OUTCOME_LABEL[outcome];
  const said: [string, string | null][] = [
    ["Search", q.trim()],
    ["Section", section && SECTION_LABEL[section]],
    ["Risk", risk && RISK_LABEL[risk]],
    ["Kind", kind && LINE_KIND_LABEL[kind]],
    ["Ended with", ended],
    ["Since the last review", change && LINE_CHANGE_LABEL[change]],
    ["Marked", flag && LINE_FLAG_LABEL[flag]],
    ["Environment", environment && ENVIRONMENT_LABEL[environment]],
  ];
  return said.flatMap(([label, value]) => (value ? [`${label}: ${value}`] : []));
}

function countBy(words: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const word of words) counts[word] = (counts[word] ?? 0) + 1;
  return counts;
}
