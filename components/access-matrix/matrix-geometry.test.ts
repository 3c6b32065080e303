import { expect, test } from "vitest";
import { CELL, headSize, headsFor, moved, placeAt, scrollTo, windowOf } from "./matrix-geometry";

const heads = headsFor(1_000);
const head = headSize(heads);
const counts = { rows: 500, columns: 2_000 };
const view = { width: head.width + 10 * CELL + 5, height: head.height + 4 * CELL };

test("what is cut at an edge is in sight, and nothing beyond", () => {
  expect(windowOf({ left: 0, top: 0 }, view, heads, counts)).toEqual({
    ...{ top: 0, bottom: 4, left: 0, right: 11 },
  });
  expect(windowOf({ left: CELL + 1, top: 9 }, view, heads, counts)).toEqual({
    ...{ top: 0, bottom: 5, left: 1, right: 12 },
  });
});

test("a matrix smaller than the view ends where it ends", () => {
  const seen = windowOf({ left: 0, top: 0 }, view, heads, { rows: 2, columns: 3 });
  expect(seen).toEqual({ top: 0, bottom: 2, left: 0, right: 3 });
});

test("a point is the cell under it; over the heads and beside the cells it is none", () => {
  const at = (x: number, y: number, scroll = { left: 0, top: 0 }) =>
    placeAt({ x: head.width + x, y: head.height + y }, scroll, heads, counts);
  expect(at(0, 0)).toEqual({ row: 0, column: 0 });
  expect(at(CELL, 2 * CELL - 1, { left: 5 * CELL, top: CELL })).toEqual({ row: 2, column: 6 });
  expect(at(-1, 0)).toBeNull();
  expect(at(0, 501 * CELL)).toBeNull();
});

test("a cell is brought into sight by as little as can be", () => {
  const from = { left: 50 * CELL, top: 50 * CELL };
  expect(scrollTo({ row: 51, column: 52 }, from, view, heads)).toEqual(from);
  expect(scrollTo({ row: 40, column: 40 }, from, view, heads)).toEqual({
    left: 40 * CELL,
    top: 40 * CELL,
  });
  const below = scrollTo({ row: 60, column: 50 }, from, view, heads);
  expect(below.top + view.height - head.height).toBe(61 * CELL);
});

test.each([
  ["ArrowDown", false, { row: 11, column: 20 }],
  ["ArrowLeft", false, { row: 10, column: 19 }],
  ["PageDown", false, { row: 14, column: 20 }],
  ["PageDown", true, { row: 10, column: 30 }],
  ["PageUp", false, { row: 6, column: 20 }],
  ["Home", false, { row: 10, column: 0 }],
  ["Home", true, { row: 0, column: 0 }],
  ["End", false, { row: 10, column: 1_999 }],
  ["End", true, { row: 499, column: 1_999 }],
])("%s (with Control: %s) moves as in any table", (key, fast, to) => {
  expect(moved(key, fast, { row: 10, column: 20 }, counts, { rows: 4, columns: 10 })).toEqual(to);
});

test("no key leaves the matrix, and other keys move nothing", () => {
  const page = { rows: 4, columns: 10 };
  expect(moved("ArrowUp", false, { row: 0, column: 0 }, counts, page)).toEqual({
    row: 0,
    column: 0,
  });
  expect(moved("PageDown", false, { row: 498, column: 0 }, counts, page)?.row).toBe(499);
  expect(moved("a", false, { row: 0, column: 0 }, counts, page)).toBeNull();
});
