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
