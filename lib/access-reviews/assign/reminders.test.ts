import { describe, expect, it } from "vitest";
import { escalationAt, reminderAt } from "./reminders";

const launchedAt = new Date("2026-10-05T09:30:00.000Z");
const dueAt = new Date("2026-10-30T23:59:59.999Z");
const at = (text: string) => new Date(`2026-${text}:00.000Z`);

describe("the rhythm of reminders (goals 3.4)", () => {
  it.each([
    ["10-05T09:30", "kick-off"],
    ["10-11T23:59", "kick-off"],
    ["10-12T00:00", "week-1"],
    ["10-19T12:00", "week-2"],
    ["10-26T12:00", "week-3"],
    ["10-27T00:00", "three-days"],
    ["10-28T12:00", "three-days"],
    ["10-29T00:00", "one-day"],
    ["10-30T00:00", "due"],
    ["10-30T23:59", "due"],
    ["10-31T00:00", "overdue-1"],
    ["11-01T00:00", "overdue-2"],
    ["11-09T08:00", "overdue-10"],
  ])("on %s: %s", (now, about) => {
    expect(reminderAt({ launchedAt, dueAt, remindFirstDays: 3 }, at(now))).toBe(about);
  });

  it.each([
    ["10-30T23:59", "none"],
    ["11-05T12:00", "none"],
    ["11-06T00:00", "add"],
    ["11-08T23:59", "add"],
    ["11-09T00:00", "replace"],
  ])("overdue on %s: %s", (now, step) => {
    expect(escalationAt(dueAt, { addAfterDays: 7, replaceAfterDays: 10 }, at(now))).toBe(step);
  });
});
