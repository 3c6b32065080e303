import "server-only";
import { authorize } from "@/lib/auth/actor";
import type { CommandContext } from "@/lib/change-log/transact";
import { utcText } from "@/lib/core/clock";
import type { ExportSpec } from "@/lib/exports/export-spec";
import { exportStream } from "@/lib/exports/export-stream";
import { exportTable } from "@/lib/exports/export-table";
import { exportFileName } from "@/lib/exports/file-name";
import { PDF_MAX_ROWS } from "@/lib/exports/labels";
import type { Download, FileDownload } from "@/lib/server/file-reply";
import { installation } from "@/lib/settings/installation";
import { MATRIX_COLUMNS } from "./export-columns";
import { COMPARE_COLUMNS } from "./export-compare-columns";
import { FLAG_LABEL } from "./matrix-labels";
import {
  type CellRow,
  type CellSort,
  type CompareRow,
  FLAGS,
  type Flag,
  type MatrixFilter,
} from "./matrix-view";
import {
  type CompareWish,
  cellsForExport,
  comparedForExport,
  type MatrixWish,
} from "./queries-matrix";

export type MatrixFormat = "csv" | "xlsx" | "pdf";

const ARTIFACT = "ART-03";

/**
 * The cells that the filters leave, as a file with its provenance: CSV and Excel hold all of them, a PDF the first 5,000 and the
 * names of the files that hold the rest. Taking it out is recorded. Errors: forbidden, unavailable (not all rows could be read).
 */
export async function exportMatrix(
  ctx: CommandContext,
  {
    format,
    wish,
    sort,
  }: {
    readonly format: MatrixFormat;
    readonly wish: MatrixWish;
    readonly sort: { readonly sort: CellSort; readonly dir: "asc" | "desc" };
  },
): Promise<Download | FileDownload> {
  authorize(ctx.actor, "matrix:export");
  const { head, total, pages } = await cellsForExport(ctx.actor, { ...wish, ...sort });
  const { totals } = head;
  return await made<CellRow>(ctx, format, {
    title: "Access matrix",
    artifactId: ARTIFACT,
    queryId: "access-matrix.cells@1",
    fileStem: "access-matrix",
    columns: MATRIX_COLUMNS,
    rows: pages,
    total,
    parameters: {
      ...wordsOf(wish.filter),
      ...{ asOf: head.asOf, from: head.from, days: String(head.days), countedAt: head.countedAt },
      ...{ dormantDays: String(head.dormantDays), staleHours: String(head.staleHours) },
    },
    filters: filtersInWords(wish.filter),
    scope: scopeWords(head.ownOnly),
    sort: `${sort.sort}, ${sort.dir === "asc" ? "ascending" : "descending"}, then agent, key, environment, server and operation`,
    primaryKey: "cell",
    asOf: wish.asOf,
    period: { start: new Date(head.from), end: new Date(wish.asOf.getTime() + 1) },
    timeOf: ({ lastUsedAt }) => (lastUsedAt === null ? null : new Date(lastUsedAt)),
    controlTotals: {
      cells: { ...totals },
      flags: flagTotals(head.flags),
      "statements of sources": Object.fromEntries(
        head.sources.map(({ name, fresh }) => [`${name}, ${fresh ? "fresh" : "stale"}`, 1]),
      ),
    },
    exclusions: [NOT_THERE],
    ledgerReason: ROWS_ARE_SUMS,
  });
}

const NOT_THERE = "cells in which nothing was granted, enforced or called in the period";
const ROWS_ARE_SUMS =
  "each row is made of grants and policies, of which each change is an entry of the ledger, and of sums over the calls of the ledger";

