import { completed } from "@/lib/settings/completed";
import { defineSettings } from "@/lib/settings/define-settings";
import type { Severity } from "./labels";

const rule = (
  label: string,
  help: string,
  [unit, min, max, usual]: readonly [string, number, number, number],
) => ({ label, help, unit, min, max, default: usual });

const due = (label: string, days: number) =>
  rule(label, "How long after it was raised a finding is to be closed.", ["days", 1, 180, days]);

/** The thresholds of the detectors, and by when a finding is to be disposed of. */
export const findingsSettings = defineSettings({
  room: "findings",
  title: "Findings",
  fields: {
    baselineDays: rule("Baseline", "How far back the usual is looked at.", ["days", 7, 90, 28]),
    learnDays: rule(
      "Learning time",
      "With fewer days of calls than this there is no baseline, and nothing is called unusual.",
      ["days", 1, 60, 7],
    ),
    volumeDeviations: rule(
      "Volume from",
      "So many median absolute deviations above the median of the baseline a day must be.",
      ["deviations", 2, 100, 6],
    ),
    volumeMinCalls: rule("Volume at least", "Days with fewer calls are never too many.", [
      "calls a day",
      1,
      1_000_000,
      50,
    ]),
    volumeCriticalFactor: rule("Volume critical from", "So many times the median is critical.", [
      "times",
      2,
      1_000,
      20,
    ]),
    offHoursPercent: rule(
      "Usual hour from",
      "An hour (UTC) counts as usual where the agent was at work in it on this share of its days.",
      ["%", 1, 50, 10],
    ),
    deniedMin: rule("Denied at least", "Fewer denied calls in a day are no burst.", [
      "calls a day",
      1,
      100_000,
      10,
    ]),
    deniedFactor: rule("Denied from", "So many times the denied calls of a usual day.", [
      "times",
      2,
      1_000,
      5,
    ]),
    addressesMax: rule("Addresses of a key", "One key from more addresses in an hour is shared.", [
      "addresses",
      1,
      10_000,
      10,
    ]),
    silentRhythms: rule(
      "Silent after",
      "A source is silent after so many times the rhythm that is set for it.",
      ["rhythms", 1, 100, 2],
    ),
    quarantineMax: rule("Quarantine up to", "More records of one source that wait are a backlog.", [
      "records",
      0,
      100_000,
      20,
    ]),
    quarantineDays: rule("Quarantine for", "A record that waits longer is a backlog by itself.", [
      "days",
      1,
      90,
      3,
    ]),
    canaryHours: rule(
      "Canary within",
      "A detector whose canary did not pass for so long counts as not evaluated.",
      ["hours", 1, 168, 24],
    ),
    groupsMax: rule(
      "Findings per detector",
      "What one run finds beyond so many things becomes one finding that counts them.",
      ["findings", 5, 500, 50],
    ),
    expectedDays: rule(
      "Expected for",
      "So long after it was closed as expected the same thing is counted there and opens nothing new.",
      ["days", 0, 90, 7],
    ),
    dueDaysCritical: due("Critical within", 1),
    dueDaysWarning: due("Warning within", 5),
    dueDaysInfo: due("Information within", 14),
  },
});

export type RuleName = keyof typeof findingsSettings.fields;
export type Rules = Readonly<Record<RuleName, number>>;

export const DUE_DAYS = {
  critical: "dueDaysCritical",
  warning: "dueDaysWarning",
  info: "dueDaysInfo",
} as const satisfies Record<Severity, RuleName>;

/** What canaries are judged by: they test the detector, not what was agreed about its thresholds. */
export const BUILT_IN_RULES: Rules = completed(findingsSettings, {}).values;
