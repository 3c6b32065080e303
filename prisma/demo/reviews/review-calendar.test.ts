import { expect, test } from "vitest";
import { addDays } from "@/lib/core/clock";
import { NIGHT_RUN_GRANTED } from "../access/keys";
import { instantOf } from "../calendar";
import { firstDayOf, STATED_BEFORE_DAYS } from "../traffic/plan";
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

test("on whichever day the demo is made, what the older review takes away was granted and stated before it, and gone the night after", () => {
  for (let day = 0; day < 400; day += 1) {
    const now = addDays(new Date("2026-10-01T10:30:00.000Z"), day);
    const { older, younger } = reviewedQuarters(now);
    const connected = addDays(firstDayOf(now), -STATED_BEFORE_DAYS);
    const launch = workdayAfter(older.end, 4, "09:10");
    expect(instantOf(now, NIGHT_RUN_GRANTED) < connected).toBe(true);
    expect(addDays(connected, 2) < launch).toBe(true);
    // What the younger takes away was granted to everybody by then, and what was to be gone had a day for it.
    expect(instantOf(now, [102, "14:00"]) < workdayAfter(younger.end, 5, "09:25")).toBe(true);
    expect(addDays(workdayAfter(younger.end, 41, "16:00"), 2) < now).toBe(true);
  }
});

test("nothing is done on a Saturday or a Sunday", () => {
  for (let days = 0; days < 14; days += 1) {
    const at = workdayAfter(new Date("2026-10-01T00:00:00.000Z"), days, "09:10");
    expect([0, 6]).not.toContain(at.getUTCDay());
  }
});
