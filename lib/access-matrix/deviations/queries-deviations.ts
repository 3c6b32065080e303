import "server-only";
import { type Actor, authorize, can } from "@/lib/auth/actor";
import { namesOf } from "@/lib/auth/people";
import { AppError } from "@/lib/core/app-error";
import { isUuid } from "@/lib/core/text";
import { read } from "@/lib/db/read";
import { DEVIATION_KINDS, SERIOUS } from "./deviation-labels";
import type { ExportDeviationsInput, ListDeviationsInput } from "./deviation-schema";

const OWN_MAX = 5_000;
const EXPORT_MAX = 50_000;

/** Deviations an actor may see: all, or those about agents and keys they answer for. */
async function visibleDeviations(actor: Actor) {
  if (can(actor, "matrix:read-all")) return {};
  if (actor.kind !== "person") return { id: { in: [] } };
  const { id } = actor;
  const agents = await read().agent.findMany({
    where: { OR: [{ ownerId: id }, { sponsorId: id }, { successorId: id }] },
    select: { id: true },
    orderBy: { id: "asc" },
    take: OWN_MAX,
  });
  const keys = await read().key.findMany({
    where: { OR: [{ ownerId: id }, { personId: id }] },
    select: { id: true },
    orderBy: { id: "asc" },
    take: OWN_MAX,
  });
  return {
    OR: [
      { agentId: { in: agents.map((agent) => agent.id) } },
      { keyId: { in: keys.map((key) => key.id) } },
    ],
  };
}

type Filter = Pick<ListDeviationsInput, "q" | "state" | "kind" | "environment" | "agent" | "key">;

async function whereOf(actor: Actor, { q, state, kind, environment, agent, key }: Filter) {
  const contains = { contains: q, mode: "insensitive" as const };
  return {
    AND: [
      await visibleDeviations(actor),
      stateWhere(state),
      kind === "" ? {} : { kind },
      environment === "" ? {} : { environment },
      agent === "" ? {} : { agentId: agent },
      key === "" ? {} : { keyId: key },
      q === ""
        ? {}
        : {
            OR: [
              ...[{ principal: contains }, { server: contains }, { operation: contains }],
              ...[{ detail: contains }, { ticket: contains }],
            ],
          },
    ],
  };
}

function stateWhere(state: Filter["state"]) {
  if (state === "all") return {};
  if (state === "cleared") return { clearedAt: { not: null } };
  return state === "lasting" ? { clearedAt: null } : { clearedAt: null, disposition: state };
}

const SORT = {
  since: (dir: "asc" | "desc") => ({ since: dir }),
  kind: (dir: "asc" | "desc") => ({ kind: dir }),
  principal: (dir: "asc" | "desc") => ({ principal: dir }),
  found: (dir: "asc" | "desc") => ({ foundAt: dir }),
} as const;

/** A page of deviations, with the names of people in them. Errors: forbidden. */
export async function listDeviations(actor: Actor, input: ListDeviationsInput) {
  authorize(actor, "matrix:read");
  const where = await whereOf(actor, input);
  const [total, deviations] = await Promise.all([
    read().deviation.count({ where }),
    read().deviation.findMany({
      where,
      orderBy: [SORT[input.sort](input.dir), { id: "asc" }],
      skip: (input.page - 1) * input.pageSize,
      take: input.pageSize,
    }),
  ]);
  return { total, deviations, names: await namesOf(deviations.map((one) => one.disposedById)) };
}
export type ListedDeviation = Awaited<ReturnType<typeof listDeviations>>["deviations"][number];

/** All that the filters leave, at most 50,000, for a file. Errors: forbidden, too_large. */
export async function listDeviationsForExport(actor: Actor, input: ExportDeviationsInput) {
  authorize(actor, "matrix:export");
  const where = await whereOf(actor, input);
  const total = await read().deviation.count({ where });
  if (total > EXPORT_MAX) {
    const most = EXPORT_MAX.toLocaleString("en");
    throw new AppError("too_large", `A file holds at most ${most} deviations; narrow the filters.`);
  }
  const deviations = await read().deviation.findMany({
    where,
    orderBy: [SORT[input.sort](input.dir), { id: "asc" }],
    take: EXPORT_MAX,
  });
  return { total, deviations, names: await namesOf(deviations.map((one) => one.disposedById)) };
}

/** One deviation with its names. Errors: forbidden, not_found (also: not theirs). */
export async function getDeviation(actor: Actor, id: string) {
  authorize(actor, "matrix:read");
  const where = { AND: [{ id }, await visibleDeviations(actor)] };
  const deviation = isUuid(id) ? await read().deviation.findFirst({ where }) : null;
  if (!deviation) throw new AppError("not_found", "No such deviation.");
  const { agentId } = deviation;
  const [names, agent] = await Promise.all([
    namesOf([deviation.disposedById]),
    agentId === null
      ? null
      : read().agent.findUnique({ where: { id: agentId }, select: { slug: true, name: true } }),
  ]);
  return { deviation, names, agent };
}

/** How many are open, by kind, within what the actor may see; and when the list was last made. Errors: forbidden. */
export async function countDeviations(actor: Actor) {
  authorize(actor, "matrix:read");
  const visible = await visibleDeviations(actor);
  const [groups, disposed, oldest, last] = await Promise.all([
    read().deviation.groupBy({
      by: ["kind"],
      where: { AND: [visible, stateWhere("open")] },
      _count: true,
      orderBy: { kind: "asc" },
      take: DEVIATION_KINDS.length + 20,
    }),
    read().deviation.count({
      where: { AND: [visible, { clearedAt: null, disposition: { not: "open" } }] },
    }),
    read().deviation.findFirst({
      where: { AND: [visible, stateWhere("open"), { kind: { in: [...SERIOUS] } }] },
      select: { since: true },
      orderBy: { since: "asc" },
    }),
    read().changeLogEntry.findFirst({
      where: { action: "deviation.compared" },
      select: { recordedAt: true },
      orderBy: { seq: "desc" },
    }),
  ]);
  const kinds = new Map(groups.map(({ kind, _count }) => [kind, _count]));
  return { kinds, disposed, oldest: oldest?.since ?? null, comparedAt: last?.recordedAt ?? null };
}
export type DeviationCounts = Awaited<ReturnType<typeof countDeviations>>;
