import { DAY_MS, HOUR_MS } from "@/lib/core/clock";
import type { Rules } from "../settings";
import {
  callsLink,
  counted,
  defineDetector,
  explained,
  type Raised,
  registryOf,
  short,
  subjectOf,
} from "./detector";
import { type CallerDay, type Facts, noFacts } from "./facts";
import { byCaller, canaryDays, split } from "./volume";

/** CC7.2: at work when it never is. Of each day the first and the last call are known: within them it counts as at work. */
export const offHours = defineDetector({
  id: "off-hours",
  version: 1,
  title: "Calls outside the usual hours",
  means:
    "A caller made calls in an hour (UTC), or on a weekend, in which it is not at work on the days of its baseline.",
  matters: "Nobody watches then. A stolen key is used when its owner sleeps.",
  act: "Look at those calls and ask whoever runs the agent. A new schedule is closed as expected.",
  everyMinutes: 60,
  rules: ["baselineDays", "learnDays", "offHoursPercent"],
  examined: ({ days }) => days.length,
  detect: (facts, rules) =>
    [...byCaller(facts.days)].flatMap(([, days]) => outside(days, facts, rules) ?? []),
  canary: (now) => {
    const night = Math.floor(now.getTime() / DAY_MS) * DAY_MS - DAY_MS + 2 * HOUR_MS;
    return { ...noFacts(now), days: canaryDays(now, { firstAt: new Date(night) }) };
  },
});

const WEEK = 7;

function outside(days: readonly CallerDay[], facts: Facts, rules: Rules): Raised | null {
  const { usual, recent } = split(days, facts);
  if (usual.length < rules.learnDays) return null;
  const onDays = hoursOf(usual);
  const least = (usual.length * rules.offHoursPercent) / 100;
  const isUsual = (at: Date) => (onDays[at.getUTCHours()] ?? 0) >= least;
  const restsOnWeekends = usual.length >= 2 * WEEK - 4 && usual.every(({ day }) => !isWeekend(day));
  const odd = recent.flatMap((day) => {
    const ends = [day.firstAt, day.lastAt].filter((at) => !isUsual(at));
    if (ends.length === 0 && restsOnWeekends && isWeekend(day.day)) ends.push(day.firstAt);
    return ends.map((at) => ({ day, at }));
  });
  const [first] = odd;
  const last = odd.at(-1);
  if (!first || !last) return null;
  const agent = first.day.kind === "agent" ? registryOf(facts.agents)(first.day.value) : undefined;
  const filter = {
    [first.day.kind === "agent" ? "agent" : "credential"]: first.day.value,
    from: first.at,
    to: last.at,
  };
  const times = odd.map(({ at }) => `${at.toISOString().slice(0, 16).replace("T", " ")} UTC`);
  const hours = hourRanges(onDays.map((count) => count >= least));
  return {
    groupKey: `${first.day.kind}:${first.day.value}`,
    severity: "warning",
    title: `${short(agent?.name ?? first.day.value)} calls outside its hours`,
    subject: subjectOf(first.day, agent),
    firstAt: first.at,
    lastAt: last.at,
    calls: filter,
    explanation: explained({
      baseline: `On ${counted(usual.length, "day")} it was at work ${hours} UTC${restsOnWeekends ? ", never on a weekend" : ""}.`,
      observed: `Calls at ${[...new Set(times)].join(", ")}.`,
      deviation: odd.map(({ at, day }) => deviationOf(at, onDays, usual.length, day.day)).join(" "),
      chart: {
        title: "Days at work per hour (UTC)",
        bars: onDays.map((value, hour) => ({
          label: `${String(hour).padStart(2, "0")}:00`,
          value,
          usual: !odd.some(({ at }) => at.getUTCHours() === hour),
        })),
      },
      evidence: [
        callsLink("Calls of that time", filter),
        ...(agent ? [{ label: agent.name, href: `/agents/${agent.slug}` }] : []),
      ],
    }),
  };
}

// On how many days the time from the first to the last call covers each hour.
function hoursOf(days: readonly CallerDay[]): number[] {
  return Array.from(
    { length: 24 },
    (_, hour) =>
      days.filter(
        ({ firstAt, lastAt }) => firstAt.getUTCHours() <= hour && hour <= lastAt.getUTCHours(),
      ).length,
  );
}

function deviationOf(at: Date, onDays: readonly number[], days: number, day: string): string {
  const seen = onDays[at.getUTCHours()] ?? 0;
  const weekend = isWeekend(day) ? " It was a weekend." : "";
  return `The hour from ${String(at.getUTCHours()).padStart(2, "0")}:00 has ${seen} of ${days} days of the baseline.${weekend}`;
}

function isWeekend(day: string): boolean {
  return [0, 6].includes(new Date(day).getUTCDay());
}

function hourRanges(usual: readonly boolean[]): string {
  const ranges: [from: number, to: number][] = [];
  usual.forEach((is, hour) => {
    const open = ranges.at(-1);
    if (is && open && open[1] === hour) open[1] = hour + 1;
    else if (is) ranges.push([hour, hour + 1]);
  });
  const two = (hour: number) => `${String(hour).padStart(2, "0")}:00`;
  return ranges.map(([from, to]) => `${two(from)} to ${two(to)}`).join(" and ") || "at no hour";
}
