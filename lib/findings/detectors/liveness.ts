import { HOUR_MS } from "@/lib/core/clock";
import type { Rules } from "../settings";
import { counted, defineDetector, explained, type Raised } from "./detector";
import { noFacts, type Pulse } from "./facts";

/** G37: a detector that finds nothing is either bored or dead. */
export const liveness = defineDetector({
  id: "liveness",
  version: 1,
  title: "Detector not evaluated",
  means: "The canary of a detector or of a log path was not noticed, or none was sent for a day.",
  matters:
    "That it found nothing proves nothing: it may be blind. What it watches counts as not evaluated.",
  act: "See whether the jobs run and what they last reported, then look through the time by hand.",
  everyMinutes: 60,
  rules: ["canaryHours"],
  examined: ({ pulses }) => pulses.length,
  detect: ({ pulses }, rules, now) =>
    kinds(pulses).flatMap((alike) => {
      const found = alike.flatMap((pulse) => dead(pulse, rules, now) ?? []);
      // Where none of them is felt, it is whatever sends canaries that has stopped: one thing to look at.
      return found.length > 1 && found.length === alike.length ? [together(found)] : found;
    }),
  canary: (now) => ({
    ...noFacts(now),
    pulses: [{ id: "canary", title: "Canary", passedAt: null, failed: null, since: new Date(0) }],
  }),
});

/** Why a pulse is not felt, in words; null: it is. The first canary has as long as the rule gives. */
export function whyDead(
  { passedAt, failed }: Pick<Pulse, "passedAt" | "failed">,
  { canaryHours }: Pick<Rules, "canaryHours">,
  now: Date,
): string | null {
  if (failed && (passedAt === null || failed.at > passedAt)) return failed.detail;
  if (passedAt === null) return "No canary was noticed yet.";
  const hours = Math.floor((now.getTime() - passedAt.getTime()) / HOUR_MS);
  return hours >= canaryHours ? `The last canary was noticed ${hours} hours ago.` : null;
}

function kinds(pulses: readonly Pulse[]): Pulse[][] {
  return [pulses.filter(isPath), pulses.filter((pulse) => !isPath(pulse))];
}

function isPath({ id }: Pulse): boolean {
  return id.startsWith("path:");
}

function together(found: readonly Raised[]): Raised {
  const [first] = found;
  if (!first) throw new Error("nothing to put together");
  const arePaths = found.every(({ groupKey }) => groupKey.startsWith("pulse:path:"));
  const what = arePaths ? "log paths" : "detectors";
  const { explanation } = first;
  return {
    ...first,
    groupKey: arePaths ? "pulses:paths" : "pulses:detectors",
    title: `Not evaluated: all ${found.length} ${what}`,
    subject: { kind: "detector", id: what },
    explanation: {
      ...explanation,
      observed: `No canary of any of the ${found.length} ${what} was noticed. ${explanation.observed}`,
    },
  };
}

function dead(pulse: Pulse, rules: Rules, now: Date): Raised | null {
  const why = whyDead(pulse, rules, now);
  const since = pulse.passedAt ?? pulse.since;
  const isYoung = now.getTime() - since.getTime() < rules.canaryHours * HOUR_MS;
  if (why === null || (pulse.failed === null && isYoung)) return null;
  const hours = Math.floor((now.getTime() - since.getTime()) / HOUR_MS);
  return {
    groupKey: `pulse:${pulse.id}`,
    severity: "critical",
    title: `Not evaluated: ${pulse.title}`,
    subject: { kind: "detector", id: pulse.id },
    firstAt: pulse.failed?.at ?? new Date(since.getTime() + rules.canaryHours * HOUR_MS),
    lastAt: now,
    explanation: explained({
      baseline: `Its canary is noticed at least every ${counted(rules.canaryHours, "hour")}.`,
      observed: why,
      deviation: pulse.failed
        ? "A fact that is known to be bad was not noticed."
        : `${counted(Math.max(0, hours - rules.canaryHours), "hour")} more than allowed.`,
      numbers: { unit: "hours", baseline: rules.canaryHours, observed: hours },
      evidence: [{ label: "Detectors", href: "/findings/detectors" }],
    }),
  };
}
