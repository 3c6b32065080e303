import { addDays } from "@/lib/core/clock";
import {
  callsLink,
  counted,
  defineDetector,
  explained,
  listed,
  type Raised,
  short,
} from "./detector";
import { type CallerUse, type Facts, noFacts } from "./facts";

/** CC7.1: a component that nobody knew yet. */
export const firstSeen = defineDetector({
  id: "first-seen",
  version: 1,
  title: "Server or operation seen for the first time",
  means:
    "Calls went to a server, or used an operation of a known server, that no call of the baseline did.",
  matters:
    "New ways to act come up unannounced: a new tool, a new version, or a server that nobody looked at.",
  act: "Ask whoever runs the gateway whether it was planned. Close it as expected with the change it belongs to.",
  everyMinutes: 60,
  rules: ["baselineDays", "learnDays", "groupsMax"],
  examined: ({ uses }) => uses.length,
  detect: (facts, { learnDays }) => {
    if (!hasLearnt(facts.historyFrom, facts.windowFrom, learnDays)) return [];
    const fresh = facts.uses.filter(({ operationSince }) => operationSince >= facts.windowFrom);
    return [...byServer(fresh)].map(([server, uses]) => raisedOf(server, uses, facts));
  },
  canary: (now) => ({ ...noFacts(now), uses: [canaryUse(now)] }),
});

/** Whether there are enough days before the window to call anything unusual. */
export function hasLearnt(since: Date | null, windowFrom: Date, learnDays: number): boolean {
  return since !== null && since <= addDays(windowFrom, -learnDays);
}

function byServer(uses: readonly CallerUse[]): Map<string, CallerUse[]> {
  const groups = new Map<string, CallerUse[]>();
  for (const use of uses) groups.set(use.server, [...(groups.get(use.server) ?? []), use]);
  return groups;
}

function raisedOf(server: string, uses: readonly CallerUse[], facts: Facts): Raised {
  const isNew = uses.some(({ serverSince }) => serverSince >= facts.windowFrom);
  const operations = [...new Set(uses.map(({ operation }) => operation))];
  const firstAt = earliest(uses.map((use) => use.operationSince));
  // What counts is when a new one was first used: using it again is nothing new.
  const lastAt = latest(uses.map((use) => use.operationSince));
  const calls = uses.reduce((sum, use) => sum + use.calls, 0);
  const inProduction = uses.some(({ environments }) => environments.includes("production"));
  const name = server === "" ? "an unnamed server" : short(server);
  const filter = {
    ...(server === "" ? {} : { server }),
    from: firstAt,
    to: latest(uses.map((use) => use.lastAt)),
  };
  return {
    groupKey: `server:${server}`,
    severity: isNew && inProduction ? "warning" : "info",
    title: isNew
      ? `Server seen for the first time: ${name}`
      : `${counted(operations.length, "operation")} of ${name} seen for the first time`,
    subject: { kind: "server", id: server },
    firstAt,
    lastAt,
    calls: filter,
    explanation: explained({
      baseline: `In the calls since ${facts.baselineFrom.toISOString().slice(0, 10)} ${isNew ? `the server ${name} does not occur` : `${name} was used without these operations`}.`,
      observed: `${listed(operations)} on ${name}: ${counted(calls, "call")} of ${listed([...new Set(uses.map(({ agent }) => agent))])}.`,
      deviation: `${counted(operations.length, "operation")} more than the baseline has${isNew ? ", on a server that it does not have" : ""}.`,
      numbers: { unit: "operations", baseline: 0, observed: operations.length },
      evidence: [callsLink(`Calls on ${name}`, filter)],
    }),
  };
}

/** A use as canaries make it up: new to everybody. */
export function canaryUse(now: Date): CallerUse {
  const at = new Date(now.getTime() - 60_000);
  return {
    ...{ agent: "canary", server: "canary-server", operation: "drop_table", calls: 1 },
    ...{ environments: ["production"], firstAt: at, lastAt: at },
    ...{ agentSince: addDays(at, -28), serverSince: at, operationSince: at },
  };
}

/** Bounds of instants; the epoch of none. */
export function earliest(instants: readonly Date[]): Date {
  return new Date(instants.length === 0 ? 0 : Math.min(...instants.map((at) => at.getTime())));
}

export function latest(instants: readonly Date[]): Date {
  return new Date(instants.length === 0 ? 0 : Math.max(...instants.map((at) => at.getTime())));
}
