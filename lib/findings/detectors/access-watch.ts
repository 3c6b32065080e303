import { HOUR_MS } from "@/lib/core/clock";
import type { Drift, StatingSource, WatchedEmergency } from "./access-facts";
import { counted, defineDetector, explained, type Raised, short } from "./detector";
import { noFacts } from "./facts";

/** G32, CC6.8: what a server says of an operation is what a person pinned. */
export const definitionDrift = defineDetector({
  id: "definition-drift",
  version: 1,
  title: "Definition of an operation changed",
  means: "A server describes an operation otherwise than the definition that a person pinned.",
  matters:
    "What agents are told the operation does is no longer what was approved, and every grant of it was given for the other one.",
  act: "Compare both on the operation's page. Another person pins the new one, or the server is stopped from using it.",
  everyMinutes: 60,
  rules: [],
  toldBy: "servers.import",
  examined: ({ access }) => access.drifts.length,
  detect: ({ access }, _rules, now) => access.drifts.map((drift) => drifted(drift, now)),
  canary: (now) => ({
    ...noFacts(now),
    access: {
      ...noFacts(now).access,
      drifts: [
        {
          ...{ operationId: "canary", operation: "read", server: "canary", grants: 1 },
          ...{ pinned: "a".repeat(64), observed: "b".repeat(64) },
          since: new Date(now.getTime() - 60_000),
        },
      ],
    },
  }),
});

function drifted(drift: Drift, now: Date): Raised {
  const { operationId, operation, server, pinned, observed, since, grants } = drift;
  return {
    // Another definition after this one is another thing to look at.
    groupKey: `operation:${operationId}:${observed.slice(0, 16)}`,
    severity: grants > 0 ? "critical" : "warning",
    title: `${short(server)}.${short(operation)} is described otherwise than pinned`,
    subject: { kind: "server", id: server },
    firstAt: since,
    lastAt: now,
    explanation: explained({
      baseline: `Pinned is definition ${pinned.slice(0, 12)}….`,
      observed: `The server shows ${observed.slice(0, 12)}… since ${since.toISOString()}.`,
      deviation: `${counted(grants, "grant")} in force stand for it.`,
      numbers: { unit: "grants", baseline: 0, observed: grants },
      evidence: [{ label: `${server}.${operation}`, href: `/servers/operations/${operationId}` }],
    }),
  };
}

/** Unknown is never equal: a gateway that is silent about its policy is noticed. */
export const stalePolicy = defineDetector({
  id: "stale-policy",
  version: 1,
  title: "Gateway silent about its policy",
  means:
    "A gateway that used to say what it enforces has not said so for longer than the rule allows.",
  matters: "What it enforces is unknown: nothing there can be compared with what was granted.",
  act: "See whether the gateway still runs and its token is valid, or upload its policy as a file.",
  everyMinutes: 60,
  rules: [],
  examined: ({ access }) => access.stating.length,
  detect: ({ access }, _rules, now) =>
    access.stating
      .filter(({ statedAt, staleHours }) => hoursSince(statedAt, now) > staleHours)
      .map((source) => silent(source, now)),
  canary: (now) => ({
    ...noFacts(now),
    access: {
      ...noFacts(now).access,
      stating: [
        {
          ...{ id: "canary", name: "Canary", policyId: "canary", lines: 1 },
          ...{ statedAt: new Date(0), staleHours: 24 },
        },
      ],
    },
  }),
});

function silent(
  { id, name, policyId, statedAt, lines, staleHours }: StatingSource,
  now: Date,
): Raised {
  const hours = Math.floor(hoursSince(statedAt, now));
  return {
    groupKey: `source:${id}`,
    severity: "warning",
    title: `${short(name)} has not said for ${counted(hours, "hour")} what it enforces`,
    subject: { kind: "source", id },
    firstAt: new Date(statedAt.getTime() + staleHours * HOUR_MS),
    lastAt: now,
    explanation: explained({
      baseline: `It says so at least every ${counted(staleHours, "hour")}.`,
      observed: `Last ${statedAt.toISOString()}, with ${counted(lines, "line")}.`,
      deviation: `${counted(hours, "hour")} ago. What it enforces since is unknown.`,
      numbers: { unit: "hours", baseline: staleHours, observed: hours },
      evidence: [{ label: "Its last policy", href: `/access-matrix/enforced/${policyId}` }],
    }),
  };
}

function hoursSince(at: Date, now: Date): number {
  return (now.getTime() - at.getTime()) / HOUR_MS;
}

/** CHG-09, SCN-18: emergency access is approved afterwards, in time. */
export const emergencyOverdue = defineDetector({
  id: "emergency-overdue",
  version: 1,
  title: "Emergency access not judged in time",
  means: "Nobody approved or declined an emergency access by its day, or somebody did only later.",
  matters:
    "Without that, emergency access is a way around every approval: late or missing is a failure.",
  act: "A person who took no part looks at every call of it and judges it now. That it was late stays on record.",
  everyMinutes: 60,
  rules: [],
  toldBy: "access-matrix.emergencies",
  examined: ({ access }) => access.emergencies.length,
  detect: ({ access }, _rules, now) =>
    access.emergencies
      .filter(({ decidedAt, dueAt }) => (decidedAt ?? now) > dueAt)
      .map((emergency) => overdue(emergency, now)),
  canary: (now) => ({
    ...noFacts(now),
    access: {
      ...noFacts(now).access,
      emergencies: [
        {
          ...{ id: "canary", publicId: "canary-key", environment: "production" },
          ...{ startedAt: new Date(now.getTime() - 7_200_000), decidedAt: null },
          dueAt: new Date(now.getTime() - 60_000),
        },
      ],
    },
  }),
});

function overdue(emergency: WatchedEmergency, now: Date): Raised {
  const { id, publicId, environment, startedAt, dueAt, decidedAt } = emergency;
  const late = counted(Math.floor(hoursSince(dueAt, decidedAt ?? now)), "hour");
  return {
    groupKey: `emergency:${id}`,
    severity: "critical",
    title: `Emergency access with ${short(publicId)} was not judged in time`,
    subject: { kind: "key", id: publicId },
    firstAt: dueAt,
    lastAt: decidedAt ?? now,
    gone: decidedAt !== null,
    explanation: explained({
      baseline: `It was to be judged by ${dueAt.toISOString()}.`,
      observed:
        decidedAt === null
          ? `Nobody has judged it yet. It was taken ${startedAt.toISOString()} in ${environment}.`
          : `It was judged ${decidedAt.toISOString()}.`,
      deviation: `${late} late.`,
      evidence: [{ label: "Emergency access", href: `/access-matrix/emergencies/${id}` }],
    }),
  };
}
