/** Milliseconds of a minute, an hour and a day (UTC days have no leap seconds in POSIX time). */
export const MINUTE_MS = 60_000;
export const HOUR_MS = 3_600_000;
export const DAY_MS = 86_400_000;

/** The instant `days` days after `from`; negative for before. */
export function addDays(from: Date, days: number): Date {
  return new Date(from.getTime() + days * DAY_MS);
}

/** The UTC calendar day of an instant, `2026-11-21`. */
export function utcDay(instant: Date): string {
  return instant.toISOString().slice(0, 10);
}

/** The first instant of a UTC day, `2026-11-21`. */
export function startOfDay(day: string): Date {
  return new Date(`${day}T00:00:00.000Z`);
}

/** The same day `months` later; the last day of the month where that day does not exist. UTC. */
export function addMonths(from: Date, months: number): Date {
  const target = new Date(from.getTime());
  const day = target.getUTCDate();
  target.setUTCDate(1);
  target.setUTCMonth(target.getUTCMonth() + months);
  const last = new Date(
    Date.UTC(target.getUTCFullYear(), target.getUTCMonth() + 1, 0),
  ).getUTCDate();
  target.setUTCDate(Math.min(day, last));
  return target;
}

/** An instant as tables show it, `2026-11-21 14:14:03.250 UTC` (ui.md: times in UTC with milliseconds). */
export function utcText(instant: Date): string {
  return `${instant.toISOString().replace("T", " ").slice(0, -1)} UTC`;
}
