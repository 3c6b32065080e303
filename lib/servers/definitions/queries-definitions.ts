import "server-only";
import { type Actor, can } from "@/lib/auth/actor";
import { namesOf } from "@/lib/auth/people";
import { AppError } from "@/lib/core/app-error";
import { isStorable, isUuid } from "@/lib/core/text";
import { read } from "@/lib/db/read";
import { visibleOperations, visibleServers } from "../visible";
import { GRANTS_TAKE, HISTORY_TAKE } from "./definition-limits";
import { isPinned } from "./definition-row";
import { PIN_SUBJECT } from "./pin-request-names";

/** A server as its import page needs it, by id or short name. Errors: not_found. */
export async function getImportTarget(actor: Actor, idOrSlug: string) {
  const key = isUuid(idOrSlug) ? { id: idOrSlug } : { slug: idOrSlug };
  const server = isStorable(idOrSlug)
    ? await read().server.findFirst({
        where: { AND: [key, visibleServers(actor)] },
        select: {
          ...{ id: true, slug: true, name: true, status: true, ownerId: true, deputyId: true },
          ...{ dataClasses: true, places: true },
        },
      })
    : null;
  if (!server) throw new AppError("not_found", "No such server.");
  return server;
}
export type ImportTarget = Awaited<ReturnType<typeof getImportTarget>>;

/**
 * An operation with every definition its server gave of it (newest first, at most 100), the grants of it in force (at most 200,
 * wildcards of the server among them; all of them with matrix:read-all or for who looks after the server, else those of the
 * actor's own agents and keys: `ownGrants`) with whose keys they are, its open request to pin, and the names around. Errors: not_found.
 */
export async function getOperation(actor: Actor, operationId: string, now: Date) {
  const operation = isUuid(operationId)
    ? await read().operation.findFirst({
        where: { AND: [{ id: operationId }, visibleOperations(actor)] },
        include: {
          server: {
            select: {
              ...{ id: true, slug: true, name: true, status: true },
              ...{ ownerId: true, deputyId: true },
            },
          },
          definitions: { orderBy: [{ observedAt: "desc" }, { id: "desc" }], take: HISTORY_TAKE },
        },
      })
    : null;
  if (!operation) throw new AppError("not_found", "No such operation.");
  const { definitions, server, ...row } = operation;
  const isTheirs = [server.ownerId, server.deputyId].includes(actor.id);
  const ownGrants = !isTheirs && !can(actor, "matrix:read-all");
  const [grants, request] = await Promise.all([
    grantsInForce(row, ownGrants ? await ownKeyIds(actor) : null, now),
    openPinRequest(row.id),
  ]);
  const keys = await keysOf(grants.map(({ keyId }) => keyId));
  const names = await namesOf([
    ...[row.registeredById, row.classifiedById],
    ...definitions.map(({ pinnedById }) => pinnedById),
    ...grants.map(({ approvedById }) => approvedById),
  ]);
  const observed = definitions.find(({ replacedAt }) => replacedAt === null) ?? null;
  const pinned = definitions.find(isPinned) ?? null;
  const shown = { grants, ownGrants, keys };
  return { operation: row, server, definitions, observed, pinned, ...shown, request, names };
}
export type FoundOperation = Awaited<ReturnType<typeof getOperation>>;

type Whose = { id: string; serverId: string };

/** `keyIds`: only of these keys; null: of all. */
async function grantsInForce(
  { id: operationId, serverId }: Whose,
  keyIds: readonly string[] | null,
  now: Date,
) {
  return read().grant.findMany({
    where: {
      ...{ serverId, endedAt: null, fromAt: { lte: now } },
      ...(keyIds && { keyId: { in: [...keyIds] } }),
      AND: [
        { OR: [{ operationId }, { operationId: null }] },
        { OR: [{ until: null }, { until: { gt: now } }] },
      ],
    },
    orderBy: [{ fromAt: "desc" }, { id: "asc" }],
    take: GRANTS_TAKE,
  });
}

const OWN_MAX = 5_000;

/** Keys that a person answers for, themselves or by an agent. */
async function ownKeyIds({ kind, id }: Actor): Promise<string[]> {
  if (kind !== "person") return [];
  const agents = await read().agent.findMany({
    where: { OR: [{ ownerId: id }, { sponsorId: id }, { successorId: id }] },
    select: { id: true },
    orderBy: { id: "asc" },
    take: OWN_MAX,
  });
  const agentId = { in: agents.map((agent) => agent.id) };
  const keys = await read().key.findMany({
    where: { OR: [{ ownerId: id }, { personId: id }, { agentId }] },
    select: { id: true },
    orderBy: { id: "asc" },
    take: OWN_MAX,
  });
  return keys.map((key) => key.id);
}

async function openPinRequest(operationId: string) {
  return read().request.findFirst({
    where: { subjectKind: PIN_SUBJECT, subjectId: operationId, status: "OPEN" },
    select: { id: true, title: true, requestedAt: true },
    orderBy: [{ requestedAt: "desc" }, { id: "asc" }],
  });
}

/** By key id: its public id, and the name of its agent ("" if it has none). */
async function keysOf(keyIds: readonly string[]) {
  const ids = [...new Set(keyIds)];
  const keys = await read().key.findMany({
    where: { id: { in: ids } },
    select: { id: true, publicId: true, agentId: true },
    orderBy: { id: "asc" },
    take: GRANTS_TAKE,
  });
  const agentIds = keys.flatMap(({ agentId }) => agentId ?? []);
  const agents = await read().agent.findMany({
    where: { id: { in: agentIds } },
    select: { id: true, name: true },
    orderBy: { id: "asc" },
    take: GRANTS_TAKE,
  });
  const nameOf = new Map(agents.map(({ id, name }) => [id, name]));
  return new Map(
    keys.map(({ id, publicId, agentId }) => [
      id,
      { publicId, agent: nameOf.get(agentId ?? "") ?? "" },
    ]),
  );
}
