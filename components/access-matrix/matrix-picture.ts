/** Neighbours under one head: from the first to one past the last. */
export type Span = { readonly label: string; readonly from: number; readonly to: number };

/**
 * The matrix as it is drawn: text for the heads, numbers for the cells. The cells lie row by row, in each row from left to right;
 * those of row r are from `starts[r]` until `starts[r + 1]`.
 */
export type Picture = {
  readonly rows: readonly RowHead[];
  readonly agents: readonly Span[];
  readonly operations: readonly ColumnHead[];
  readonly servers: readonly Span[];
  readonly starts: Uint32Array;
  /** The column of each cell. */
  readonly columns: Uint32Array;
  /** How each cell looks: an index made by `spriteOf`. */
  readonly sprites: Uint16Array;
  /** 1 where a cell deviates. */
  readonly flagged: Uint8Array;
};

/** `letter` of the environment; `astray`: it is not the environment of the key. Totals count cells. */
export type RowHead = {
  readonly label: string;
  readonly letter: string;
  readonly astray: boolean;
  readonly granted: number;
  readonly flagged: number;
};

/** `letter` of the access class. Totals count cells. */
export type ColumnHead = {
  readonly label: string;
  readonly letter: string;
  readonly registered: boolean;
  readonly granted: number;
  readonly flagged: number;
};

/** The number of the cell at a place; -1 where nothing was granted, enforced or used. */
export function cellAt(picture: Picture, row: number, column: number): number {
  const nth = firstFrom(picture, row, column);
  return nth < (picture.starts[row + 1] ?? 0) && picture.columns[nth] === column ? nth : -1;
}

/** The first cell of a row at a column or after it; the row's end where there is none. */
export function firstFrom({ starts, columns }: Picture, row: number, column: number): number {
  let low = starts[row] ?? 0;
  let high = starts[row + 1] ?? low;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((columns[middle] ?? 0) < column) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The row a cell lies in. */
export function rowOf({ starts }: Picture, cell: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (high - low > 1) {
    const middle = (low + high) >>> 1;
    if ((starts[middle] ?? 0) <= cell) low = middle;
    else high = middle;
  }
  return low;
}

/** The next cell that deviates after a place, in reading order and around the end; -1 where none does. */
export function nextFlagged(
  picture: Picture,
  from: { row: number; column: number },
  step: 1 | -1,
): number {
  const count = picture.columns.length;
  if (count === 0) return -1;
  const at = firstFrom(picture, from.row, from.column);
  const here = cellAt(picture, from.row, from.column) >= 0;
  let cell = step === 1 ? at + (here ? 0 : -1) : at;
  for (let seen = 0; seen < count; seen += 1) {
    cell = (cell + step + count) % count;
    if (picture.flagged[cell] === 1) return cell;
  }
  return -1;
}

/** The spans that are in sight between two indices. Spans lie in order and do not overlap. */
export function spansBetween(spans: readonly Span[], from: number, to: number): readonly Span[] {
  let low = 0;
  let high = spans.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((spans[middle]?.to ?? 0) <= from) low = middle + 1;
    else high = middle;
  }
  let end = low;
  while (end < spans.length && (spans[end]?.from ?? to) < to) end += 1;
  return spans.slice(low, end);
}
