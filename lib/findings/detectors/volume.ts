import { DAY_MS } from "@/lib/core/clock";
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
import { deviationsAbove, median, medianDeviation, rounded } from "./statistics";

/** CC7.2: more calls in a day than this caller makes. */
export const volume = defineDetector({
  id: "volume",
  version: 1,
  title: "Far more calls than usual",
  means: "A caller made far more calls in a day (UTC) than on the days of its baseline.",
  matters: "A loop, a bulk export, or somebody else who uses its key.",
  act: "Look at what was called and for whom. Stop the agent if nobody can say why.",
  everyMinutes: 60,
  rules: [
    "baselineDays",
    "learnDays",
    "volumeDeviations",
    "volumeMinCalls",
    "volumeCriticalFactor",
  ],
  examined: ({ days }) => days.length,
  detect: (facts, rules) =>
    [...byCaller(facts.days)].flatMap(([, days]) => tooMany(days, facts, rules) ?? []),
  canary: (now) => ({ ...noFacts(now), days: canaryDays(now, { calls: 4_000 }) }),
});

/** The days of each caller, oldest first. */
export function byCaller(days: readonly CallerDay[]): Map<string, CallerDay[]> {
  const groups = new Map<string, CallerDay[]>();
  for (const day of [...days].sort((a, b) => a.day.localeCompare(b.day))) {
    const key = `${day.kind}:${day.value}`;
    groups.set(key, [...(groups.get(key) ?? []), day]);
  }
  return groups;
}

/** The days before the window, and those in it. */
export function split(days: readonly CallerDay[], { windowFrom }: Facts) {
  const from = windowFrom.toISOString().slice(0, 10);
  return {
    usual: days.filter(({ day }) => day < from),
    recent: days.filter(({ day }) => day >= from),
  };
}

function tooMany(days: readonly CallerDay[], facts: Facts, rules: Rules): Raised | null {
  const { usual, recent } = split(days, facts);
  if (usual.length < rules.learnDays) return null;
  const counts = usual.map(({ calls }) => calls);
  const above = ({ calls }: CallerDay) =>
    calls >= rules.volumeMinCalls && deviationsAbove(calls, counts) >= rules.volumeDeviations;
  const far = recent.filter(above);
  const most = [...far].sort((a, b) => b.calls - a.calls)[0];
  const last = far.at(-1);
  if (!most || !last) return null;
  const middle = median(counts);
  const agent = most.kind === "agent" ? registryOf(facts.agents)(most.value) : undefined;
  const filter = {
    [most.kind === "agent" ? "agent" : "credential"]: most.value,
    from: most.firstAt,
    to: last.lastAt,
  };
  return {
    groupKey: `${most.kind}:${most.value}`,
    severity: most.calls >= middle * rules.volumeCriticalFactor ? "critical" : "warning",
    title: `${short(agent?.name ?? most.value)}: ${counted(most.calls, "call")} on ${most.day}`,
    subject: subjectOf(most, agent),
    firstAt: far[0]?.firstAt ?? most.firstAt,
    lastAt: last.lastAt,
    calls: filter,
    explanation: explained({
      baseline: `Median of ${counted(usual.length, "day")} before: ${counted(Math.round(middle), "call")} a day, median absolute deviation ${rounded(medianDeviation(counts))}.`,
      observed: `${counted(most.calls, "call")} on ${most.day} (UTC).`,
      deviation: `${rounded(deviationsAbove(most.calls, counts))} deviations above the median, ${rounded(most.calls / Math.max(1, middle))} times as many; ${rules.volumeDeviations} are allowed.`,
      numbers: { unit: "calls a day", baseline: middle, observed: most.calls },
      chart: {
        title: "Calls a day (UTC)",
        bars: days.slice(-60).map(({ day, calls }) => ({
          label: day,
          value: calls,
          usual: !far.some((one) => one.day === day),
        })),
      },
      evidence: [
        callsLink("Calls of that time", filter),
        ...(agent ? [{ label: agent.name, href: `/agents/${agent.slug}` }] : []),
      ],
    }),
  };
}

/** A caller with 28 even days from 08:00 to 17:00, and a last day as given. */
export function canaryDays(now: Date, last: Partial<CallerDay>): CallerDay[] {
  const today = Math.floor(now.getTime() / DAY_MS) * DAY_MS;
  const dayAt = (at: number): CallerDay => ({
    ...{ kind: "agent", value: "canary", calls: 100, denied: 0 },
    day: new Date(at).toISOString().slice(0, 10),
    firstAt: new Date(at + 8 * 3_600_000),
    lastAt: new Date(at + 17 * 3_600_000),
  });
  const usual = Array.from({ length: 27 }, (_, index) => dayAt(today - (28 - index) * DAY_MS));
  return [...usual, { ...dayAt(today - DAY_MS), ...last }];
}
