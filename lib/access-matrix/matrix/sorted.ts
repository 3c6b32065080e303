import { f64, num, u16, u32 } from "./columns";
import type { Matrix } from "./evaluate";
import type { CellSort } from "./matrix-view";

/** Cells by what a list is sorted by; those that are alike in it stay as they are shown. */
export function sortedCells(
  matrix: Matrix,
  cells: Uint32Array,
  { sort, dir }: { readonly sort: CellSort; readonly dir: "asc" | "desc" },
): Uint32Array {
  if (sort === "principal") return dir === "asc" ? cells : cells.toReversed();
  const valueIn = valueBy(matrix, sort);
  const values = Float64Array.from(cells, valueIn);
  const sign = dir === "asc" ? 1 : -1;
  const order = Uint32Array.from(cells, (_, at) => at);
  order.sort((a, b) => sign * (f64(values, a) - f64(values, b)) || a - b);
  return order.map((at) => u32(cells, at));
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
