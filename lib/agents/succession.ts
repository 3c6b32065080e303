import "server-only";
import { type Actor, can } from "@/lib/auth/actor";
import { namesOf, type PersonName } from "@/lib/auth/people";
import { isUuid } from "@/lib/core/text";
import type { AgentStatus } from "@/lib/db/generated/enums";
import { read } from "@/lib/db/read";
import { AGENT_STATUS_LABEL, LIVING_STATUSES } from "./labels";
import { visibleAgents } from "./visible";

/** How a person stands in an agent. */
export type Part = "owner" | "sponsor" | "successor";

/** A living agent that names a person, and who would take their place. */
export type Succession = {
  id: string;
  slug: string;
  name: string;
  status: AgentStatus;
  statusWord: string;
  parts: readonly Part[];
  /** Who is to become the owner; null if the person does not own it, or nobody is there to follow. */
  proposedOwner: PersonName | null;
  /** What to do about it, in one sentence. */
  says: string;
};

const NAMED_MAX = 1000;

/** Living agents a person owns, sponsors or succeeds in, by name, at most 1,000. */
export async function listAgentsOf(actor: Actor, personId: string): Promise<Succession[]> {
  return successionsIn(visibleAgents(actor), personId);
}

/**
 * What happens to agents when a person leaves: what they own, with the successor proposed (G1). An
 * admin, who sees nothing else of the registry, sees this of the person they are about to deactivate.
 */
export async function proposeSuccession(actor: Actor, personId: string): Promise<Succession[]> {
  return successionsIn(can(actor, "person:manage") ? {} : visibleAgents(actor), personId);
}

async function successionsIn(
  visible: ReturnType<typeof visibleAgents>,
  personId: string,
): Promise<Succession[]> {
  if (!isUuid(personId)) return [];
  const agents = await read().agent.findMany({
    where: {
      AND: [
        visible,
        { status: { in: [...LIVING_STATUSES] } },
        { OR: [{ ownerId: personId }, { sponsorId: personId }, { successorId: personId }] },
      ],
    },
    select: {
      id: true,
      slug: true,
      name: true,
      status: true,
      ownerId: true,
      sponsorId: true,
      successorId: true,
    },
    orderBy: [{ name: "asc" }, { id: "asc" }],
    take: NAMED_MAX,
  });
  const names = await activeNames(agents.map(({ successorId }) => successorId));
  return agents.map(({ ownerId, sponsorId, successorId, ...agent }) => {
    const parts = partsOf(personId, { ownerId, sponsorId, successorId });
    const follows = parts.includes("owner") && successorId !== personId ? successorId : null;
    const proposedOwner = follows === null ? null : (names.get(follows) ?? null);
    const statusWord = AGENT_STATUS_LABEL[agent.status];
    return { ...agent, statusWord, parts, proposedOwner, says: adviceOn(parts, proposedOwner) };
  });
}

async function activeNames(ids: readonly (string | null)[]): Promise<Map<string, PersonName>> {
  const wanted = ids.filter((id) => id !== null);
  const here = await read().person.findMany({
    where: { id: { in: wanted }, deactivatedAt: null },
    select: { id: true },
    take: wanted.length,
  });
  return namesOf(here.map(({ id }) => id));
}

function partsOf(
  personId: string,
  agent: { ownerId: string; sponsorId: string | null; successorId: string | null },
): Part[] {
  const held: [Part, string | null][] = [
    ["owner", agent.ownerId],
    ["sponsor", agent.sponsorId],
    ["successor", agent.successorId],
  ];
  return held.filter(([, id]) => id === personId).map(([part]) => part);
}

function adviceOn(parts: readonly Part[], proposed: PersonName | null): string {
  if (!parts.includes("owner")) return `Needs a new ${parts.join(" and ")}.`;
  if (!proposed) return "Needs a new owner; no successor is there to take over.";
  return `${proposed.name} is the successor and can take over as owner.`;
}
