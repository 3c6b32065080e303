import "server-only";
import { type Actor, authorize, can } from "@/lib/auth/actor";
import { AppError } from "@/lib/core/app-error";
import { isUuid } from "@/lib/core/text";
import { read } from "@/lib/db/read";
import { decodeCells, type MatrixCells } from "../matrix/cells-view";
import { ALL_CELLS, type Principal } from "../matrix/matrix-view";
import { matrixCells } from "../matrix/queries-matrix";
import { cellsIn, type UseCell } from "./cells";
import type { PrivilegeSums } from "./least-privilege-view";
import { removalsWaiting } from "./pending";
import type { GrantFact, ProposalFacts } from "./proposal-facts";
import { withSilentCalls } from "./silent-calls";
import { callsByAgent, NOTHING, withCell } from "./sums";

const YEAR_DAYS = 365;
const GRANTS_MAX = 100_000;

/** An agent with its sums. */
export type AgentPrivilege = {
  id: string;
  slug: string;
  name: string;
  status: string;
  sums: PrivilegeSums;
};

/** When the calls that are counted begin, and until when they were read. */
export type Counted = Pick<MatrixCells["head"], "from" | "countedAt" | "trackedFrom" | "ownOnly">;

/**
 * Every agent that holds, uses or is let do anything now, with what it does with it: all with matrix:read-all, else those the
 * actor answers for. Errors: forbidden.
 */
export async function listPrivilege(
  actor: Actor,
  { days, now }: { days: number; now: Date },
): Promise<{ agents: AgentPrivilege[]; counted: Counted }> {
  const matrix = decodeCells(
    (await matrixCells(actor, { asOf: now, days, filter: ALL_CELLS })).buffer,
  );
  const agents = new Map<string, AgentPrivilege>();
  const cells = [...cellsIn(matrix)];
  const calls = callsByAgent(cells);
  for (const cell of withSilentCalls(cells)) {
    const known = agents.get(cell.principal.agentId ?? "") ?? named(cell.principal);
    if (!known) continue;
    const sums = { ...withCell(known.sums, cell), calls: calls.get(known.id) ?? 0 };
    agents.set(known.id, { ...known, sums });
  }
  return { agents: [...agents.values()], counted: matrix.head };
}

function named({ agentId, agentSlug, agentName, agentStatus }: Principal): AgentPrivilege | null {
  if (agentId === null) return null;
  return {
    id: agentId,
    slug: agentSlug ?? agentId,
    name: agentName ?? agentId,
    status: agentStatus ?? "",
    sums: NOTHING,
  };
}

/**
 * One agent with everything that its proposals are made of, and the removals that wait for a decision. Errors: forbidden,
 * not_found (also: nothing the actor answers for).
 */
export async function getPrivilege(
  actor: Actor,
  { agent: idOrSlug, days, now }: { agent: string; days: number; now: Date },
) {
  authorize(actor, "matrix:read");
  const agent = await loadAgent(actor, idOrSlug);
  const filter = { ...ALL_CELLS, agent: agent.id };
  const [matrix, year, grants] = await Promise.all([
    matrixCells(actor, { asOf: now, days, filter }).then(({ buffer }) => decodeCells(buffer)),
    matrixCells(actor, { asOf: now, days: YEAR_DAYS, filter }).then(({ buffer }) =>
      decodeCells(buffer),
    ),
    grantsOf(agent.id),
  ]);
  const own = ownCells(matrix, agent.id);
  const cells = withSilentCalls(own);
  const { head } = matrix;
  const facts: ProposalFacts = {
    ...{ cells, year: withSilentCalls(ownCells(year, agent.id)) },
    ...{ grants, days, asOf: now.getTime() },
    ...{ dataClasses: agent.dataClasses, environments: agent.environments },
    from: Date.parse(head.from),
    trackedFrom: head.trackedFrom === null ? null : Date.parse(head.trackedFrom),
  };
  return {
    agent,
    facts,
    sums: { ...cells.reduce(withCell, NOTHING), calls: callsByAgent(own).get(agent.id) ?? 0 },
    counted: head satisfies Counted,
    sources: head.sources,
    waiting: await removalsWaiting(grants),
  };
}
export type LoadedPrivilege = Awaited<ReturnType<typeof getPrivilege>>;

// What the filter lets through by a name that two agents bear is not theirs.
function ownCells(matrix: MatrixCells, agentId: string): UseCell[] {
  return [...cellsIn(matrix)].filter(({ principal }) => principal.agentId === agentId);
}

async function loadAgent(actor: Actor, idOrSlug: string) {
  const key = isUuid(idOrSlug) ? { id: idOrSlug } : { slug: idOrSlug };
  const agent = await read().agent.findFirst({
    where: { AND: [key, visible(actor)] },
    select: {
      id: true,
      slug: true,
      name: true,
      purpose: true,
      status: true,
      riskClass: true,
      ownerId: true,
      dataClasses: true,
      environments: true,
    },
  });
  if (!agent) throw new AppError("not_found", "No such agent.");
  return agent;
}

function visible(actor: Actor) {
  if (can(actor, "matrix:read-all")) return {};
  const { id } = actor;
  return { OR: [{ ownerId: id }, { sponsorId: id }, { successorId: id }] };
}

/** Every grant its keys ever had, so that one which took another's place is as old as that. */
async function grantsOf(agentId: string): Promise<GrantFact[]> {
  const keys = await read().key.findMany({
    where: { agentId },
    select: { id: true },
    orderBy: { id: "asc" },
    take: 1_000,
  });
  const grants = await read().grant.findMany({
    where: { keyId: { in: keys.map(({ id }) => id) }, kind: { not: "emergency" } },
    orderBy: [{ fromAt: "asc" }, { id: "asc" }],
    take: GRANTS_MAX,
  });
  const servers = await read().server.findMany({
    where: { id: { in: [...new Set(grants.map(({ serverId }) => serverId))] } },
    select: { id: true, name: true },
    orderBy: { id: "asc" },
    take: GRANTS_MAX,
  });
  const nameOf = new Map(servers.map(({ id, name }) => [id, name]));
  return grants.map(({ fromAt, until, endedAt, serverId, ...grant }) => ({
    id: grant.id,
    keyId: grant.keyId,
    serverId,
    server: nameOf.get(serverId) ?? serverId,
    operationId: grant.operationId,
    environment: grant.environment,
    purpose: grant.purpose,
    fromAt: fromAt.getTime(),
    until: until?.getTime() ?? null,
    end: Math.min(...[until, endedAt].map((end) => end?.getTime() ?? Number.POSITIVE_INFINITY)),
  }));
}
