import { expect, test } from "vitest";
import { stretchesOf } from "./stretches";

const day = (from: number, to: number, calls: number) => ({
  from: new Date(from),
  to: new Date(to),
  calls,
});

function timesOf(sums: readonly ReturnType<typeof day>[], wanted: number, most = 10) {
  return stretchesOf(sums, wanted, most).map(({ from, to }) => [Number(from), Number(to)]);
}

test("sums that overlap are one time, others are times of their own, the newest first", () => {
  expect(timesOf([day(10, 20, 5), day(15, 30, 5), day(50, 50, 1), day(30, 31, 1)], 100)).toEqual([
    [50, 50],
    [10, 31],
  ]);
  expect(timesOf([], 5)).toEqual([]);
});

test("no time is older than what surely holds as many calls as are wanted", () => {
  const sums = [day(100, 900, 10), day(950, 960, 3), day(800, 805, 2), day(10, 20, 50)];
  expect(timesOf(sums, 3)).toEqual([[950, 960]]);
  expect(timesOf(sums, 4)).toEqual([
    [950, 960],
    [800, 900],
  ]);
  expect(timesOf(sums, 6)).toEqual([
    [950, 960],
    [100, 900],
  ]);
});

test("too many times are one", () => {
  const sums = Array.from({ length: 30 }, (_, nth) => day(nth * 10, nth * 10, 1));
  expect(timesOf(sums, 100, 5)).toEqual([[0, 290]]);
});
