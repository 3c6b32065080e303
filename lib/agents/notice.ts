import { utcDay } from "@/lib/core/clock";

/** What people are told about an agent. Words hold no personal data: they go out by e-mail and webhook. */
export type Notice = {
  /** What it is about, so that it is told once. */
  about: string;
  /** Who is told, beside compliance. */
  people: readonly string[];
  kind: string;
  title: string;
  body: string;
};

type Named = {
  name: string;
  ownerId: string;
  sponsorId: string | null;
  successorId: string | null;
};

/** The notice of a review that is due soon or overdue, made of the agent as it is now; null if it is neither any more. */
export function reviewNotice(
  { reviewDueOn: seen }: { reviewDueOn: Date | null },
  now: Date,
): (agent: Named & { reviewDueOn: Date | null }) => Notice | null {
  return (agent) => {
    const due = agent.reviewDueOn;
    if (!due || due.getTime() !== seen?.getTime()) return null;
    const day = utcDay(due);
    const overdue = day < utcDay(now);
    return {
      about: `${overdue ? "review-overdue" : "review-soon"}:${day}`,
      people: [agent.ownerId],
      kind: overdue ? "agent.review-overdue" : "agent.review-due",
      title: `${overdue ? "Review overdue" : "Review due"}: ${agent.name}`,
      body: `The review ${overdue ? "was" : "is"} due on ${day}. Somebody other than the owner confirms it on the agent's page.`,
    };
  };
}

/** The notice that somebody an agent names has left, with what to do; null if it no longer names them. */
export function leaverWords(agent: Named, personId: string): Notice | null {
  const others = [agent.ownerId, agent.sponsorId, agent.successorId].filter((id) => id !== null);
  const part = partOf(agent, personId);
  if (!part) return null;
  return {
    about: `ownerless:${personId}`,
    people: others.filter((id) => id !== personId),
    kind: "agent.person-left",
    title: `The ${part} has left: ${agent.name}`,
    body: adviceFor(part, agent),
  };
}

function partOf(agent: Named, personId: string): "owner" | "sponsor" | "successor" | null {
  if (agent.ownerId === personId) return "owner";
  if (agent.sponsorId === personId) return "sponsor";
  return agent.successorId === personId ? "successor" : null;
}

function adviceFor(part: "owner" | "sponsor" | "successor", { successorId }: Named): string {
  if (part !== "owner")
    return `Name a new ${part} on the agent's page; another person approves it.`;
  return successorId === null
    ? "It has no successor. Name a new owner on the agent's page; another person approves it."
    : "Its successor is proposed as the new owner: hand it over on the agent's page; another person approves it.";
}
