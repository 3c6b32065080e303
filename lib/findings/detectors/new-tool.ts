import {
  callsLink,
  counted,
  defineDetector,
  explained,
  listed,
  type Raised,
  registryOf,
  short,
  subjectOf,
} from "./detector";
import { type CallerUse, type Facts, noFacts } from "./facts";
import { canaryUse, earliest, hasLearnt, latest } from "./first-seen";

/** CC7.2: an agent does what it never did. */
export const newTool = defineDetector({
  id: "new-tool",
  version: 1,
  title: "Agent uses a tool it never used",
  means: "An agent used an operation that it did not use in its baseline, though others may.",
  matters:
    "Agents do the same things day after day. Something new is a changed task, a changed prompt, or somebody who steers it.",
  act: "Compare with its purpose in the registry. If it was meant to, close it as expected with the change.",
  everyMinutes: 60,
  rules: ["baselineDays", "learnDays", "groupsMax"],
  examined: ({ uses }) => uses.length,
  detect: (facts, { learnDays }) => {
    const fresh = facts.uses.filter(
      ({ agent, firstAt, agentSince }) =>
        agent !== "" &&
        firstAt >= facts.windowFrom &&
        hasLearnt(agentSince, facts.windowFrom, learnDays),
    );
    const groups = new Map<string, CallerUse[]>();
    for (const use of fresh) groups.set(use.agent, [...(groups.get(use.agent) ?? []), use]);
    return [...groups].map(([agent, uses]) => raisedOf(agent, uses, facts));
  },
  canary: (now) => ({ ...noFacts(now), uses: [canaryUse(now)] }),
});

function raisedOf(agent: string, uses: readonly CallerUse[], facts: Facts): Raised {
  const registered = registryOf(facts.agents)(agent);
  const names = uses.map(({ server, operation }) =>
    server ? `${server}.${operation}` : operation,
  );
  const firstAt = earliest(uses.map((use) => use.firstAt));
  const calls = uses.reduce((sum, use) => sum + use.calls, 0);
  const known = new Set(
    facts.uses
      .filter((use) => use.agent === agent && use.firstAt < facts.windowFrom)
      .map(({ operation }) => operation),
  );
  const [only, ...others] = uses;
  const filter = {
    agent,
    ...(only && others.length === 0 ? { operation: only.operation } : {}),
    from: firstAt,
    to: latest(uses.map((use) => use.lastAt)),
  };
  return {
    groupKey: `agent:${agent}`,
    severity: uses.some(({ environments }) => environments.includes("production"))
      ? "warning"
      : "info",
    title: `${short(registered?.name ?? agent)} uses ${counted(names.length, "tool")} it never used`,
    subject: subjectOf({ kind: "agent", value: agent }, registered),
    firstAt,
    lastAt: latest(uses.map((use) => use.firstAt)),
    calls: filter,
    explanation: explained({
      baseline: `Since ${facts.baselineFrom.toISOString().slice(0, 10)} it used ${counted(known.size, "operation")} that it still uses: ${listed([...known])}.`,
      observed: `${listed(names)}: ${counted(calls, "call")}.`,
      deviation: `${counted(names.length, "operation")} that ${names.length === 1 ? "does" : "do"} not occur in its baseline.`,
      numbers: { unit: "new operations", baseline: 0, observed: names.length },
      evidence: [
        callsLink("These calls", filter),
        ...(registered ? [{ label: registered.name, href: `/agents/${registered.slug}` }] : []),
      ],
    }),
  };
}
