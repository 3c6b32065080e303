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
import { median, rounded } from "./statistics";
import { byCaller, canaryDays, split } from "./volume";

/** CC7.2: somebody tries doors. */
export const deniedBurst = defineDetector({
  id: "denied-burst",
  version: 1,
  title: "Many denied calls",
  means: "A caller was denied far more often in a day (UTC) than on the days of its baseline.",
  matters:
    "It asks for what it may not do: a wrong grant, a changed task, or somebody who tries what the key opens.",
  act: "Look at what it asked for. Mend the grant, or take the key away.",
  everyMinutes: 60,
  rules: ["baselineDays", "deniedMin", "deniedFactor"],
  examined: ({ days }) => days.length,
  detect: (facts, rules) =>
    [...byCaller(facts.days)].flatMap(([, days]) => burst(days, facts, rules) ?? []),
  canary: (now) => ({ ...noFacts(now), days: canaryDays(now, { denied: 60 }) }),
});

const VERY_MANY = 5;

function burst(days: readonly CallerDay[], facts: Facts, rules: Rules): Raised | null {
  const { usual, recent } = split(days, facts);
  const middle = usual.length === 0 ? 0 : median(usual.map(({ denied }) => denied));
  const least = Math.max(rules.deniedMin, middle * rules.deniedFactor);
  const far = recent.filter(({ denied }) => denied >= least);
  const most = [...far].sort((a, b) => b.denied - a.denied)[0];
  const last = far.at(-1);
  if (!most || !last) return null;
  const agent = most.kind === "agent" ? registryOf(facts.agents)(most.value) : undefined;
  const filter = {
    [most.kind === "agent" ? "agent" : "credential"]: most.value,
    outcome: "denied",
    from: most.firstAt,
    to: last.lastAt,
  };
  return {
    groupKey: `${most.kind}:${most.value}`,
    severity: most.denied >= least * VERY_MANY ? "critical" : "warning",
    title: `${short(agent?.name ?? most.value)}: ${counted(most.denied, "denied call")} on ${most.day}`,
    subject: subjectOf(most, agent),
    firstAt: most.firstAt,
    lastAt: last.lastAt,
    calls: filter,
    explanation: explained({
      baseline: `Median of ${counted(usual.length, "day")} before: ${counted(Math.round(middle), "denied call")} a day.`,
      observed: `${counted(most.denied, "denied call")} of ${counted(most.calls, "call")} on ${most.day} (UTC).`,
      deviation: `${rounded(most.denied - middle)} more than the median; ${counted(Math.ceil(least), "denied call")} a day are a burst.`,
      numbers: { unit: "denied calls a day", baseline: middle, observed: most.denied },
      chart: {
        title: "Denied calls a day (UTC)",
        bars: days.slice(-60).map(({ day, denied }) => ({
          label: day,
          value: denied,
          usual: !far.some((one) => one.day === day),
        })),
      },
      evidence: [callsLink("Denied calls", filter)],
    }),
  };
}
