import { DAY_MS, utcDay } from "./clock";

/** Days on which nobody works, beside Saturday and Sunday: UTC days as `2026-12-25`. */
export type Holidays = ReadonlySet<string>;

const SATURDAY = 6;
const SUNDAY = 0;

/** Whether people work on the UTC day of an instant. */
export function isBusinessDay(at: Date, holidays: Holidays): boolean {
  const day = at.getUTCDay();
  return day !== SATURDAY && day !== SUNDAY && !holidays.has(utcDay(at));
}

/** The last instant (a millisecond) of the `days`-th business day after the UTC day of an instant. */
export function endOfBusinessDay(at: Date, days: number, holidays: Holidays): Date {
  let day = new Date(Math.floor(at.getTime() / DAY_MS) * DAY_MS);
  let left = days;
  // A calendar of nothing but holidays would never end: after two years the day counts as it is.
  for (let looked = 0; left > 0 && looked < 731; looked += 1) {
    day = new Date(day.getTime() + DAY_MS);
    if (isBusinessDay(day, holidays)) left -= 1;
  }
  return new Date(day.getTime() + DAY_MS - 1);
}
