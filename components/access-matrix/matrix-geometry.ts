/** The side of a cell, in pixels of the page. */
export const CELL = 18;

/** How wide and high the heads are. Widths: agent, key, environment, each row total. Heights: server, operation, each column total, access class. */
export type Heads = {
  readonly agent: number;
  readonly key: number;
  readonly environment: number;
  readonly rowTotal: number;
  readonly server: number;
  readonly operation: number;
  readonly columnTotal: number;
  readonly access: number;
};

export type Size = { readonly width: number; readonly height: number };
export type Place = { readonly row: number; readonly column: number };
/** What of the matrix is in sight: first of each, and one past the last. */
export type Window = {
  readonly top: number;
  readonly bottom: number;
  readonly left: number;
  readonly right: number;
};
export type Counts = { readonly rows: number; readonly columns: number };
export type Scroll = { readonly left: number; readonly top: number };

const WIDE: Heads = {
  ...{ agent: 136, key: 128, environment: 18, rowTotal: 44 },
  ...{ server: 20, operation: 124, columnTotal: 28, access: 18 },
};
const NARROW: Heads = {
  ...{ agent: 0, key: 104, environment: 18, rowTotal: 0 },
  ...{ server: 20, operation: 96, columnTotal: 0, access: 18 },
};
const NARROW_BELOW = 640;

/** On a phone the heads leave room for the cells: no totals, and agents as marks between keys only. */
export function headsFor(width: number): Heads {
  return width < NARROW_BELOW ? NARROW : WIDE;
}

/** The head at the side and the head above, as one size. */
export function headSize(heads: Heads): Size {
  return {
    width: heads.agent + heads.key + heads.environment + 2 * heads.rowTotal,
    height: heads.server + heads.operation + 2 * heads.columnTotal + heads.access,
  };
}

/** The whole picture, heads and all. */
export function contentSize(heads: Heads, { rows, columns }: Counts): Size {
  const head = headSize(heads);
  return { width: head.width + columns * CELL, height: head.height + rows * CELL };
}

/** The cells in sight, those cut at an edge among them. */
export function windowOf(scroll: Scroll, view: Size, heads: Heads, counts: Counts): Window {
  const head = headSize(heads);
  const last = (from: number, room: number, count: number) =>
    Math.min(count, Math.ceil((from + Math.max(0, room)) / CELL));
  return {
    top: Math.min(counts.rows, Math.floor(scroll.top / CELL)),
    bottom: last(scroll.top, view.height - head.height, counts.rows),
    left: Math.min(counts.columns, Math.floor(scroll.left / CELL)),
    right: last(scroll.left, view.width - head.width, counts.columns),
  };
}

/** The cell under a point of the view; null over the heads and beside the cells. */
export function placeAt(
  point: { x: number; y: number },
  scroll: Scroll,
  heads: Heads,
  counts: Counts,
): Place | null {
  const head = headSize(heads);
  if (point.x < head.width || point.y < head.height) return null;
  const row = Math.floor((point.y - head.height + scroll.top) / CELL);
  const column = Math.floor((point.x - head.width + scroll.left) / CELL);
  return row < counts.rows && column < counts.columns ? { row, column } : null;
}

/** Where to scroll so that a cell is in sight, as little as can be. */
export function scrollTo(place: Place, scroll: Scroll, view: Size, heads: Heads): Scroll {
  const head = headSize(heads);
  return {
    left: near(place.column * CELL, scroll.left, view.width - head.width),
    top: near(place.row * CELL, scroll.top, view.height - head.height),
  };
}

function near(edge: number, from: number, room: number): number {
  if (edge < from) return edge;
  return Math.max(from, Math.min(edge, edge + CELL - room));
}

/** Where a key leads from a cell; null for keys that move nothing. `page`: rows and columns in sight. */
export function moved(
  key: string,
  fast: boolean,
  from: Place,
  counts: Counts,
  page: Counts,
): Place | null {
  const end = { row: counts.rows - 1, column: counts.columns - 1 };
  const step: Record<string, Place> = {
    ArrowUp: { row: from.row - 1, column: from.column },
    ArrowDown: { row: from.row + 1, column: from.column },
    ArrowLeft: { row: from.row, column: from.column - 1 },
    ArrowRight: { row: from.row, column: from.column + 1 },
    PageUp: {
      row: from.row - (fast ? 0 : page.rows),
      column: from.column - (fast ? page.columns : 0),
    },
    PageDown: {
      row: from.row + (fast ? 0 : page.rows),
      column: from.column + (fast ? page.columns : 0),
    },
    Home: { row: fast ? 0 : from.row, column: 0 },
    End: { row: fast ? end.row : from.row, column: end.column },
  };
  const to = step[key];
  if (!to) return null;
  return { row: within(to.row, end.row), column: within(to.column, end.column) };
}

function within(value: number, last: number): number {
  return Math.max(0, Math.min(value, last));
}
