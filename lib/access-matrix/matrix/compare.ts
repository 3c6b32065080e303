// What is not the same at two instants.
import { flagsIn } from "./cells-view";
import { f64, u8, u16 } from "./columns";
import { cellRow } from "./describe";
import type { Matrix } from "./evaluate";
import { NO_FLAGS } from "./head";
import {
  CELL_CHANGES,
  type CellChange,
  type CellState,
  type CompareRow,
  type Flag,
} from "./matrix-view";

/** Cells of both matrices (of the same index) that differ, in the order in which they are shown. */
export function diffOf(before: Matrix, after: Matrix): Uint32Array {
  return after.index.order.filter(
    (cell) =>
      u16(before.flags, cell) !== u16(after.flags, cell) ||
      u8(before.granted, cell) !== u8(after.granted, cell) ||
      enforcedAt(before, cell) !== enforcedAt(after, cell) ||
      f64(before.used, cell) > 0 !== f64(after.used, cell) > 0,
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
  const [was, is] = [u16(before.flags, cell), u16(after.flags, cell)];
  const [enforcedWas, enforcedIs] = [enforcedAt(before, cell), enforcedAt(after, cell)];
  const granted = u8(after.granted, cell) - u8(before.granted, cell);
  const used = Number(f64(after.used, cell) > 0) - Number(f64(before.used, cell) > 0);
  const found: Record<CellChange, boolean> = {
    granted: granted > 0,
    "no-longer-granted": granted < 0,
    enforced: enforcedIs === 1 && enforcedWas !== 1,
    "no-longer-enforced": enforcedIs === 0 && enforcedWas !== 0,
    "enforcement-unknown": enforcedIs === 2 && enforcedWas !== 2,
    used: used > 0,
    "no-longer-used": used < 0,
    "flag-raised": (is & ~was) !== 0,
    "flag-cleared": (was & ~is) !== 0,
  };
  return CELL_CHANGES.filter((change) => found[change]);
}

/** Cells of each change, and of each flag. */
export function countsOf(before: Matrix, after: Matrix, cells: Uint32Array) {
  const counts: Record<CellChange, number> = { ...NO_CHANGES };
  const raised: Record<Flag, number> = { ...NO_FLAGS };
  const cleared: Record<Flag, number> = { ...NO_FLAGS };
  for (const cell of cells) {
    for (const change of changesIn(before, after, cell)) counts[change] += 1;
    const [was, is] = [u16(before.flags, cell), u16(after.flags, cell)];
    for (const flag of flagsIn(is & ~was)) raised[flag] += 1;
    for (const flag of flagsIn(was & ~is)) cleared[flag] += 1;
  }
  return { counts, raised, cleared };
}

const NO_CHANGES: Readonly<Record<CellChange, number>> = {
  ...{ granted: 0, "no-longer-granted": 0, enforced: 0, "no-longer-enforced": 0 },
  ...{ "enforcement-unknown": 0, used: 0, "no-longer-used": 0 },
  ...{ "flag-raised": 0, "flag-cleared": 0 },
};
