import "server-only";
import { isRole } from "@/lib/auth/permissions";
import type { Tx } from "@/lib/change-log/transact";
import { read } from "@/lib/db/read";
import type { ReviewPeople } from "./conflicts";

type From = Pick<Tx, "person" | "agent"> | Pick<ReturnType<typeof read>, "person" | "agent">;

const PEOPLE_MAX = 20_000;
const AGENTS_MAX = 50_000;

/** Everybody who has joined and not left, with their roles, and who stands behind each agent. Two reads. */
export async function reviewPeople(from: From = read()): Promise<ReviewPeople> {
  const people = await from.person.findMany({
    where: { deactivatedAt: null, joinedAt: { not: null } },
    select: { id: true, roles: true },
    orderBy: { id: "asc" },
    take: PEOPLE_MAX,
  });
  const agents = await from.agent.findMany({
    select: { id: true, requestedById: true, sponsorId: true, ownerId: true },
    orderBy: { id: "asc" },
    take: AGENTS_MAX,
  });
  return {
    roles: new Map(people.map(({ id, roles }) => [id, roles.filter(isRole)])),
    agents: new Map(
      agents.map(({ id, requestedById, sponsorId, ownerId }) => [
        id,
        { registeredById: requestedById, sponsorId, ownerId },
      ]),
    ),
  };
}

/** The same about one line and the people named: for a single decision. */
export async function peopleOf(
  from: From,
  personIds: readonly string[],
  agentId: string | null,
): Promise<ReviewPeople> {
  const people = await from.person.findMany({
    where: { id: { in: [...personIds] }, deactivatedAt: null },
    select: { id: true, roles: true },
    take: personIds.length,
  });
  const agents = agentId
    ? await from.agent.findMany({
        where: { id: agentId },
        select: { id: true, requestedById: true, sponsorId: true, ownerId: true },
        take: 1,
      })
    : [];
  return {
    roles: new Map(people.map(({ id, roles }) => [id, roles.filter(isRole)])),
    agents: new Map(
      agents.map(({ id, requestedById, sponsorId, ownerId }) => [
        id,
        { registeredById: requestedById, sponsorId, ownerId },
      ]),
    ),
  };
}
