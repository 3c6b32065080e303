// The cells of a whole matrix in few bytes, for a picture of them: written by the server, read by the browser.
//
// All numbers are little-endian. The head is the JSON of `MatrixHead`; the cells follow as columns of numbers, each from the first
// cell to the last, in the order of lines and, within one, of columns.
//
//   0        4 bytes   "CSM2"
//   4        u32       H: bytes of the head, a multiple of 4 (filled up with spaces)
//   8        u32       N: cells
//   12       u32       U: of them, those that were used in the period
//   16       u32       K: looks: what cells look like, each once
//   20       H bytes   head, UTF-8, its lists as tables (head-table.ts)
//   …        u32 × L+1 where the cells of each of the L lines begin; the last is N
//   …        u32 × K   look: bits 0–15 flags, of which bit i is FLAGS[i]; bits 16–19 state; bit 20: it was used
//   …        u32 × U   of those that were used: calls that were not denied; 4,294,967,295 stands for that or more
//   …        u32 × U   of the same: last used, seconds since 1970
//   …        × N       column: position in the head's `columns`
//   …        × N       number of the look
//
// The last two have 1, 2 or 4 bytes for each cell, the fewest that hold every position. Each part begins at a multiple of 4. State is
// bit 0 granted; bits 1–2 enforced (0 no, 1 yes, 2 unknown); bit 3: calls were denied in the period.
import { headIn, headText } from "./head-table";
import { type Enforced, FLAGS, type Flag, type MatrixHead } from "./matrix-view";

const MAGIC = 0x32_4d_53_43; // "CSM2"
const FRONT = 20;
const USED_MAX = 0xffff_ffff;

export type MatrixCells = {
  readonly head: MatrixHead;
  /** By line, and one more. */
  readonly starts: Uint32Array;
  readonly column: Uint32Array;
  readonly used: Uint32Array;
  /** Seconds since 1970; 0: not in the period. */
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
  return stateBits(granted ? 1 : 0, ENFORCED.indexOf(enforced), denied);
}

/** The same of numbers: `enforced` is 0 no, 1 yes, 2 unknown. */
export function stateBits(granted: number, enforced: number, denied: boolean): number {
  return granted | (enforced << 1) | (denied ? DENIED_BIT : 0);
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
  const text = new TextEncoder().encode(headText(cells.head));
  const headBytes = aligned(text.length);
  const head = new Uint8Array(headBytes).fill(0x20);
  head.set(text);
  const { looks, look, used, last } = looksOf(cells);
  const column = narrowed(cells.column, cells.head.columns.length);
  const front = Uint32Array.of(MAGIC, headBytes, cells.column.length, used.length, looks.length);
  return joined([front, head, cells.starts, looks, used, last, column, look]);
}

const STATE_AT = 16;
const USED_AT = 20;

function looksOf({ used, last, flags, state }: Parameters<typeof encodeCells>[0]) {
  const numbers = new Map<number, number>();
  const look = new Uint32Array(flags.length);
  const counts = new Uint32Array(flags.length);
  const times = new Uint32Array(flags.length);
  let found = 0;
  for (let at = 0; at < flags.length; at += 1) {
    const calls = used[at] ?? 0;
    const bits = (flags[at] ?? 0) | ((state[at] ?? 0) << STATE_AT) | (calls > 0 ? 1 << USED_AT : 0);
    const number = numbers.get(bits) ?? numbers.size;
    if (number === numbers.size) numbers.set(bits, number);
    look[at] = number;
    if (calls === 0) continue;
    counts[found] = Math.min(USED_MAX, calls);
    times[found] = last[at] ?? 0;
    found += 1;
  }
  const looks = Uint32Array.from(numbers.keys());
  return {
    ...{ looks, look: narrowed(look, looks.length) },
    ...{ used: counts.subarray(0, found), last: times.subarray(0, found) },
  };
}

/** Throws RangeError, SyntaxError or TypeError where bytes are no matrix. */
export function decodeCells(buffer: ArrayBuffer): MatrixCells {
  const [magic, headBytes = 0, count = 0, used = 0, looks = 0] = new Uint32Array(
    buffer.slice(0, FRONT),
  );
  if (magic !== MAGIC) throw new RangeError("These bytes are no matrix.");
  const head = headIn(new TextDecoder().decode(new Uint8Array(buffer, FRONT, headBytes)));
  let place = FRONT + headBytes;
  const next = (numbers: number, width = 4) => {
    const at = place;
    place += aligned(numbers * width);
    if (width === 1) return new Uint32Array(new Uint8Array(buffer, at, numbers));
    if (width === 2) return new Uint32Array(new Uint16Array(buffer, at, numbers));
    return new Uint32Array(buffer, at, numbers);
  };
  const starts = next(head.lines.length + 1);
  const parts = { looks: next(looks), used: next(used), last: next(used) };
  const column = next(count, widthOf(head.columns.length));
  return { head, starts, column, ...cellsIn(next(count, widthOf(looks)), parts) };
}

type Parts = Readonly<Record<"looks" | "used" | "last", Uint32Array>>;

function cellsIn(look: Uint32Array, parts: Parts) {
  const cells = {
    used: new Uint32Array(look.length),
    last: new Uint32Array(look.length),
    flags: new Uint16Array(look.length),
    state: new Uint8Array(look.length),
  };
  let found = 0;
  for (let at = 0; at < look.length; at += 1) {
    const bits = parts.looks[look[at] ?? 0] ?? 0;
    cells.flags[at] = bits; // the lower sixteen
    cells.state[at] = (bits >> STATE_AT) & 15;
    if (bits >> USED_AT === 0) continue;
    cells.used[at] = parts.used[found] ?? 0;
    cells.last[at] = parts.last[found] ?? 0;
    found += 1;
  }
  return cells;
}

function aligned(bytes: number): number {
  return Math.ceil(bytes / 4) * 4;
}

/** Bytes for each of the numbers below one. */
function widthOf(below: number): 1 | 2 | 4 {
  if (below <= 2 ** 8) return 1;
  return below <= 2 ** 16 ? 2 : 4;
}

function narrowed(numbers: Uint32Array, below: number): Uint8Array | Uint16Array | Uint32Array {
  const width = widthOf(below);
  if (width === 4) return numbers;
  return width === 1 ? new Uint8Array(numbers) : new Uint16Array(numbers);
}

// The machines that run browsers and servers of today write numbers as the format does.
function joined(
  parts: readonly (Uint8Array | Uint16Array | Uint32Array)[],
): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + aligned(part.byteLength), 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(new Uint8Array(part.buffer, part.byteOffset, part.byteLength), at);
    at += aligned(part.byteLength);
  }
  return bytes;
}
