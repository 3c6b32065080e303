import { expect, test } from "vitest";
import { instantOf } from "./calendar";

const saturday = new Date("2026-11-21T12:34:56.789Z");

test("day 0 is the last full working day before now", () => {
  expect(instantOf(saturday, [0, "09:30"]).toISOString()).toBe("2026-11-20T09:30:00.000Z");
  const monday = new Date("2026-11-23T00:00:00.000Z");
  expect(instantOf(monday, [0, "16:00"]).toISOString()).toBe("2026-11-20T16:00:00.000Z");
});

test("five working days are a week", () => {
  expect(instantOf(saturday, [5, "09:30"]).toISOString()).toBe("2026-11-13T09:30:00.000Z");
});

test("no moment falls on a weekend and each day is later than the one before", () => {
  const days = Array.from({ length: 200 }, (_, ago) => instantOf(saturday, [199 - ago, "10:00"]));
  for (const [index, day] of days.entries()) {
    expect([1, 2, 3, 4, 5]).toContain(day.getUTCDay());
    if (index > 0) expect(day.getTime()).toBeGreaterThan(days[index - 1]?.getTime() ?? Infinity);
  }
});
