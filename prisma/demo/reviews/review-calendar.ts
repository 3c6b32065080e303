import { type Quarter, recentQuarters } from "@/lib/access-reviews/quarters";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "@/lib/core/clock";

/** Which quarters the demo company has reviewed, and which one it is reviewing. */
export type ReviewedQuarters = {
  readonly older: Quarter;
  readonly younger: Quarter;
  readonly now: Quarter;
};

// So long after its end a review that was signed late is signed for certain.
const SETTLED_DAYS = 46;

/** The newest two quarters whose reviews are over by now, and the one after them. */
export function reviewedQuarters(now: Date): ReviewedQuarters {
  const quarters = recentQuarters(now, 5);
  const at = quarters.findIndex(({ end }) => daysAfter(end, SETTLED_DAYS) <= now);
  const [current, younger, older] = [quarters[at - 1], quarters[at], quarters[at + 1]];
  if (!current || !younger || !older) throw new Error("demo: there are no quarters to review");
  return { older, younger, now: current };
}

const UNTIL_MONDAY: Readonly<Record<number, number>> = { 0: 1, 6: 2 };

/** A working day at least so many days after an instant, at a clock time in UTC. */
export function workdayAfter(from: Date, days: number, time: `${number}:${number}`): Date {
  const [hours = 0, minutes = 0] = time.split(":").map(Number);
  const midnight = Math.floor(daysAfter(from, days).getTime() / DAY_MS) * DAY_MS;
  const weekday = new Date(midnight).getUTCDay();
  return new Date(
    midnight + (UNTIL_MONDAY[weekday] ?? 0) * DAY_MS + hours * HOUR_MS + minutes * MINUTE_MS,
  );
}

export function daysAfter(from: Date, days: number): Date {
  return new Date(from.getTime() + days * DAY_MS);
}
