// What is not the same at two instants.
import { BitCounts } from "./bit-counts";
import { flagsIn } from "./cells-view";
import { chosen, f64, u8, u16, u32 } from "./columns";
import { cellRow } from "./describe";
import type { Matrix } from "./evaluate";
import { NO_FLAGS } from "./head";
import {
  CELL_CHANGES,
  type CellChange,
  type CellState,
  type CompareRow,
  FLAGS,
} from "./matrix-view";

/** Cells of both matrices (of the same index) that are `meant` and differ, in the order in which they are shown. */
export function diffOf(
  before: Matrix,
  after: Matrix,
  ...meant: readonly Uint32Array[]
): Uint32Array {
  const isMeant = new Uint8Array(after.index.space.size);
  for (const cells of meant) {
    for (let nth = 0; nth < cells.length; nth += 1) isMeant[u32(cells, nth)] = 1;
  }
  return chosen(
    after.index.order,
    (cell) => u8(isMeant, cell) === 1 && isDifferent(before, after, cell),
  );
}

function isDifferent(before: Matrix, after: Matrix, cell: number): boolean {
  return (
    u16(before.flags, cell) !== u16(after.flags, cell) ||
    u8(before.granted, cell) !== u8(after.granted, cell) ||
    enforcedAt(before, cell) !== enforcedAt(after, cell) ||
    f64(before.used, cell) > 0 !== f64(after.used, cell) > 0
  );
}

// A cell that is not there is enforced by nobody, whether or not a source could have said so.
function enforcedAt(matrix: Matrix, cell: number): number {
  return isThere(matrix, cell) ? u8(matrix.enforced, cell) : 0;
}

function isThere({ granted, enforced, used, denied, flags }: Matrix, cell: number): boolean {
  return (
    u8(granted, cell) + u8(enforced, cell) + u16(flags, cell) > 0 ||
    f64(used, cell) + f64(denied, cell) > 0
  );
}

export function compareRow(before: Matrix, after: Matrix, cell: number): CompareRow {
  const { row, column, environment, principal, operation } = cellRow(after, cell);
  const [was, is] = [u16(before.flags, cell), u16(after.flags, cell)];
  return {
    ...{ row, column, environment, principal, operation },
    before: stateIn(before, cell),
    after: stateIn(after, cell),
    changes: changesIn(before, after, cell),
    raised: flagsIn(is & ~was),
    cleared: flagsIn(was & ~is),
  };
}

function stateIn(matrix: Matrix, cell: number): CellState | null {
  if (!isThere(matrix, cell)) return null;
  const { granted, enforced, used, denied, flags } = cellRow(matrix, cell);
  return { granted, enforced, used, denied, flags };
}

function changesIn(before: Matrix, after: Matrix, cell: number): CellChange[] {
  const bits = changeBits(before, after, cell);
  return CELL_CHANGES.filter((_, nth) => (bits & (1 << nth)) !== 0);
}

/** Bit i is CELL_CHANGES[i]. */
function changeBits(before: Matrix, after: Matrix, cell: number): number {
  const [was, is] = [u16(before.flags, cell), u16(after.flags, cell)];
  return (
    grantBits(u8(after.granted, cell) - u8(before.granted, cell)) |
    enforcedBits(enforcedAt(before, cell), enforcedAt(after, cell)) |
    usageBits(Number(f64(after.used, cell) > 0) - Number(f64(before.used, cell) > 0)) |
    ((is & ~was) === 0 ? 0 : RAISED) |
    ((was & ~is) === 0 ? 0 : CLEARED)
  );
}

const [RAISED, CLEARED] = [bitOf("flag-raised"), bitOf("flag-cleared")];
const [GRANTED, UNGRANTED] = [bitOf("granted"), bitOf("no-longer-granted")];
const [USED, UNUSED] = [bitOf("used"), bitOf("no-longer-used")];
/** By what it is enforced after: 0 no, 1 yes, 2 unknown. */
const ENFORCED = [
  bitOf("no-longer-enforced"),
  bitOf("enforced"),
  bitOf("enforcement-unknown"),
] as const;

function bitOf(change: CellChange): number {
  return 1 << CELL_CHANGES.indexOf(change);
}

function grantBits(more: number): number {
  if (more === 0) return 0;
  return more > 0 ? GRANTED : UNGRANTED;
}

function usageBits(more: number): number {
  if (more === 0) return 0;
  return more > 0 ? USED : UNUSED;
}

function enforcedBits(was: number, is: number): number {
  return was === is ? 0 : (ENFORCED[is] ?? 0);
}

/** Cells of each change, and of each flag. */
export function countsOf(before: Matrix, after: Matrix, cells: Uint32Array) {
  const [changes, raised, cleared] = [new BitCounts(), new BitCounts(), new BitCounts()];
  for (let nth = 0; nth < cells.length; nth += 1) {
    const cell = u32(cells, nth);
    const [was, is] = [u16(before.flags, cell), u16(after.flags, cell)];
    changes.add(changeBits(before, after, cell));
    raised.add(is & ~was);
    cleared.add(was & ~is);
  }
  return {
    counts: { ...NO_CHANGES, ...changes.by(CELL_CHANGES) },
    raised: { ...NO_FLAGS, ...raised.by(FLAGS) },
    cleared: { ...NO_FLAGS, ...cleared.by(FLAGS) },
  };
}

const NO_CHANGES: Readonly<Record<CellChange, number>> = {
  ...{ granted: 0, "no-longer-granted": 0, enforced: 0, "no-longer-enforced": 0 },
  ...{ "enforcement-unknown": 0, used: 0, "no-longer-used": 0 },
  ...{ "flag-raised": 0, "flag-cleared": 0 },
};
