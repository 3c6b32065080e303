// The time of a question as people say it: "2026-11-17 14:14", "tuesday 14:14", "14:00 to 15:30". Pure.
import { instantsOf, type LocalInstant, localOf } from "@/lib/core/zones";

/** What was said, resolved on the clocks of a zone. [from, to). */
export type When =
  | { readonly kind: "known"; readonly from: Date; readonly to: Date; readonly said: string }
  /** Clocks showed it twice: somebody says which. */
  | { readonly kind: "twice"; readonly local: string; readonly choices: readonly LocalInstant[] }
  /** Clocks never showed it. */
  | { readonly kind: "never"; readonly local: string }
  | { readonly kind: "unread" }
  | { readonly kind: "nothing" };

export type Said = {
  readonly text: string;
  readonly zone: string;
  /** Minutes before and after, where one moment is said. */
  readonly around: number;
  readonly fold: "first" | "second" | null;
  readonly now: Date;
};

export const AROUND_MINUTES = 5;
export const AROUND_MAX = 720;

export function whenOf(said: Said): When {
  const text = said.text.trim().toLowerCase().replaceAll(/\s+/g, " ");
  if (text === "") return { kind: "nothing" };
  const ends = RANGE.exec(text);
  if (ends) return rangeOf(ends[1] ?? "", ends[2] ?? "", said);
  if (DATE.test(text) || dayNamed(text, said)) return wholeDay(text, said);
  const explicit = explicitOf(text);
  if (explicit) return around(explicit, said);
  const local = momentOf(text, said);
  if (local === null) return { kind: "unread" };
  const one = placedAt(local, said);
  return one.kind === "at" ? around(one.at, said) : one;
}

const RANGE = /^(.+?) (?:to|until|till|[-–]) (.+)$/;
const DATE = /^\d{4}-\d{2}-\d{2}$/;
const MOMENT = /^(?:(\S+)[ t])?(\d{1,2})[:.](\d{2})(?::(\d{2}))?$/;
const EXPLICIT =
  /^(?!0000)(\d{4}-\d{2}-\d{2})[ t](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?) ?(z|utc|[+-]\d{2}:\d{2})$/;
const WEEKDAYS = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"];

const MINUTE = 60_000;
const DAY = 86_400_000;

function around(at: Date, { around: minutes, zone }: Said): When {
  const wide = Math.min(Math.max(minutes, 0), AROUND_MAX) * MINUTE;
  const [from, to] = [
    new Date(at.getTime() - wide),
    new Date(at.getTime() + Math.max(wide, MINUTE)),
  ];
  return { kind: "known", from, to, said: localOf(at, zone) };
}

type Placed = { readonly kind: "at"; readonly at: Date };

function placedAt(
  local: string,
  { zone, fold }: Said,
): Placed | Extract<When, { kind: "twice" | "never" | "unread" }> {
  const choices = instantsOf(local, zone);
  if (choices === null) return { kind: "unread" };
  const [first, second] = choices;
  if (!first) return { kind: "never", local };
  if (!second) return { kind: "at", at: first.at };
  if (fold === null) return { kind: "twice", local, choices };
  return { kind: "at", at: (fold === "first" ? first : second).at };
}

function rangeOf(first: string, second: string, said: Said): When {
  const begin = endOf(first, said);
  if (!("at" in begin)) return begin;
  // A bare time after a day is of that day.
  const day = localOf(begin.at, said.zone).slice(0, 10);
  const bare = /^\d{1,2}[:.]\d{2}/.test(second) ? `${day} ${second}` : second;
  const end = endOf(bare, said);
  if (!("at" in end)) return end;
  if (end.at <= begin.at) return { kind: "unread" };
  return { kind: "known", from: begin.at, to: end.at, said: localOf(begin.at, said.zone) };
}

function endOf(text: string, said: Said) {
  const explicit = explicitOf(text);
  if (explicit) return { kind: "at" as const, at: explicit };
  const local = DATE.test(text) ? `${text}T00:00` : momentOf(text, said);
  return local === null ? { kind: "unread" as const } : placedAt(local, said);
}

function wholeDay(text: string, said: Said): When {
  const day = DATE.test(text) ? text : dayNamed(text, said);
  const start = day === null ? null : placedAt(`${day}T00:00`, said);
  if (start?.kind !== "at") return start ?? { kind: "unread" };
  const next = new Date(Date.parse(`${day}T00:00:00Z`) + DAY).toISOString().slice(0, 10);
  const end = placedAt(`${next}T00:00`, said);
  if (end.kind !== "at") return end;
  return { kind: "known", from: start.at, to: end.at, said: `${day}T00:00:00.000` };
}

function explicitOf(text: string): Date | null {
  const parts = EXPLICIT.exec(text);
  if (!parts) return null;
  const [, date, time, zone = ""] = parts;
  const at = new Date(`${date}T${time}${/^[+-]/.test(zone) ? zone : "Z"}`);
  return Number.isNaN(at.getTime()) ? null : at;
}

// The local time of a moment, `2026-11-17T14:14:00`.
function momentOf(text: string, said: Said): string | null {
  const parts = MOMENT.exec(text.replace(/^last /, ""));
  if (!parts) return null;
  const [, dayText, hour = "", minute = "", second = "00"] = parts;
  const time = `${hour.padStart(2, "0")}:${minute}:${second}`;
  if (dayText !== undefined && DATE.test(dayText)) return `${dayText}T${time}`;
  const today = localOf(said.now, said.zone);
  if (dayText === undefined) {
    // A time of today that has not come yet is yesterday's.
    const day =
      `${today.slice(0, 10)}T${time}` <= today ? today.slice(0, 10) : daysBefore(today, 1);
    return `${day}T${time}`;
  }
  const day = dayNamed(dayText, said, time);
  return day === null ? null : `${day}T${time}`;
}

// `today`, `yesterday`, or the last such weekday: today as well, unless its time has not come yet.
function dayNamed(text: string, { now, zone }: Said, time = "00:00:00"): string | null {
  const today = localOf(now, zone);
  const name = text.replace(/^last /, "");
  if (name === "today") return today.slice(0, 10);
  if (name === "yesterday") return daysBefore(today, 1);
  const wanted = WEEKDAYS.findIndex((day) => day === name || day.slice(0, 3) === name);
  if (wanted < 0) return null;
  const isToday = new Date(`${today.slice(0, 10)}T00:00:00Z`).getUTCDay();
  const back = (isToday - wanted + 7) % 7;
  const isAhead = back === 0 && time > today.slice(11);
  return daysBefore(today, isAhead ? 7 : back);
}

function daysBefore(local: string, days: number): string {
  return new Date(Date.parse(`${local.slice(0, 10)}T00:00:00Z`) - days * DAY)
    .toISOString()
    .slice(0, 10);
}
