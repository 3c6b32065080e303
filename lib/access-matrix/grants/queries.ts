import "server-only";
import type { Actor } from "@/lib/auth/actor";
import { namesOf } from "@/lib/auth/people";
import { AppError } from "@/lib/core/app-error";
import { addDays } from "@/lib/core/clock";
import { isUuid } from "@/lib/core/text";
import { read } from "@/lib/db/read";
import { policyInForce } from "@/lib/settings/policies";
import { accessMatrixSettings } from "../settings";
import { creepOfAgent } from "./creep-facts";
import { grantsOrder, grantsWhere } from "./filter";
import { whereInForce } from "./in-force";
import { EXPORT_MAX } from "./limits";
import type { GrantFilters, ListGrantsInput } from "./list-schema";
import { recordedAmong, unrecordedGrants } from "./recorded";
import { ownKeyIds, visibleGrants } from "./visible";

const HISTORY_MAX = 200;

/** One page of grants, how many match in all, and what they name. */
export async function listGrants(actor: Actor, input: ListGrantsInput, now: Date) {
  const where = await grantsWhere(actor, input, now);
  const [total, grants] = await Promise.all([
    read().grant.count({ where }),
    read().grant.findMany({
      where,
      orderBy: grantsOrder(input),
      skip: (input.page - 1) * input.pageSize,
      take: input.pageSize,
    }),
  ]);
  return { grants, total, around: await aroundGrants(grants) };
}
export type ListedGrant = Awaited<ReturnType<ReturnType<typeof read>["grant"]["findMany"]>>[number];

/** Every grant the filters leave, for a file. Errors: too_large (more than 200,000). */
export async function listGrantsForExport(actor: Actor, filters: GrantFilters, now: Date) {
  const where = await grantsWhere(actor, filters, now);
  const total = await read().grant.count({ where });
  if (total > EXPORT_MAX) {
    throw new AppError(
      "too_large",
      "These are more grants than one file holds. Narrow the filters.",
    );
  }
  const grants = await read().grant.findMany({
    where,
    orderBy: grantsOrder(filters),
    take: EXPORT_MAX,
  });
  return { grants, total, around: await aroundGrants(grants) };
}

/** Keys, agents, servers, operations and people that grants name, and which of the grants are on record. */
export async function aroundGrants(grants: readonly ListedGrant[]) {
  const keyIds = unique(grants.map(({ keyId }) => keyId));
  const keys = await read().key.findMany({
    where: { id: { in: keyIds } },
    select: { id: true, label: true, publicId: true, agentId: true, personId: true, ownerId: true },
    take: keyIds.length,
  });
  const agentIds = unique(keys.flatMap(({ agentId }) => agentId ?? []));
  const serverIds = unique(grants.map(({ serverId }) => serverId));
  const operationIds = unique(grants.flatMap(({ operationId }) => operationId ?? []));
  const [agents, servers, operations, recorded, names] = await Promise.all([
    read().agent.findMany({
      where: { id: { in: agentIds } },
      select: { id: true, name: true, slug: true },
      take: agentIds.length,
    }),
    read().server.findMany({
      where: { id: { in: serverIds } },
      select: { id: true, name: true, slug: true },
      take: serverIds.length,
    }),
    read().operation.findMany({
      where: { id: { in: operationIds } },
      select: { id: true, name: true, access: true, meaning: true, dataClasses: true },
      take: operationIds.length,
    }),
    recordedAmong(grants),
    namesOf([
      ...grants.flatMap((grant) => [grant.requestedById, grant.approvedById, grant.endedById]),
      ...keys.map(({ personId }) => personId),
    ]),
  ]);
  return {
    keys: byId(keys),
    agents: byId(agents),
    servers: byId(servers),
    operations: byId(operations),
    recorded,
    names,
  };
}
export type AroundGrants = Awaited<ReturnType<typeof aroundGrants>>;

