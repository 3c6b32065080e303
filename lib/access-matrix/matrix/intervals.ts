// From when to when something holds for cells, so that all of a cell lie together, the oldest first.

/** Column i of each array is one interval; those of a cell are `starts[cell]` to `starts[cell + 1]`. `to` is exclusive. */
export type Intervals = {
  readonly starts: Uint32Array;
  readonly from: Float64Array;
  readonly to: Float64Array;
  /** Position of the row that it was made of. */
  readonly row: Uint32Array;
  readonly bits: Uint8Array;
};

/** Collects intervals in any order. */
export class IntervalList {
  readonly cell: number[] = [];
  readonly from: number[] = [];
  readonly to: number[] = [];
  readonly row: number[] = [];
  readonly bits: number[] = [];

  /** What lasts no time is left out. */
  add(cell: number, from: number, to: number, row: number, bits: number): void {
    if (to <= from) return;
    this.cell.push(cell);
    this.from.push(from);
    this.to.push(to);
    this.row.push(row);
    this.bits.push(bits);
  }

  /** Linear: counted by cell, and sorted only where a cell has several. */
  byCell(cells: number): Intervals {
    const starts = startsOf(this.cell, cells);
    const next = starts.slice();
    const order = new Uint32Array(this.cell.length);
    for (let at = 0; at < this.cell.length; at += 1) {
      const cell = this.cell[at] ?? 0;
      const place = next[cell] ?? 0;
      order[place] = at;
      next[cell] = place + 1;
    }
    const byAge = (a: number, b: number) => (this.from[a] ?? 0) - (this.from[b] ?? 0) || a - b;
    for (let cell = 0; cell < cells; cell += 1) {
      const [start = 0, end = 0] = [starts[cell], starts[cell + 1]];
      if (end - start > 1) order.subarray(start, end).sort(byAge);
    }
    return {
      starts,
      from: new Float64Array(order.length).map((_, at) => this.from[order[at] ?? 0] ?? 0),
      to: new Float64Array(order.length).map((_, at) => this.to[order[at] ?? 0] ?? 0),
      row: new Uint32Array(order.length).map((_, at) => this.row[order[at] ?? 0] ?? 0),
      bits: new Uint8Array(order.length).map((_, at) => this.bits[order[at] ?? 0] ?? 0),
    };
  }
}

/** Where each group begins, and one more for the end. */
export function startsOf(groups: ArrayLike<number>, count: number): Uint32Array {
  const starts = new Uint32Array(count + 1);
  for (let at = 0; at < groups.length; at += 1) {
    const after = (groups[at] ?? 0) + 1;
    starts[after] = (starts[after] ?? 0) + 1;
  }
  for (let at = 0; at < count; at += 1) starts[at + 1] = (starts[at + 1] ?? 0) + (starts[at] ?? 0);
  return starts;
}
