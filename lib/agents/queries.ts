import "server-only";
import { z } from "zod";
import type { Actor } from "@/lib/auth/actor";
import { namesOf } from "@/lib/auth/people";
import { AppError } from "@/lib/core/app-error";
import { isStorable, isUuid } from "@/lib/core/text";
import { read, readRows, sql } from "@/lib/db/read";
import { policyInForce } from "@/lib/settings/policies";
import {
  type AgentFilters,
  type AgentOrder,
  agentsOrder,
  agentsWhere,
  dayOf,
  type FilterFacts,
} from "./filter";
import { peopleOf } from "./gaps";
import { LIVING_STATUSES } from "./labels";
import { REGISTRY_MAX, SEARCH_TAKE } from "./limits";
import { type NearDuplicate, nearDuplicatesOf, profileOf } from "./near-duplicate";
import type { ListAgentsInput, NearDuplicatesInput } from "./schema";
import { agentsSettings } from "./settings";
import { visibleAgents } from "./visible";

const listed = {
  id: true,
  slug: true,
  name: true,
  purpose: true,
  status: true,
  riskClass: true,
  ownerId: true,
  sponsorId: true,
  successorId: true,
  modelProvider: true,
  modelName: true,
  autonomy: true,
  dataClasses: true,
  environments: true,
  customerFacing: true,
  reviewDueOn: true,
  retireOn: true,
  requestedAt: true,
} as const;

/** One page of the registry, with how many match in all, the people named and those who have left. */
export async function listAgents(actor: Actor, input: ListAgentsInput, now: Date) {
  const facts = await filterFacts(input, now);
  const where = agentsWhere(actor, input, facts);
  const [total, agents] = await Promise.all([
    read().agent.count({ where }),
    read().agent.findMany({
      where,
      select: listed,
      orderBy: agentsOrder(input),
      skip: (input.page - 1) * input.pageSize,
      take: input.pageSize,
    }),
  ]);
  return { agents, total, warningDays: facts.warningDays, ...(await peopleAround(agents)) };
}
export type ListedAgent = Awaited<ReturnType<typeof listAgents>>["agents"][number];

/**
 * Every agent that the filters show, whole, in one read, so that no row is missed or seen twice.
 * Errors: too_large (more than an export holds).
 */
export async function listAgentsForExport(
  actor: Actor,
  input: AgentFilters & AgentOrder,
  now: Date,
) {
  const where = agentsWhere(actor, input, await filterFacts(input, now));
  const total = await read().agent.count({ where });
  if (total > REGISTRY_MAX) {
    throw new AppError(
      "too_large",
      "These are more agents than one file holds. Narrow the filters.",
    );
  }
  const agents = await read().agent.findMany({
    where,
    orderBy: agentsOrder(input),
    take: REGISTRY_MAX,
  });
  const around = await peopleAround(agents);
  const acted = agents.flatMap((agent) => [
    agent.requestedById,
    agent.approvedById,
    agent.reviewedById,
    agent.aiActAssessedById,
  ]);
  const names = new Map([...around.names, ...(await namesOf(acted))]);
  return { agents, total, names, gone: around.gone };
}
export type ExportedAgent = Awaited<ReturnType<typeof listAgentsForExport>>["agents"][number];

/** The agent behind an id or short name, the people around it and its open request. Errors: not_found. */
export async function getAgent(actor: Actor, idOrSlug: string) {
  const key = isUuid(idOrSlug) ? { id: idOrSlug } : { slug: idOrSlug };
  const agent = isStorable(idOrSlug)
    ? await read().agent.findFirst({ where: { AND: [key, visibleAgents(actor)] } })
    : null;
  if (!agent) throw new AppError("not_found", "No such agent.");
  const [pending, people] = await Promise.all([
    read().request.findFirst({
      where: { subjectKind: "agent", subjectId: agent.id, status: "OPEN" },
      select: {
        id: true,
        kind: true,
        title: true,
        reason: true,
        diff: true,
        requestedById: true,
        requestedAt: true,
        dueAt: true,
      },
      orderBy: [{ requestedAt: "desc" }, { id: "asc" }],
    }),
    peopleAround([agent]),
  ]);
  const acted = [
    agent.requestedById,
    agent.approvedById,
    agent.suspendedById,
    agent.reviewedById,
    agent.aiActAssessedById,
    pending?.requestedById ?? null,
  ];
  const names = new Map([...people.names, ...(await namesOf(acted))]);
  return { agent, pending, names, gone: people.gone };
}
export type FoundAgent = Awaited<ReturnType<typeof getAgent>>;

/** The first agents whose name, short name or purpose holds the text, living ones first, at most 8. */
export async function searchAgents(actor: Actor, q: string) {
  const filters: AgentFilters = { ...NO_FILTERS, q };
  if (q.trim() === "") return [];
  return read().agent.findMany({
    where: agentsWhere(actor, filters, NOBODY),
    select: { id: true, slug: true, name: true, status: true, purpose: true },
    orderBy: [{ status: "asc" }, { name: "asc" }, { id: "asc" }],
    take: SEARCH_TAKE,
  });
}

