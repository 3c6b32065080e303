// The head of a matrix: who and what is in it, and how much.
import { BitCounts } from "./bit-counts";
import { flagBit, type MatrixCells, stateBits } from "./cells-view";
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
  const lines = new Sums(matrix, at.lines.length);
  const columns = new Sums(matrix, at.columns.length);
  for (let nth = 0; nth < cells.length; nth += 1) {
    const cell = u32(cells, nth);
    lines.add(u32(at.lineOf, nth), cell);
    columns.add(u32(at.columnOf, nth), cell);
  }
  const asOf = instant.asOf;
  const head: MatrixHead = {
    asOf: new Date(asOf).toISOString(),
    from: new Date(matrix.from).toISOString(),
    days: instant.days,
    principals: at.principals.flatMap((no) => viewOf(space.principals[no], asOf, principalView)),
    columns: at.columns.flatMap((no) => viewOf(space.columns[no], asOf, columnView)),
    environments: space.environments,
    lines: at.lines.map((line, nth): Line => ({ ...line, ...lines.totals(nth) })),
    columnTotals: at.columns.map((_, nth) => columns.totals(nth)),
    totals: lines.whole(),
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
  const drawn = {
    used: new Float64Array(cells.length),
    last: new Uint32Array(cells.length),
    flags: new Uint16Array(cells.length),
    state: new Uint8Array(cells.length),
  };
  for (let nth = 0; nth < cells.length; nth += 1) {
    const cell = u32(cells, nth);
    const denied = f64(matrix.denied, cell) > 0;
    drawn.used[nth] = f64(matrix.used, cell);
    drawn.last[nth] = Math.floor(f64(matrix.last, cell) / 1000);
    drawn.flags[nth] = u16(matrix.flags, cell);
    drawn.state[nth] = stateBits(u8(matrix.granted, cell), u8(matrix.enforced, cell), denied);
  }
  return { head, starts, column: at.columnOf, ...drawn };
}

/** Cells in which each flag is raised. */
export function flagCounts({ flags }: Matrix, cells: Uint32Array): Record<Flag, number> {
  const counts = new BitCounts();
  for (let nth = 0; nth < cells.length; nth += 1) counts.add(u16(flags, u32(cells, nth)));
  return { ...NO_FLAGS, ...counts.by(FLAGS) };
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
  for (let nth = 0; nth < cells.length; nth += 1) inUse[num(space.columnOf, u32(cells, nth))] = 1;
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
  const columnOf = new Uint32Array(cells.length);
  for (let nth = 0; nth < cells.length; nth += 1) {
    columnOf[nth] = u32(columnAt, num(space.columnOf, u32(cells, nth)));
  }
  return { principals, columns, lines, lineOf, columnOf };
}

export const NO_TOTALS: Totals = {
  ...{ cells: 0, granted: 0, enforced: 0, unknown: 0, used: 0, flagged: 0, calls: 0, denied: 0 },
};

const FIELDS = 8;

/** Totals of many groups at once, as one column of numbers. */
class Sums {
  readonly #sums: Float64Array;
  readonly #matrix: Matrix;

  constructor(matrix: Matrix, groups: number) {
    this.#matrix = matrix;
    this.#sums = new Float64Array(groups * FIELDS);
  }

  add(group: number, cell: number): void {
    const { granted, enforced, used, denied, flags } = this.#matrix;
    const at = group * FIELDS;
    const state = u8(enforced, cell);
    const calls = f64(used, cell);
    this.#count(at, 1);
    this.#count(at + 1, u8(granted, cell));
    this.#count(at + 2, state === 1 ? 1 : 0);
    this.#count(at + 3, state === 2 ? 1 : 0);
    this.#count(at + 4, calls > 0 ? 1 : 0);
    this.#count(at + 5, (u16(flags, cell) & DEVIATES) === 0 ? 0 : 1);
    this.#count(at + 6, calls);
    this.#count(at + 7, f64(denied, cell));
  }

  totals(group: number): Totals {
    const start = group * FIELDS;
    const [cells = 0, granted = 0, enforced = 0, unknown = 0, used = 0, flagged = 0, ...calls] =
      this.#sums.subarray(start, start + FIELDS);
    const [made = 0, denied = 0] = calls;
    return { cells, granted, enforced, unknown, used, flagged, calls: made, denied };
  }

  /** Of all groups together. */
  whole(): Totals {
    const all = new Sums(this.#matrix, 1);
    for (const [at, sum] of this.#sums.entries()) all.#count(at % FIELDS, sum);
    return all.totals(0);
  }

  #count(at: number, more: number): void {
    this.#sums[at] = f64(this.#sums, at) + more;
  }
}

/** The totals of cells alone. */
export function sumOf(matrix: Matrix, cells: Uint32Array): Totals {
  const sums = new Sums(matrix, 1);
  for (let nth = 0; nth < cells.length; nth += 1) sums.add(0, u32(cells, nth));
  return sums.totals(0);
}
