import { expect, test } from "vitest";
import { lastMonths, shareOf, tooMany } from "./ratio";

test("CHG-10: the share of emergencies never hides that it is above the threshold", () => {
  const month = (emergencies: number, changes: number) => ({
    month: "2026-11",
    emergencies,
    changes,
  });
  expect(shareOf(month(0, 0))).toBeNull();
  expect([shareOf(month(101, 1000)), tooMany(month(101, 1000), 10)]).toEqual([11, true]);
  expect([shareOf(month(1, 10)), tooMany(month(1, 10), 10)]).toEqual([10, false]);
});

test("months are counted in UTC, over the end of a year", () => {
  const months = lastMonths(new Date("2027-01-31T23:30:00Z"), 3);
  expect(months.map(({ month }) => month)).toEqual(["2027-01", "2026-12", "2026-11"]);
  expect(months[1]?.to.toISOString()).toBe("2027-01-01T00:00:00.000Z");
});
