// LOG-08: "00:00–24:00 of a stated zone". A day has 23 or 25 hours where the clocks change.
import { DAY_MS, HOUR_MS, MINUTE_MS } from "@/lib/core/clock";

export type DayWindow = {
  readonly day: string; // 2026-11-21
  readonly zone: string;
  readonly from: Date;
  readonly to: Date;
  readonly hours: number;
};

const STEP_MS = 15 * MINUTE_MS; // no zone changes its offset between two of them
const FARTHEST_MS = 15 * HOUR_MS; // no zone is farther from UTC

/** The instants of a calendar day in a zone of the IANA list. Throws a RangeError for a zone or day that is none. */
export function dayWindow(day: string, zone: string): DayWindow {
  const midnight = new Date(`${day}T00:00:00Z`);
  if (Number.isNaN(midnight.getTime()) || midnight.toISOString().slice(0, 10) !== day) {
    throw new RangeError("no such day");
  }
  const next = new Date(midnight.getTime() + DAY_MS).toISOString().slice(0, 10);
  const [from, to] = [beginOf(day, zone), beginOf(next, zone)];
  return { day, zone, from, to, hours: (to.getTime() - from.getTime()) / HOUR_MS };
}

/** Whether a text names a zone. */
export function isZone(zone: string): boolean {
  try {
    return zone !== "" && Boolean(new Intl.DateTimeFormat("en-CA", { timeZone: zone }));
  } catch {
    return false;
  }
}

// The first instant at which a clock in the zone shows that day: where midnight is skipped, that is not 00:00.
function beginOf(day: string, zone: string): Date {
  const format = new Intl.DateTimeFormat("en-CA", {
    timeZone: zone,
    ...{ year: "numeric", month: "2-digit", day: "2-digit" },
  });
  const middle = Date.parse(`${day}T00:00:00Z`);
  let at = middle - FARTHEST_MS;
  while (at < middle + FARTHEST_MS && format.format(at) < day) at += STEP_MS;
  return new Date(at);
}
