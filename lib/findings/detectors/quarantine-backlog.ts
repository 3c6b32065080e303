import { DAY_MS } from "@/lib/core/clock";
import { counted, defineDetector, explained, short } from "./detector";
import { noFacts } from "./facts";

/** What could not be read is disposed of, or it is missing. */
export const quarantineBacklog = defineDetector({
  id: "quarantine-backlog",
  version: 1,
  title: "Quarantine is full",
  means: "Many records of a source could not be read and wait, or one waits for long.",
  matters:
    "They are calls that no list and no count has. A sender has changed its format, or its kind is set wrong.",
  act: "Look at the reasons, mend the mapping or the kind of the source, and read them again.",
  everyMinutes: 5,
  rules: ["quarantineMax", "quarantineDays"],
  examined: ({ backlogs }) => backlogs.reduce((sum, { records }) => sum + records, 0),
  detect: ({ backlogs }, { quarantineMax, quarantineDays }, now) =>
    backlogs
      .filter(
        ({ records, oldestAt }) =>
          records > quarantineMax || now.getTime() - oldestAt.getTime() > quarantineDays * DAY_MS,
      )
      .map(({ source, records, oldestAt, newestAt }) => ({
        groupKey: `source:${source}`,
        severity: "warning",
        title: `${short(source)}: ${counted(records, "record")} in quarantine`,
        subject: { kind: "source", id: source },
        firstAt: oldestAt,
        lastAt: newestAt,
        explanation: explained({
          baseline: `At most ${counted(quarantineMax, "record")} wait, none longer than ${counted(quarantineDays, "day")}.`,
          observed: `${counted(records, "record")} wait; the oldest since ${oldestAt.toISOString()}.`,
          deviation:
            records > quarantineMax
              ? `${counted(records - quarantineMax, "record")} more than allowed.`
              : `The oldest waits ${counted(Math.floor((now.getTime() - oldestAt.getTime()) / DAY_MS), "day")}.`,
          numbers: { unit: "records", baseline: quarantineMax, observed: records },
          evidence: [{ label: "Its quarantine", href: `/settings/sources/${source}/quarantine` }],
        }),
      })),
  canary: (now) => ({
    ...noFacts(now),
    backlogs: [{ source: "canary", records: 1, oldestAt: new Date(0), newestAt: now }],
  }),
});
