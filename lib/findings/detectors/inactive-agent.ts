import {
  callsLink,
  counted,
  defineDetector,
  explained,
  listed,
  type Raised,
  registryOf,
  short,
} from "./detector";
import { noFacts, type RegisteredAgent, type SeenCaller } from "./facts";
import { shadowCaller } from "./unregistered-caller";

const WORD: Readonly<Record<string, string>> = {
  PROPOSED: "not approved yet",
  APPROVED: "approved, not active",
  SUSPENDED: "suspended",
  RETIRED: "retired",
  DECLINED: "declined",
  WITHDRAWN: "withdrawn",
};

/** CHG-12: after its end an agent calls nothing. */
export const inactiveAgent = defineDetector({
  id: "inactive-agent",
  version: 1,
  title: "Agent that may not call",
  means: "A registered agent called although it is suspended, retired, declined or not active yet.",
  matters:
    "A stop that does not stop is none: its keys still work, or its approval was not waited for.",
  act: "Have its keys taken away at the gateway. If it was meant to run, have it approved and activated.",
  everyMinutes: 60,
  rules: [],
  examined: ({ callers }) => callers.length,
  detect: (facts) => {
    const registered = registryOf(facts.agents);
    return facts.callers.flatMap((caller) => {
      const agent = caller.kind === "agent" ? registered(caller.value) : undefined;
      return agent && calledAfterEnd(agent, caller.lastAt) ? [raisedOf(agent, caller)] : [];
    });
  },
  canary: (now) => ({
    ...noFacts(now),
    callers: [shadowCaller("retired-canary", now)],
    agents: [
      {
        ...canaryAgent("retired-canary"),
        status: "RETIRED",
        endedAt: new Date(now.getTime() - 3_600_000),
      },
    ],
  }),
});

function raisedOf(agent: RegisteredAgent, caller: SeenCaller): Raised {
  const { calls, lastAt, servers, environments } = caller;
  const { endedAt } = agent;
  const firstAt = endedAt && endedAt > caller.firstAt ? endedAt : caller.firstAt;
  const stands = WORD[agent.status] ?? agent.status.toLowerCase();
  const filter = { agent: caller.value, from: firstAt, to: lastAt };
  return {
    groupKey: `agent:${agent.id}`,
    severity: endedAt === null ? "warning" : "critical",
    title: `${short(agent.name)} calls and is ${stands}`,
    subject: { kind: "agent", id: agent.id },
    firstAt,
    lastAt,
    calls: filter,
    explanation: explained({
      baseline: `An agent that is ${stands} makes no call.`,
      observed: `Calls until ${lastAt.toISOString()} on ${listed(servers)}, environments ${listed(environments)}; ${counted(calls, "call")} in the days looked at.`,
      deviation: endedAt
        ? `It called after it was ${stands} at ${endedAt.toISOString()}.`
        : `It called while it was ${stands}.`,
      numbers: { unit: "calls", baseline: 0, observed: calls },
      evidence: [
        callsLink("Its calls", filter),
        { label: agent.name, href: `/agents/${agent.slug}` },
      ],
    }),
  };
}

function calledAfterEnd({ status, endedAt }: RegisteredAgent, lastAt: Date): boolean {
  return status !== "ACTIVE" && (endedAt === null || lastAt > endedAt);
}

/** A registered agent as canaries make it up. */
export function canaryAgent(slug: string): RegisteredAgent {
  return {
    id: "00000000-0000-4000-8000-000000000000",
    slug,
    name: slug,
    status: "ACTIVE",
    environments: ["production"],
    ownerId: "00000000-0000-4000-8000-000000000001",
    sponsorId: "00000000-0000-4000-8000-000000000002",
    successorId: "00000000-0000-4000-8000-000000000003",
    endedAt: null,
  };
}
