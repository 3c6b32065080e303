import { DAY_MS, HOUR_MS, MINUTE_MS } from "@/lib/core/clock";

/** An instant of the story: so many working days before the last one, at a clock time in UTC. */
export type Moment = readonly [workdaysAgo: number, time: `${number}:${number}`];

/**
 * The instant of a moment, told from `now`. Working days are Monday to Friday, so that nobody approves
 * on a Sunday and a later moment is always a later instant. Day 0 is the last full working day before `now`.
 */
export function instantOf(now: Date, [workdaysAgo, time]: Moment): Date {
  const [hours = 0, minutes = 0] = time.split(":").map(Number);
  const midnight = Math.floor(now.getTime() / DAY_MS) * DAY_MS;
  let day = lastWorkday(midnight - DAY_MS);
  for (let left = workdaysAgo; left > 0; left -= 1) day = lastWorkday(day - DAY_MS);
  return new Date(day + hours * HOUR_MS + minutes * MINUTE_MS);
}

function lastWorkday(midnight: number): number {
  const weekday = new Date(midnight).getUTCDay();
  if (weekday === 0) return midnight - 2 * DAY_MS;
  return weekday === 6 ? midnight - DAY_MS : midnight;
}
