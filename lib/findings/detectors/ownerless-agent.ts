import { defineDetector, explained, listed, type Raised, short } from "./detector";
import { type Facts, noFacts, type RegisteredAgent } from "./facts";
import { canaryAgent } from "./inactive-agent";

const IN_USE: readonly string[] = ["ACTIVE", "APPROVED", "SUSPENDED"];

/** G1: somebody answers for every agent, also after people have left. */
export const ownerlessAgent = defineDetector({
  id: "ownerless-agent",
  version: 1,
  title: "Agent without the people it needs",
  means: "The owner, the sponsor or the successor of an agent in use has left, or is missing.",
  matters: "Nobody answers for what it does, and nobody would stop it.",
  act: "Hand it over on the agent's page; the successor is proposed as the new owner, and another person approves it.",
  everyMinutes: 60,
  rules: [],
  toldBy: "agents.ownerless",
  examined: ({ agents }) => agents.length,
  detect: (facts, _rules, now) =>
    facts.agents
      .filter(({ status }) => IN_USE.includes(status))
      .flatMap((agent) => missing(agent, facts.gone, now) ?? []),
  canary: (now) => ({
    ...noFacts(now),
    agents: [canaryAgent("canary")],
    gone: new Map([[canaryAgent("canary").ownerId, new Date(now.getTime() - 60_000)]]),
  }),
});

function missing(agent: RegisteredAgent, gone: Facts["gone"], now: Date): Raised | null {
  const parts = [
    { part: "owner", id: agent.ownerId },
    { part: "sponsor", id: agent.sponsorId },
    { part: "successor", id: agent.successorId },
  ];
  const left = parts.filter(({ id }) => id !== null && gone.has(id));
  // Until it is active the registry itself says what is missing, and keeps it from becoming active.
  const none = parts.filter(({ id }) => id === null && agent.status === "ACTIVE");
  if (left.length + none.length === 0) return null;
  const said = [
    ...left.map(({ part }) => `the ${part} has left`),
    ...none.map(({ part }) => `there is no ${part}`),
  ];
  const times = left.flatMap(({ id }) => gone.get(id ?? "") ?? []);
  const firstAt = times.length === 0 ? now : new Date(Math.min(...times.map((at) => at.getTime())));
  const ownerLeft = left.some(({ part }) => part === "owner");
  return {
    groupKey: `agent:${agent.id}`,
    severity: ownerLeft && agent.status === "ACTIVE" ? "critical" : "warning",
    title: `${short(agent.name)}: ${said.join(", ")}`,
    subject: { kind: "agent", id: agent.id },
    firstAt,
    lastAt: now,
    explanation: explained({
      baseline: "An agent in use has an owner, a sponsor and a successor who are here.",
      observed: `${capital(said.join(", "))}; the agent is ${agent.status.toLowerCase()}.`,
      deviation: `${said.length} of 3 people are missing: ${listed([...left, ...none].map(({ part }) => part))}.`,
      numbers: { unit: "people", baseline: 3, observed: 3 - said.length },
      proposal: proposalFor(agent, gone, ownerLeft),
      evidence: [{ label: agent.name, href: `/agents/${agent.slug}` }],
    }),
  };
}

// The successor is named by the page: records of findings hold no names of people.
function proposalFor(
  { successorId, slug }: RegisteredAgent,
  gone: Facts["gone"],
  ownerLeft: boolean,
) {
  if (!ownerLeft)
    return "Name somebody in their place on the agent's page; another person approves it.";
  return successorId !== null && !gone.has(successorId)
    ? `Its successor is proposed as the new owner of ${slug}: hand it over on the agent's page.`
    : "No successor is there to take over. Name a new owner on the agent's page.";
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
