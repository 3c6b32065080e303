import { expect, test } from "vitest";
import { addDays } from "@/lib/core/clock";
import { instantOf } from "../calendar";
import { reviewedQuarters, workdayAfter } from "./review-calendar";

test("on whichever day the demo is made, two quarters are over for good, and what happens to a review has happened by then", () => {
  for (let day = 0; day < 400; day += 1) {
    const now = addDays(new Date("2026-10-01T10:30:00.000Z"), day);
    const { older, younger, now: current } = reviewedQuarters(now);
    expect(older.end).toEqual(younger.start);
    expect(younger.end).toEqual(current.start);
    expect(addDays(younger.end, 46) <= now).toBe(true);
    expect(workdayAfter(younger.end, 41, "16:00") < now).toBe(true);
    expect(instantOf(now, [8, "09:20"]) > current.start).toBe(true);
    expect(instantOf(now, [195, "07:30"]) < workdayAfter(older.end, 4, "09:10")).toBe(true);
  }
});

test("nothing is done on a Saturday or a Sunday", () => {
  for (let days = 0; days < 14; days += 1) {
    const at = workdayAfter(new Date("2026-10-01T00:00:00.000Z"), days, "09:10");
    expect([0, 6]).not.toContain(at.getUTCDay());
  }
});
