import { f64, num, u16, u32 } from "./columns";
import type { Matrix } from "./evaluate";
import type { CellSort } from "./matrix-view";
import { sortedByRank } from "./sorted-by-rank";

/** Cells by what a list is sorted by; those that are alike in it stay as they are shown. */
export function sortedCells(
  matrix: Matrix,
  cells: Uint32Array,
  { sort, dir }: { readonly sort: CellSort; readonly dir: "asc" | "desc" },
): Uint32Array {
  if (sort === "principal") return dir === "asc" ? cells : cells.toReversed();
  const valueIn = valueBy(matrix, sort);
  const values = valuesIn(cells, valueIn);
  const last = values.length - 1;
  const rankOf = (cell: number) => rankIn(values, valueIn(cell));
  const inOrder = dir === "asc" ? rankOf : (cell: number) => last - rankOf(cell);
  return sortedByRank(cells, inOrder, values.length);
}

/** Each value once, ascending. */
function valuesIn(cells: Uint32Array, valueIn: (cell: number) => number): Float64Array {
  const values = new Float64Array(cells.length);
  for (let nth = 0; nth < cells.length; nth += 1) values[nth] = valueIn(u32(cells, nth));
  values.sort();
  let count = 0;
  for (let nth = 0; nth < values.length; nth += 1) {
    if (count > 0 && f64(values, nth) === f64(values, count - 1)) continue;
    values[count] = f64(values, nth);
    count += 1;
  }
  return values.subarray(0, count);
}

/** Where a value is that is among ascending ones. */
function rankIn(values: Float64Array, value: number): number {
  let [low, high] = [0, values.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (f64(values, middle) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

function valueBy(matrix: Matrix, sort: Exclude<CellSort, "principal">) {
  const { index, used, last, flags } = matrix;
  switch (sort) {
    case "operation":
      return (cell: number) => u32(index.columnRank, num(index.space.columnOf, cell));
    case "used":
      return (cell: number) => f64(used, cell);
    case "last":
      return (cell: number) => f64(last, cell);
    case "flags":
      return (cell: number) => ones(u16(flags, cell));
    default:
      return sort satisfies never;
  }
}

function ones(bits: number): number {
  let [rest, count] = [bits, 0];
  for (; rest !== 0; rest &= rest - 1) count += 1;
  return count;
}
