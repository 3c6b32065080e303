// Reading columns of numbers where the position is known to be inside. One function for each kind of column, as the engine makes
// a read fast that always sees the same kind.

export function f64(column: Float64Array, at: number): number {
  return column[at] ?? 0;
}

export function u32(column: Uint32Array, at: number): number {
  return column[at] ?? 0;
}

export function u16(column: Uint16Array, at: number): number {
  return column[at] ?? 0;
}

export function u8(column: Uint8Array, at: number): number {
  return column[at] ?? 0;
}

/** Of a column that still grows. */
export function num(column: readonly number[], at: number): number {
  return column[at] ?? 0;
}

/** Those of the positions that are wanted: a plain loop, as `filter` takes three times as long. */
export function chosen(positions: Uint32Array, isWanted: (at: number) => boolean): Uint32Array {
  const found = new Uint32Array(positions.length);
  let count = 0;
  for (let nth = 0; nth < positions.length; nth += 1) {
    const at = u32(positions, nth);
    if (!isWanted(at)) continue;
    found[count] = at;
    count += 1;
  }
  return found.slice(0, count);
}