/** How many agents there are by status; of the living, by class, by what is missing, by review. */
export async function countAgents(actor: Actor, now: Date) {
  const facts = await filterFacts(NO_FILTERS, now);
  const count = (filters: Partial<AgentFilters>) =>
    read().agent.count({ where: agentsWhere(actor, { ...NO_FILTERS, ...filters }, facts) });
  const [byStatus, byRisk, owner, sponsor, successor, risk, incomplete, overdue, soon] =
    await Promise.all([
      read().agent.groupBy({ by: ["status"], where: visibleAgents(actor), _count: true }),
      read().agent.groupBy({
        by: ["riskClass"],
        where: { AND: [visibleAgents(actor), { status: { in: [...LIVING_STATUSES] } }] },
        _count: true,
      }),
      count({ gap: "owner" }),
      count({ gap: "sponsor" }),
      count({ gap: "successor" }),
      count({ gap: "risk" }),
      count({ gap: "any" }),
      count({ reviewDue: "overdue" }),
      count({ reviewDue: "soon" }),
    ]);
  return {
    total: byStatus.reduce((sum, each) => sum + each._count, 0),
    byStatus: byStatus.map(({ status, _count }) => ({ status, count: _count })),
    byRisk: byRisk.map(({ riskClass, _count }) => ({ riskClass, count: _count })),
    gaps: { owner, sponsor, successor, risk, any: incomplete },
    reviews: { overdue, soon },
  };
}
export type AgentCounts = Awaited<ReturnType<typeof countAgents>>;

/** Living agents that look like what is being typed, most alike first, at most 5 (G2). */
export async function findNearDuplicates(
  actor: Actor,
  { name, purpose, exceptId }: NearDuplicatesInput,
  now: Date,
): Promise<NearDuplicate[]> {
  const { values } = await policyInForce(agentsSettings, now);
  const others = await read().agent.findMany({
    where: { AND: [visibleAgents(actor), { status: { in: [...LIVING_STATUSES] } }] },
    select: { id: true, slug: true, name: true, purpose: true },
    orderBy: { id: "asc" },
    take: REGISTRY_MAX,
  });
  const subject = profileOf({ id: exceptId ?? "", slug: "", name, purpose });
  return nearDuplicatesOf(subject, others.map(profileOf), values.nearDuplicatePercent);
}

/** Ids of those among the people named who have left, and the names of all. */
export async function peopleAround(
  agents: readonly { ownerId: string; sponsorId: string | null; successorId: string | null }[],
) {
  const ids = [...new Set(agents.flatMap(peopleOf))];
  const [names, left] = await Promise.all([
    namesOf(ids),
    read().person.findMany({
      where: { id: { in: ids }, deactivatedAt: { not: null } },
      select: { id: true },
      take: ids.length,
    }),
  ]);
  return { names, gone: new Set(left.map(({ id }) => id)) };
}

/** What the filters need to know, read only as far as they ask. */
export async function filterFacts(filters: AgentFilters, now: Date): Promise<FilterFacts> {
  const [policy, gone, named] = await Promise.all([
    policyInForce(agentsSettings, now),
    goneAndNamed(),
    ownersNamed(filters.q),
  ]);
  return { today: dayOf(now), warningDays: policy.values.reviewWarningDays, gone, named };
}

// People who have left and still stand in an agent: never more than the registry names.
async function goneAndNamed(): Promise<string[]> {
  const rows = await readRows(
    z.object({ id: z.string() }),
    sql`SELECT p."id"::text AS id FROM "Person" p
        WHERE p."deactivatedAt" IS NOT NULL AND EXISTS (
          SELECT 1 FROM "Agent" a
          WHERE a."ownerId" = p."id" OR a."sponsorId" = p."id" OR a."successorId" = p."id")
        ORDER BY p."id" LIMIT ${REGISTRY_MAX}`,
  );
  return rows.map(({ id }) => id);
}

async function ownersNamed(q: string): Promise<string[]> {
  const text = q.trim().replaceAll(/[\\%_]/g, "\\$&");
  if (text === "") return [];
  const people = await read().personIdentity.findMany({
    where: { name: { contains: text, mode: "insensitive" } },
    select: { personId: true },
    orderBy: { personId: "asc" },
    take: 200,
  });
  return people.map(({ personId }) => personId);
}

const NO_FILTERS: AgentFilters = {
  q: "",
  status: "",
  risk: "",
  environment: "",
  owner: "",
  dataClass: "",
  gap: "",
  reviewDue: "",
};
const NOBODY: FilterFacts = { today: new Date(0), warningDays: 0, gone: [], named: [] };
