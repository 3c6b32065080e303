import { MINUTE_MS } from "@/lib/core/clock";
import { valueText } from "@/lib/settings/view";
import { whyDead } from "./detectors/liveness";
import { LOG_PATH_LABEL, LOG_PATHS } from "./labels";
import type { ListedDetectors } from "./queries";
import { findingsSettings } from "./settings";

/** A detector or log path as a line. `state` "not-evaluated": what it watches counts as not looked at. */
export type DetectorRow = {
  id: string;
  title: string;
  version: number;
  means: string;
  every: string;
  thresholds: string[];
  lastRun: string;
  examined: number;
  lastCanary: string;
  found: number;
  alive: boolean;
  why: string;
};

export function toDetectorRows(
  { detectors, pulses, policy }: ListedDetectors,
  now: Date,
): { detectors: DetectorRow[]; paths: DetectorRow[] } {
  const { values } = policy;
  const pulseOf = new Map(pulses.map((pulse) => [pulse.id, pulse]));
  const deadPath = LOG_PATHS.find((path) => {
    const pulse = pulseOf.get(`path:${path}`);
    return !pulse || whyDead(pulse, values, now) !== null;
  });
  const rows = detectors.map(({ detector, run, found }): DetectorRow => {
    const { id, title, version, means, everyMinutes, rules } = detector;
    const pulse = pulseOf.get(id);
    const why =
      runFault(run, values.canaryHours, now) ??
      (pulse ? whyDead(pulse, values, now) : "No canary was noticed yet.") ??
      // Who is to notice strangers in the log is blind where no record of a path arrives.
      (id === "unregistered-caller" && deadPath
        ? `The canary of the log path ${LOG_PATH_LABEL[deadPath]} was not noticed.`
        : null);
    return {
      ...{ id, title, version, means, found, alive: why === null, why: why ?? "" },
      every: everyMinutes === 60 ? "every hour" : `every ${everyMinutes} minutes`,
      thresholds: rules.map((name) => {
        const field = findingsSettings.fields[name];
        return `${field.label}: ${valueText(field, values[name])}`;
      }),
      lastRun: run?.ranAt.toISOString() ?? "",
      examined: Number(run?.examined ?? 0n),
      lastCanary: pulse?.passedAt?.toISOString() ?? "",
    };
  });
  const paths = LOG_PATHS.map((path): DetectorRow => {
    const pulse = pulseOf.get(`path:${path}`);
    const why = pulse ? whyDead(pulse, values, now) : "No canary was noticed yet.";
    return {
      ...{ id: `path:${path}`, title: LOG_PATH_LABEL[path], version: 1, found: 0, examined: 0 },
      ...{ alive: why === null, why: why ?? "", thresholds: [], lastRun: "" },
      means:
        "A record of a caller that nobody registered is sent through this way and must be noticed.",
      every: "every 4 hours",
      lastCanary: pulse?.passedAt?.toISOString() ?? "",
    };
  });
  return { detectors: rows, paths };
}

type Run = ListedDetectors["detectors"][number]["run"];

function runFault(run: Run, hours: number, now: Date): string | null {
  if (!run) return "It has not looked yet.";
  if (!run.passed) return `Its last look failed: ${run.detail ?? "nobody knows why"}`;
  const passed = Math.floor((now.getTime() - run.ranAt.getTime()) / (60 * MINUTE_MS));
  return passed >= hours ? `It looked last ${passed} hours ago.` : null;
}

type Rows = { detectors: readonly DetectorRow[]; paths: readonly DetectorRow[] };

/** Whether all of them can be believed, in one sentence. */
export function detectorsSentence(rows: Rows): string {
  return (
    doubtSentence(rows) ??
    "Each looked within a day and noticed something made up that is known to be bad: that it found nothing means something."
  );
}

/** How many cannot be believed; null where all can. */
export function doubtSentence({ detectors, paths }: Rows): string | null {
  const dead = [deadOf(detectors, "detectors"), deadOf(paths, "log paths")].filter(Boolean);
  if (dead.length === 0) return null;
  return `Not evaluated: ${dead.join(" and ")}. That nothing was found there proves nothing.`;
}

function deadOf(rows: readonly DetectorRow[], noun: string): string {
  const dead = rows.filter(({ alive }) => !alive).length;
  return dead === 0 ? "" : `${dead} of ${rows.length} ${noun}`;
}
