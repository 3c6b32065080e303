// The cells of a whole matrix in few bytes, for a picture of them: written by the server, read by the browser.
//
// All numbers are little-endian. The head is the JSON of `MatrixHead`; the cells follow as columns of numbers, each from the first
// cell to the last, in the order of lines and, within one, of columns.
//
//   0        4 bytes   "CSM1"
//   4        u32       H: bytes of the head, a multiple of 4 (filled up with spaces)
//   8        u32       N: cells
//   12       H bytes   head, UTF-8
//   12+H     u32 × L+1 where the cells of each of the L lines begin; the last is N
//   …        u32 × N   column: position in the head's `columns`
//   …        u32 × N   used: calls in the period that were not denied; 4,294,967,295 stands for that or more
//   …        u32 × N   last used, seconds since 1970; 0: not in the period
//   …        u16 × N   flags: bit i is FLAGS[i]
//   …        u8 × N    state: bit 0 granted; bits 1–2 enforced (0 no, 1 yes, 2 unknown); bit 3: calls were denied in the period
import { type Enforced, FLAGS, type Flag, type MatrixHead } from "./matrix-view";

const MAGIC = 0x31_4d_53_43; // "CSM1"
const FRONT = 12;
const USED_MAX = 0xffff_ffff;

export type MatrixCells = {
  readonly head: MatrixHead;
  /** By line, and one more. */
  readonly starts: Uint32Array;
  readonly column: Uint32Array;
  readonly used: Uint32Array;
  readonly last: Uint32Array;
  readonly flags: Uint16Array;
  readonly state: Uint8Array;
};

export const GRANTED_BIT = 1;
export const DENIED_BIT = 8;
const ENFORCED = ["no", "yes", "unknown"] as const satisfies readonly Enforced[];

export function enforcedIn(state: number): Enforced {
  return ENFORCED[(state >> 1) & 3] ?? "unknown";
}

export function stateOf(granted: boolean, enforced: Enforced, denied: boolean): number {
  return (
    (granted ? GRANTED_BIT : 0) | (ENFORCED.indexOf(enforced) << 1) | (denied ? DENIED_BIT : 0)
  );
}

export function flagBit(flag: Flag): number {
  return 1 << FLAGS.indexOf(flag);
}

export function flagsIn(bits: number): Flag[] {
  return FLAGS.filter((_, nth) => (bits & (1 << nth)) !== 0);
}

/** Position of the cell of a line and a column; -1: there is none. */
export function findCell({ starts, column }: MatrixCells, line: number, wanted: number): number {
  let low = starts[line] ?? 0;
  let high = starts[line + 1] ?? 0;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((column[middle] ?? 0) < wanted) low = middle + 1;
    else high = middle;
  }
  return low < (starts[line + 1] ?? 0) && column[low] === wanted ? low : -1;
}

/** Counts beyond 2³² − 1 are written as that. */
export function encodeCells(
  cells: Omit<MatrixCells, "used"> & { readonly used: ArrayLike<number> },
): Uint8Array<ArrayBuffer> {
  const text = new TextEncoder().encode(JSON.stringify(cells.head));
  const headBytes = Math.ceil(text.length / 4) * 4;
  const count = cells.column.length;
  const lines = cells.starts.length;
  const bytes = new Uint8Array(FRONT + headBytes + 4 * lines + count * 15).fill(0x20, FRONT);
  const front = new DataView(bytes.buffer);
  for (const [nth, value] of [MAGIC, headBytes, count].entries()) {
    front.setUint32(nth * 4, value, true);
  }
  bytes.set(text, FRONT);
  const into = readerOf(bytes.buffer, FRONT + headBytes, lines, count);
  into.starts.set(cells.starts);
  into.column.set(cells.column);
  for (let at = 0; at < count; at += 1) into.used[at] = Math.min(USED_MAX, cells.used[at] ?? 0);
  into.last.set(cells.last);
  into.flags.set(cells.flags);
  into.state.set(cells.state);
  return bytes;
}

/** Throws RangeError or SyntaxError where bytes are no matrix. */
export function decodeCells(buffer: ArrayBuffer): MatrixCells {
  const front = new DataView(buffer);
  if (front.getUint32(0, true) !== MAGIC) throw new RangeError("These bytes are no matrix.");
  const headBytes = front.getUint32(4, true);
  const text = new TextDecoder().decode(new Uint8Array(buffer, FRONT, headBytes));
  const head: MatrixHead = JSON.parse(text);
  const count = front.getUint32(8, true);
  return { head, ...readerOf(buffer, FRONT + headBytes, head.lines.length + 1, count) };
}

// The machines that run browsers and servers of today write numbers as the format does.
function readerOf(buffer: ArrayBuffer, start: number, lines: number, count: number) {
  const at = start + lines * 4;
  return {
    starts: new Uint32Array(buffer, start, lines),
    column: new Uint32Array(buffer, at, count),
    used: new Uint32Array(buffer, at + count * 4, count),
    last: new Uint32Array(buffer, at + count * 8, count),
    flags: new Uint16Array(buffer, at + count * 12, count),
    state: new Uint8Array(buffer, at + count * 14, count),
  };
}