/** The cells that are not the same at two instants, likewise. Errors: forbidden, unavailable. */
export async function exportComparison(
  ctx: CommandContext,
  { format, wish }: { readonly format: MatrixFormat; readonly wish: CompareWish },
): Promise<Download | FileDownload> {
  authorize(ctx.actor, "matrix:export");
  const { answer, ownOnly, pages } = await comparedForExport(ctx.actor, wish);
  return await made<CompareRow>(ctx, format, {
    title: "Access matrix: two instants compared",
    artifactId: ARTIFACT,
    queryId: "access-matrix.compare@1",
    fileStem: "access-matrix-compared",
    columns: COMPARE_COLUMNS,
    rows: pages,
    total: answer.total,
    parameters: {
      ...wordsOf(wish.filter),
      ...{ from: answer.from, to: answer.to, days: String(wish.days), countedAt: answer.countedAt },
    },
    filters: [
      `Before: ${utcText(wish.from)}; after: ${utcText(wish.to)}; use of ${wish.days} days before each`,
      ...filtersInWords(wish.filter),
    ],
    scope: scopeWords(ownOnly),
    sort: "agent, key, environment, server and operation",
    primaryKey: "cell",
    asOf: wish.to,
    controlTotals: {
      changes: { ...answer.counts },
      "flags raised": flagTotals(answer.raised),
      "flags cleared": flagTotals(answer.cleared),
      before: { ...answer.before },
      after: { ...answer.after },
    },
    exclusions: ["cells that are the same at both instants"],
    ledgerReason: ROWS_ARE_SUMS,
  });
}

type Spec<Row> = Omit<ExportSpec<Row>, "format" | "rows"> & {
  readonly rows: AsyncIterable<readonly Row[]>;
};

async function made<Row>(
  ctx: CommandContext,
  format: MatrixFormat,
  spec: Spec<Row>,
): Promise<Download | FileDownload> {
  if (format === "csv") return await exportStream(ctx, { ...spec, format });
  if (format === "xlsx" || spec.total <= PDF_MAX_ROWS)
    return await exportTable(ctx, { ...spec, format });
  const rest = await restInWords(spec);
  return await exportTable(ctx, {
    ...spec,
    format,
    rows: firstOf(spec.rows, PDF_MAX_ROWS),
    total: PDF_MAX_ROWS,
    filters: [...spec.filters, rest],
    exclusions: [...(spec.exclusions ?? []), rest],
  });
}

/** Which rows a PDF leaves out, and in which files they are. */
async function restInWords<Row>({ total, fileStem, asOf }: Spec<Row>): Promise<string> {
  const { organisation, demo } = await installation();
  const parts = { organisation, demo, artifactId: ARTIFACT, fileStem, asOf };
  const [zip, excel] = [
    exportFileName({ ...parts, format: "csv" }),
    exportFileName({ ...parts, format: "xlsx" }),
  ];
  const [first, last] = [PDF_MAX_ROWS + 1, total].map((count) => count.toLocaleString("en"));
  return `Rows ${first} to ${last} are not in this PDF, which holds at most ${PDF_MAX_ROWS.toLocaleString("en")}: all rows are in ${zip} (CSV) and ${excel} (Excel) of the same query and instant`;
}

async function* firstOf<Row>(
  pages: AsyncIterable<readonly Row[]>,
  count: number,
): AsyncGenerator<readonly Row[]> {
  let left = count;
  for await (const page of pages) {
    yield page.slice(0, left);
    left -= page.length;
    if (left <= 0) return;
  }
}

function scopeWords(ownOnly: boolean): string {
  return ownOnly
    ? "keys and agents that its maker owns, sponsors or would take over, and no others"
    : "every key, agent and unknown caller of this installation";
}

function wordsOf(filter: MatrixFilter): Record<string, string> {
  return Object.fromEntries(
    Object.entries(filter).flatMap(([name, value]): [string, string][] =>
      value === null || value === "" || value === "any" ? [] : [[name, value]],
    ),
  );
}

const FILTER_LABEL = {
  ...{ agent: "Agent", key: "Key", server: "Server", operation: "Operation" },
  ...{ environment: "Environment", access: "Access", dataClass: "Data class" },
  ...{ flag: "Flag", state: "State", q: "Search" },
} as const satisfies Record<keyof MatrixFilter, string>;

/** What the filters left out, one sentence each (IPE-05). */
function filtersInWords(filter: MatrixFilter): string[] {
  const flag = filter.flag === null ? null : FLAG_LABEL[filter.flag];
  const words = wordsOf({ ...filter, flag: null });
  return Object.entries(FILTER_LABEL).flatMap(([name, label]) => {
    const value = name === "flag" ? flag : words[name];
    return value ? [`${label}: ${value}`] : [];
  });
}

function flagTotals(flags: Readonly<Record<Flag, number>>): Record<string, number> {
  return Object.fromEntries(FLAGS.map((flag) => [FLAG_LABEL[flag], flags[flag]]));
}
