import { MINUTE_MS } from "@/lib/core/clock";
import type { Rules } from "../settings";
import { counted, defineDetector, explained, type Raised, short } from "./detector";
import { noFacts, type WatchedSource } from "./facts";

/** LOG-07: a source that says nothing is not a source without calls. */
export const silentSource = defineDetector({
  id: "silent-source",
  version: 1,
  title: "Silent source",
  means: "Nothing came from a source for longer than its rhythm allows, not even a sign of life.",
  matters: "Calls may go on unseen. What looks like a quiet day is not proved to be one.",
  act: "See whether the gateway and its shipper run, and whether the token still holds.",
  everyMinutes: 5,
  rules: ["silentRhythms"],
  examined: ({ sources }) => sources.length,
  detect: ({ sources }, rules, now) =>
    sources.flatMap((source) => silence(source, rules, now) ?? []),
  canary: (now) => ({
    ...noFacts(now),
    sources: [{ id: "canary", name: "canary", rhythmMinutes: 1, lastAt: null, since: new Date(0) }],
  }),
});

function silence(source: WatchedSource, { silentRhythms }: Rules, now: Date): Raised | null {
  const since = source.lastAt ?? source.since;
  const minutes = Math.floor((now.getTime() - since.getTime()) / MINUTE_MS);
  const allowed = source.rhythmMinutes * silentRhythms;
  if (minutes <= allowed) return null;
  return {
    groupKey: `source:${source.id}`,
    severity: "critical",
    title: `${short(source.name)} is silent`,
    subject: { kind: "source", id: source.id },
    firstAt: since,
    lastAt: now,
    explanation: explained({
      baseline: `Something comes from it every ${counted(source.rhythmMinutes, "minute")}; ${counted(allowed, "minute")} without are allowed.`,
      observed: source.lastAt
        ? `The last came at ${source.lastAt.toISOString()}.`
        : `Nothing ever came since it was added at ${source.since.toISOString()}.`,
      deviation: `Silent for ${counted(minutes, "minute")}, ${counted(minutes - allowed, "minute")} more than allowed.`,
      numbers: { unit: "minutes without a sign of life", baseline: allowed, observed: minutes },
      evidence: [
        { label: source.name, href: `/settings/sources/${source.id}` },
        { label: "Its gaps", href: `/activity/gaps?source=${encodeURIComponent(source.id)}` },
      ],
    }),
  };
}
