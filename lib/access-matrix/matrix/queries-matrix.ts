import "server-only";
import type { Actor } from "@/lib/auth/actor";
import { encodeCells } from "./cells-view";
import { compareRow, countsOf, diffOf } from "./compare";
import { cellRow } from "./describe";
import { drawnCells, headOf, sumOf } from "./head";
import { judgedAt, judgedEach, visibleRows } from "./judged";
import type { CellPage, CellSort, CompareAnswer, MatrixAnswer, MatrixFilter } from "./matrix-view";
import { select } from "./select";
import { sortedCells } from "./sorted";
import { type CellWish, storyOf } from "./story";
import type { CellStory } from "./story-view";

/** `days`: the period of use is from midnight UTC so many days before the day of `asOf` until `asOf`, exact to the instant. */
export type MatrixWish = {
  readonly asOf: Date;
  readonly days: number;
  readonly filter: MatrixFilter;
};

export type PageWish = {
  readonly page: number;
  readonly pageSize: number;
  readonly sort: CellSort;
  readonly dir: "asc" | "desc";
};

/**
 * Rows, columns, lines, totals, counts by flag (whatever flag the filter names) and freshness per source of the cells the filter
 * leaves; of the agents and keys that the actor answers for, or of all with matrix:read-all. Errors: forbidden.
 */
export async function matrixAt(actor: Actor, wish: MatrixWish): Promise<MatrixAnswer> {
  return (await selected(actor, wish)).drawn.head;
}

/** The same with every cell, as bytes for the picture: see cells-view.ts. Errors: forbidden. */
export async function matrixCells(
  actor: Actor,
  wish: MatrixWish,
): Promise<Uint8Array<ArrayBuffer>> {
  const { matrix, selection, drawn } = await selected(actor, wish);
  return encodeCells(drawnCells(matrix, selection.cells, drawn));
}

/** A page of cells, and the head of all that the filter leaves. `page` counts from 1. Errors: forbidden. */
export async function listCells(
  actor: Actor,
  wish: MatrixWish & PageWish,
): Promise<CellPage & { readonly matrix: MatrixAnswer }> {
  const { matrix, selection, drawn } = await selected(actor, wish);
  const sorted = sortedCells(matrix, selection.cells, wish);
  const rows = pageOf(sorted, wish).map((cell) => cellRow(matrix, cell));
  return { rows, total: sorted.length, matrix: drawn.head };
}

/** All cells of a file, a thousand at a time. Errors: forbidden. */
export async function cellsForExport(
  actor: Actor,
  wish: MatrixWish & Pick<PageWish, "sort" | "dir">,
) {
  const { matrix, selection, drawn } = await selected(actor, wish);
  const sorted = sortedCells(matrix, selection.cells, wish);
  const pages = pagesOf(sorted, (cell) => cellRow(matrix, cell));
  return { head: drawn.head, total: sorted.length, pages };
}

async function selected(actor: Actor, { asOf, days, filter }: MatrixWish) {
  const { ownOnly, isVisible } = visibleRows(actor);
  const { matrix, countedAt } = await judgedAt(asOf, days);
  const selection = select(matrix, filter, isVisible);
  return { matrix, selection, drawn: headOf(matrix, selection, { countedAt, ownOnly }) };
}

/**
 * The story of one cell, also of one that is empty. `row` and `column` are ids of matrix-view.ts. Errors: forbidden, not_found (also:
 * not theirs).
 */
export async function getCell(actor: Actor, wish: CellWish): Promise<CellStory> {
  return await storyOf(actor, wish);
}

export type CompareWish = {
  readonly from: Date;
  readonly to: Date;
  readonly days: number;
  readonly filter: MatrixFilter;
};

/**
 * A page of the cells that are not the same at two instants; each is judged with its own period. The filter by flag or state leaves
 * what has it at one of them. Errors: forbidden.
 */
export async function compareAt(
  actor: Actor,
  wish: CompareWish & Pick<PageWish, "page" | "pageSize">,
): Promise<CompareAnswer> {
  const { before, after, cells, answer } = await compared(actor, wish);
  const rows = pageOf(cells, wish).map((cell) => compareRow(before, after, cell));
  return { ...answer, rows };
}

/** All of them for a file, a thousand at a time. Errors: forbidden. */
export async function comparedForExport(actor: Actor, wish: CompareWish) {
  const { before, after, cells, answer, ownOnly } = await compared(actor, wish);
  return { answer, ownOnly, pages: pagesOf(cells, (cell) => compareRow(before, after, cell)) };
}

async function compared(actor: Actor, { from, to, days, filter }: CompareWish) {
  const { ownOnly, isVisible } = visibleRows(actor);
  const [first, second] = await judgedEach([from, to], days);
  if (!first || !second) throw new Error("There are no two matrices to compare.");
  const [before, after] = [first.matrix, second.matrix];
  const one = select(before, filter, isVisible);
  const other = select(after, filter, isVisible);
  const cells = diffOf(before, after, one.cells, other.cells);
  const answer = {
    ...{ from: from.toISOString(), to: to.toISOString(), days, total: cells.length },
    ...countsOf(before, after, cells),
    before: sumOf(before, one.cells),
    after: sumOf(after, other.cells),
    countedAt: second.countedAt.toISOString(),
  };
  return { before, after, cells, answer, ownOnly };
}

function pageOf(cells: Uint32Array, { page, pageSize }: Pick<PageWish, "page" | "pageSize">) {
  const start = (page - 1) * pageSize;
  return [...cells.subarray(start, start + pageSize)];
}

const PAGE = 1_000;

async function* pagesOf<Row>(
  cells: Uint32Array,
  rowOf: (cell: number) => Row,
): AsyncGenerator<readonly Row[]> {
  for (let start = 0; start < cells.length; start += PAGE) {
    yield [...cells.subarray(start, start + PAGE)].map(rowOf);
  }
}
