import { u32 } from "./columns";
import { startsOf } from "./intervals";

/** Cells by a rank below `ranks`; those of the same stay as they were. Linear: they are counted, not compared. */
export function sortedByRank(
  cells: Uint32Array,
  rankOf: (cell: number) => number,
  ranks: number,
): Uint32Array {
  const rank = new Uint32Array(cells.length);
  for (let nth = 0; nth < cells.length; nth += 1) rank[nth] = rankOf(u32(cells, nth));
  const next = startsOf(rank, ranks);
  const sorted = new Uint32Array(cells.length);
  for (let nth = 0; nth < cells.length; nth += 1) {
    const place = u32(next, u32(rank, nth));
    sorted[place] = u32(cells, nth);
    next[u32(rank, nth)] = place + 1;
  }
  return sorted;
}
