// The head of a matrix: who and what is in it, and how much.
import { flagBit, type MatrixCells, stateOf } from "./cells-view";
import { f64, num, u8, u16, u32 } from "./columns";
import { columnView, freshnessOf, principalView } from "./describe";
import type { Matrix } from "./evaluate";
import {
  DEVIATIONS,
  FLAGS,
  type Flag,
  type Line,
  type MatrixHead,
  type Totals,
} from "./matrix-view";
import type { Selection } from "./select";

export type HeadFacts = { readonly countedAt: Date; readonly ownOnly: boolean };

const DEVIATES = DEVIATIONS.reduce((bits, flag) => bits | flagBit(flag), 0);

/** The head of the cells that were selected; `at`: where each of them is in it. */
export function headOf(matrix: Matrix, { cells, anyFlag }: Selection, facts: HeadFacts) {
  const { space, facts: known } = matrix.index;
  const { instant } = matrix;
  const at = placesOf(matrix, cells);
  const lineTotals = at.lines.map(() => new Sum());
  const columnTotals = at.columns.map(() => new Sum());
  const all = new Sum();
  for (let nth = 0; nth < cells.length; nth += 1) {
    const cell = u32(cells, nth);
    for (const sum of [all, lineTotals[u32(at.lineOf, nth)], columnTotals[u32(at.columnOf, nth)]]) {
      sum?.add(matrix, cell);
    }
  }
  const asOf = instant.asOf;
  const head: MatrixHead = {
    asOf: new Date(asOf).toISOString(),
    from: new Date(matrix.from).toISOString(),
    days: instant.days,
    principals: at.principals.flatMap((no) => viewOf(space.principals[no], asOf, principalView)),
    columns: at.columns.flatMap((no) => viewOf(space.columns[no], asOf, columnView)),
    environments: space.environments,
    lines: at.lines.map((line, nth): Line => ({ ...line, ...totalsOf(lineTotals[nth]) })),
    columnTotals: columnTotals.map(totalsOf),
    totals: totalsOf(all),
    flags: flagCounts(matrix, anyFlag),
    sources: freshnessOf(matrix),
    countedAt: facts.countedAt.toISOString(),
    trackedFrom: known.trackedFrom === null ? null : new Date(known.trackedFrom).toISOString(),
    dormantDays: instant.dormantDays,
    staleHours: instant.staleHours,
    ownOnly: facts.ownOnly,
  };
  return { head, at };
}

function viewOf<Ref, View>(
  ref: Ref | undefined,
  asOf: number,
  view: (ref: Ref, asOf: number) => View,
): View[] {
  return ref === undefined ? [] : [view(ref, asOf)];
}

/** Cells as the browser draws them. */
export function drawnCells(
  matrix: Matrix,
  cells: Uint32Array,
  { head, at }: ReturnType<typeof headOf>,
): Omit<MatrixCells, "used"> & { used: Float64Array } {
  const starts = new Uint32Array(head.lines.length + 1).fill(cells.length);
  for (let nth = cells.length - 1; nth >= 0; nth -= 1) starts[u32(at.lineOf, nth)] = nth;
  const enforced = ["no", "yes", "unknown"] as const;
  return {
    head,
    starts,
    column: at.columnOf,
    used: Float64Array.from(cells, (cell) => f64(matrix.used, cell)),
    last: Uint32Array.from(cells, (cell) => Math.floor(f64(matrix.last, cell) / 1000)),
    flags: Uint16Array.from(cells, (cell) => u16(matrix.flags, cell)),
    state: Uint8Array.from(cells, (cell) =>
      stateOf(
        u8(matrix.granted, cell) === 1,
        enforced[u8(matrix.enforced, cell)] ?? "unknown",
        f64(matrix.denied, cell) > 0,
      ),
    ),
  };
}

/** Cells in which each flag is raised. */
export function flagCounts({ flags }: Matrix, cells: Uint32Array): Record<Flag, number> {
  const counts = new Uint32Array(FLAGS.length);
  for (const cell of cells) {
    for (let bits = u16(flags, cell), nth = 0; bits !== 0; bits >>= 1, nth += 1) {
      if ((bits & 1) === 1) counts[nth] = u32(counts, nth) + 1;
    }
  }
  const entries = FLAGS.map((flag, nth) => [flag, u32(counts, nth)] as const);
  return { ...NO_FLAGS, ...Object.fromEntries(entries) };
}

export const NO_FLAGS: Readonly<Record<Flag, number>> = {
  ...{ "environment-crossing": 0, "without-approval": 0, "enforced-not-granted": 0 },
  ...{ "granted-not-enforced": 0, "used-not-granted": 0, dormant: 0, wildcard: 0, expired: 0 },
  ...{ "definition-changed": 0, "agent-inactive": 0, "key-inactive": 0, orphan: 0 },
  ...{ "shared-key": 0, "enforcement-unknown": 0 },
};

/** Lines and columns in their order, with positions of each cell; cells come line by line. */
function placesOf(matrix: Matrix, cells: Uint32Array) {
  const { space, columnRank } = matrix.index;
  const inUse = new Uint8Array(space.columns.length);
  for (const cell of cells) inUse[num(space.columnOf, cell)] = 1;
  const columns = space.columns.flatMap((_, no) => (inUse[no] === 1 ? [no] : []));
  columns.sort((a, b) => u32(columnRank, a) - u32(columnRank, b));
  const columnAt = new Uint32Array(space.columns.length);
  for (const [place, no] of columns.entries()) columnAt[no] = place;
  const principals: number[] = [];
  const lines: { principal: number; environment: number }[] = [];
  const lineOf = new Uint32Array(cells.length);
  let [rank, row] = [-1, -1];
  for (let nth = 0; nth < cells.length; nth += 1) {
    const cell = u32(cells, nth);
    if (u32(matrix.index.lineRank, cell) !== rank) {
      rank = u32(matrix.index.lineRank, cell);
      if (num(space.principalOf, cell) !== row) principals.push(num(space.principalOf, cell));
      row = num(space.principalOf, cell);
      lines.push({ principal: principals.length - 1, environment: num(space.environmentOf, cell) });
    }
    lineOf[nth] = lines.length - 1;
  }
  const columnOf = Uint32Array.from(cells, (cell) => u32(columnAt, num(space.columnOf, cell)));
  return { principals, columns, lines, lineOf, columnOf };
}

class Sum {
  readonly totals = { ...NO_TOTALS };

  add({ granted, enforced, used, denied, flags }: Matrix, cell: number): void {
    const { totals } = this;
    totals.cells += 1;
    totals.granted += u8(granted, cell);
    const state = u8(enforced, cell);
    totals.enforced += state === 1 ? 1 : 0;
    totals.unknown += state === 2 ? 1 : 0;
    totals.used += f64(used, cell) > 0 ? 1 : 0;
    totals.flagged += (u16(flags, cell) & DEVIATES) === 0 ? 0 : 1;
    totals.calls += f64(used, cell);
    totals.denied += f64(denied, cell);
  }
}

export const NO_TOTALS: Totals = {
  ...{ cells: 0, granted: 0, enforced: 0, unknown: 0, used: 0, flagged: 0, calls: 0, denied: 0 },
};

function totalsOf(sum: Sum | undefined): Totals {
  return { ...(sum?.totals ?? NO_TOTALS) };
}

/** The totals of cells alone. */
export function sumOf(matrix: Matrix, cells: Uint32Array): Totals {
  const sum = new Sum();
  for (const cell of cells) sum.add(matrix, cell);
  return sum.totals;
}
