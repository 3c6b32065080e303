import { DAY_MS, MINUTE_MS } from "@/lib/core/clock";

const HOUR = 60;
const DAY = 24 * HOUR;

/**
 * The cron expression (UTC) of "every so many minutes". Throws where the interval divides neither an
 * hour nor a day: cron would run such a job at uneven distances.
 */
export function cronOf(everyMinutes: number): string {
  if (everyMinutes === DAY) return "0 0 * * *";
  if (everyMinutes >= 1 && everyMinutes < HOUR && HOUR % everyMinutes === 0)
    return `*/${everyMinutes} * * * *`;
  const hours = everyMinutes / HOUR;
  if (Number.isInteger(hours) && 24 % hours === 0) return `0 */${hours} * * *`;
  throw new Error(`a job cannot run every ${everyMinutes} minutes: divide an hour or a day evenly`);
}

/** When a job of that interval is due next, strictly after `now`. UTC; the same instants as `cronOf`. */
export function nextRunAfter(everyMinutes: number, now: Date): Date {
  const startOfDay = Math.floor(now.getTime() / DAY_MS) * DAY_MS;
  const interval = everyMinutes * MINUTE_MS;
  const passed = Math.floor((now.getTime() - startOfDay) / interval);
  return new Date(startOfDay + (passed + 1) * interval);
}
