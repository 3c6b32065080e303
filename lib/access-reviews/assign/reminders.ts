import { DAY_MS } from "@/lib/core/clock";

/** When people are told of a review that is open. */
export type ReminderTimes = {
  readonly launchedAt: Date;
  readonly dueAt: Date;
  readonly remindFirstDays: number;
};

const WEEK = 7;

/**
 * The step of the published rhythm that has come: kick-off, week-1, week-2 …, three-days (however many the policy says), one-day,
 * due, overdue-1, overdue-2 … Each is told once a person; a step that passed while nothing ran is left out. UTC days.
 */
export function reminderAt(
  { launchedAt, dueAt, remindFirstDays }: ReminderTimes,
  now: Date,
): string {
  if (now > dueAt) return `overdue-${dayOf(now) - dayOf(dueAt) || 1}`;
  const left = dayOf(dueAt) - dayOf(now);
  if (left === 0) return "due";
  if (left === 1) return "one-day";
  if (left <= remindFirstDays) return "three-days";
  const weeks = Math.floor((dayOf(now) - dayOf(launchedAt)) / WEEK);
  return weeks > 0 ? `week-${weeks}` : "kick-off";
}

/** What is done about whoever has not finished, so many whole days after the due day. */
export function escalationAt(
  dueAt: Date,
  { addAfterDays, replaceAfterDays }: { addAfterDays: number; replaceAfterDays: number },
  now: Date,
): "none" | "add" | "replace" {
  if (now <= dueAt) return "none";
  const late = dayOf(now) - dayOf(dueAt);
  if (late >= replaceAfterDays) return "replace";
  return late >= addAfterDays ? "add" : "none";
}

function dayOf(at: Date): number {
  return Math.floor(at.getTime() / DAY_MS);
}