/** How many grants are in force, and of those the ones that need a look. Within what the actor may see. */
export async function countGrants(actor: Actor, now: Date) {
  const visible = await visibleGrants(actor);
  const { values } = await policyInForce(accessMatrixSettings, now);
  const count = (where: object) => read().grant.count({ where: { AND: [visible, where] } });
  const force = whereInForce(now);
  const [inForce, wildcards, endsSoon, standard, unrecorded] = await Promise.all([
    count(force),
    count({ ...force, operationId: null }),
    count({
      AND: [
        force,
        { until: { lte: addDays(now, values.endsSoonDays) } },
        { kind: { not: "emergency" } },
      ],
    }),
    count({ ...force, kind: "standard" }),
    unrecordedGrants().then((ids) => count({ id: { in: ids } })),
  ]);
  return { inForce, wildcards, endsSoon, standard, unrecorded, soonDays: values.endsSoonDays };
}
export type GrantCounts = Awaited<ReturnType<typeof countGrants>>;

/**
 * One grant with everything it names, its changes (newest first), what it replaced and what took its place, and what the
 * operation is by now. Errors: not_found (also: not theirs to see).
 */
export async function getGrant(actor: Actor, id: string) {
  const visible = await visibleGrants(actor);
  const grant = isUuid(id)
    ? await read().grant.findFirst({ where: { AND: [{ id }, visible] } })
    : null;
  if (!grant) throw new AppError("not_found", "No such grant.");
  const [around, changes, next, observed, standard, request] = await Promise.all([
    aroundGrants([grant]),
    read().changeLogEntry.findMany({
      where: { subjectKind: "grant", subjectId: id },
      select: { id: true, action: true, actorId: true, recordedAt: true, reason: true },
      orderBy: { seq: "desc" },
      take: HISTORY_MAX,
    }),
    read().grant.findFirst({
      where: { replacesId: id },
      select: { id: true },
      orderBy: { fromAt: "asc" },
    }),
    observedHash(grant.operationId),
    grant.standardId === null
      ? null
      : read().standardChange.findUnique({
          where: { id: grant.standardId },
          select: { id: true, title: true },
        }),
    grant.requestId === null
      ? null
      : read().request.findUnique({
          where: { id: grant.requestId },
          select: { decisionNote: true },
        }),
  ]);
  const who = await namesOf(changes.map(({ actorId }) => actorId));
  return {
    ...{ grant, around, changes, standard },
    nextId: next?.id ?? null,
    observedHash: observed,
    decisionNote: request?.decisionNote ?? null,
    names: new Map([...around.names, ...who]),
    mine: actor.kind === "person" && (await ownKeyIds(actor.id)).includes(grant.keyId),
  };
}
export type FoundGrant = Awaited<ReturnType<typeof getGrant>>;

async function observedHash(operationId: string | null): Promise<string | null> {
  if (operationId === null) return null;
  const observed = await read().operationDefinition.findFirst({
    where: { operationId, replacedAt: null },
    select: { hash: true },
  });
  return observed?.hash ?? null;
}

/** Agents whose access grew in many small steps since a person last looked at their purpose (CHG-13), most steps first. */
export async function listCreep(actor: Actor, now: Date) {
  const { values } = await policyInForce(accessMatrixSettings, now);
  const visible = await visibleGrants(actor);
  const recent = await read().grant.groupBy({
    by: ["keyId"],
    where: {
      AND: [visible, { fromAt: { gt: addDays(now, -values.creepDays), lte: now } }],
      replacesId: null,
      kind: { not: "emergency" },
    },
    _count: { _all: true },
    orderBy: { keyId: "asc" },
    take: 10_000,
  });
  const keys = await read().key.findMany({
    where: { id: { in: recent.map(({ keyId }) => keyId) } },
    select: { agentId: true },
    take: recent.length,
  });
  const agentIds = unique(keys.flatMap(({ agentId }) => agentId ?? []));
  const agents = await read().agent.findMany({
    where: { id: { in: agentIds } },
    select: { id: true, name: true, slug: true, approvedAt: true, reviewedAt: true },
    orderBy: [{ name: "asc" }, { id: "asc" }],
    take: agentIds.length,
  });
  const judged = await Promise.all(
    agents.map(async (agent) => ({ agent, creep: await creepOfAgent(read(), agent, now) })),
  );
  return judged
    .filter(({ creep }) => creep.creeping)
    .sort((one, other) => other.creep.additions - one.creep.additions);
}
export type Creeping = Awaited<ReturnType<typeof listCreep>>[number];

function byId<Row extends { id: string }>(rows: readonly Row[]): ReadonlyMap<string, Row> {
  return new Map(rows.map((row) => [row.id, row]));
}

function unique(ids: readonly string[]): string[] {
  return [...new Set(ids)];
}
