import { expect, test } from "vitest";
import { endOfBusinessDay } from "./business-day";
import { lastMonths, shareOf, tooMany } from "./ratio";

const NONE = new Set<string>();
const end = (at: string, days: number, holidays: ReadonlySet<string> = NONE) =>
  endOfBusinessDay(new Date(at), days, holidays).toISOString();

test("SCN-18: the next business day leaves out weekends and holidays, and ends with its last millisecond", () => {
  expect(end("2026-11-19T08:00:00Z", 1)).toBe("2026-11-20T23:59:59.999Z"); // Thursday: Friday
  expect(end("2026-11-20T23:59:59Z", 1)).toBe("2026-11-23T23:59:59.999Z"); // Friday: Monday
  expect(end("2026-11-21T00:00:00Z", 1)).toBe("2026-11-23T23:59:59.999Z"); // Saturday: Monday
  expect(end("2026-12-23T12:00:00Z", 1, new Set(["2026-12-24", "2026-12-25"]))).toBe(
    "2026-12-28T23:59:59.999Z",
  );
  expect(end("2026-11-19T08:00:00Z", 3)).toBe("2026-11-24T23:59:59.999Z");
});

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
