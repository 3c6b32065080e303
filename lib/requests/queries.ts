import "server-only";
import { type Actor, authorize } from "@/lib/auth/actor";
import { AppError } from "@/lib/core/app-error";
import { isUuid } from "@/lib/core/text";
import { read } from "@/lib/db/read";
import { visibleRequests, waitingFor } from "./visible";

const listed = {
  id: true,
  kind: true,
  title: true,
  status: true,
  permission: true,
  excludedIds: true,
  namedIds: true,
  requestedById: true,
  requestedAt: true,
  dueAt: true,
  decidedById: true,
  decidedAt: true,
} as const;

/** Open requests the actor may decide, the most urgent first, at most 200. */
export async function listWaitingFor(actor: Actor) {
  return read().request.findMany({
    where: waitingFor(actor),
    select: listed,
    orderBy: [{ dueAt: "asc" }, { id: "asc" }],
    take: 200,
  });
}
export type ListedRequest = Awaited<ReturnType<typeof listWaitingFor>>[number];

/** How many open requests the actor may decide: the number beside the inbox. */
export async function countWaitingFor(actor: Actor): Promise<number> {
  return read().request.count({ where: waitingFor(actor) });
}

/** What the actor asked for, newest first, at most 200. */
export async function listMyRequests(actor: Actor) {
  return read().request.findMany({
    where: { AND: [{ requestedById: actor.id }, visibleRequests(actor)] },
    select: listed,
    orderBy: [{ requestedAt: "desc" }, { id: "asc" }],
    take: 200,
  });
}

/** One request with its diff. Errors: not_found (also: not theirs to see). */
export async function getRequest(actor: Actor, id: string) {
  const request = isUuid(id)
    ? await read().request.findFirst({ where: { AND: [{ id }, visibleRequests(actor)] } })
    : null;
  if (!request) throw new AppError("not_found", "No such request.");
  return request;
}
export type LoadedRequest = Awaited<ReturnType<typeof getRequest>>;

/** Requests about one record that the actor may see, newest first, at most 50. */
export async function listRequestsAbout(actor: Actor, subjectKind: string, subjectId: string) {
  return read().request.findMany({
    where: { AND: [{ subjectKind, subjectId }, visibleRequests(actor)] },
    select: listed,
    orderBy: [{ requestedAt: "desc" }, { id: "asc" }],
    take: 50,
  });
}

/** How many open requests there are about each subject of a kind, whoever may see them. Errors: forbidden. */
export async function countOpenBySubject(
  actor: Actor,
  subjectKind: string,
): Promise<Map<string, number>> {
  authorize(actor, "request:read");
  const counts = await read().request.groupBy({
    by: ["subjectId"],
    where: { subjectKind, status: "OPEN" },
    _count: { _all: true },
    orderBy: { subjectId: "asc" },
    take: 1000,
  });
  return new Map(counts.map(({ subjectId, _count }) => [subjectId, _count._all]));
}

/** Open requests that wait for named people, oldest first, at most 1,000; for the job that looks whether they are still here. */
export async function listNamed(actor: Actor) {
  return read().request.findMany({
    where: {
      AND: [{ status: "OPEN", NOT: { namedIds: { isEmpty: true } } }, visibleRequests(actor)],
    },
    select: listed,
    orderBy: [{ requestedAt: "asc" }, { id: "asc" }],
    take: 1000,
  });
}

/** Open requests nobody was reminded of, oldest first, at most 1,000; for the job that reminds. */
export async function listUnreminded(actor: Actor) {
  return read().request.findMany({
    where: { AND: [{ status: "OPEN", remindedAt: null }, visibleRequests(actor)] },
    select: { id: true, requestedAt: true },
    orderBy: [{ requestedAt: "asc" }, { id: "asc" }],
    take: 1000,
  });
}
