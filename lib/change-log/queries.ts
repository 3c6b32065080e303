import "server-only";
import { z } from "zod";
import { type Actor, authorize } from "@/lib/auth/actor";
import { namesOf, type PersonName } from "@/lib/auth/people";
import { AppError } from "@/lib/core/app-error";
import { isUuid } from "@/lib/core/text";
import { read, readRows, sql } from "@/lib/db/read";
import type { SubjectKind } from "./actions";
import { changesScopes, changesWhere } from "./conditions";
import { personIdsIn } from "./people-in";
import { placesOf, proofOfChange } from "./queries-ledger";
import { recordOf } from "./record-json";
import type { ChangesFilter } from "./schema";
import { readsKind, visibleChanges } from "./visible";

const HISTORY_MAX = 500;
const SEARCH_MAX = 8;

/** One page of the log, newest first: how many changes match, where each stands in the ledger, and the names to show. */
export async function listChanges(
  actor: Actor,
  filter: ChangesFilter,
  { page, pageSize }: { page: number; pageSize: number },
) {
  const where = changesWhere(actor, filter);
  const [records, total] = await Promise.all([
    read().changeLogEntry.findMany({
      where,
      orderBy: { seq: "desc" },
      skip: (page - 1) * pageSize,
      take: pageSize,
    }),
    countChanges(actor, filter),
  ]);
  const [names, places] = await Promise.all([
    namesIn(records),
    placesOf(records.map(({ id }) => id)),
  ]);
  return { records, total, names, places };
}

async function countChanges(actor: Actor, filter: ChangesFilter): Promise<number> {
  const counts = changesScopes(actor, filter).map((where) =>
    read().changeLogEntry.count({ where }),
  );
  return (await Promise.all(counts)).reduce((sum, count) => sum + count, 0);
}

/** One change with its proof and its neighbours of the same subject. Errors: not_found (also: not theirs to see). */
export async function getChange(actor: Actor, id: string) {
  const record = isUuid(id)
    ? await read().changeLogEntry.findFirst({ where: { AND: [{ id }, visibleChanges(actor)] } })
    : null;
  if (!record) throw new AppError("not_found", "There is no such change.");
  const { subjectKind, subjectId, seq } = record;
  const neighbour = (side: object, order: "asc" | "desc") =>
    read().changeLogEntry.findFirst({
      where: { AND: [{ subjectKind, subjectId }, side, visibleChanges(actor)] },
      select: { id: true },
      orderBy: { seq: order },
    });
  const [previous, next, proof, names] = await Promise.all([
    neighbour({ seq: { lt: seq } }, "desc"),
    neighbour({ seq: { gt: seq } }, "asc"),
    proofOfChange(record),
    namesIn([record]),
  ]);
  return {
    record,
    names,
    proof,
    previousId: previous?.id ?? null,
    nextId: next?.id ?? null,
  };
}

/**
 * Every change of one subject, newest first, at most 500, with names. Errors: not_found (not theirs
 * to read whole: half a history would mislead).
 */
export async function listHistory(actor: Actor, subjectKind: SubjectKind, subjectId: string) {
  if (!readsKind(actor, subjectKind)) {
    throw new AppError("not_found", "There is no such record, or it is not yours to read.");
  }
  const records = await read().changeLogEntry.findMany({
    where: { subjectKind, subjectId },
    orderBy: { seq: "desc" },
    take: HISTORY_MAX,
  });
  return { records, names: await namesIn(records) };
}

/** The newest change of a subject, with names; null if nothing is recorded, or it is not theirs to read whole. */
export async function newestChange(actor: Actor, subjectKind: SubjectKind, subjectId: string) {
  if (!readsKind(actor, subjectKind)) return null;
  const record = await read().changeLogEntry.findFirst({
    where: { subjectKind, subjectId },
    orderBy: { seq: "desc" },
  });
  return record && { record, names: await namesIn([record]) };
}

/** The changes behind an id or hash: of a change, a request, a subject or an actor; at most 8. */
export async function searchChanges(actor: Actor, q: string) {
  if (!isUuid(q)) return [];
  return read().changeLogEntry.findMany({
    where: {
      AND: [visibleChanges(actor), { OR: [{ id: q }, { requestId: q }, { subjectId: q }] }],
    },
    orderBy: { seq: "desc" },
    take: SEARCH_MAX,
  });
}
export type ChangeRecord = Awaited<ReturnType<typeof searchChanges>>[number];

// What happens by itself all day, and would hide what people decided.
const DAILY_KINDS: readonly SubjectKind[] = ["notification", "session", "sign-in", "detection"];

/** The last changes the actor may see, newest first, at most `take`; without notifications, sign-ins and runs of detectors. */
export async function listLatestChanges(actor: Actor, take: number) {
  const records = await read().changeLogEntry.findMany({
    where: { AND: [visibleChanges(actor), { subjectKind: { notIn: [...DAILY_KINDS] } }] },
    orderBy: { seq: "desc" },
    take,
  });
  return { records, names: await namesIn(records) };
}

/** How many changes the actor may see were recorded from `from` on, by act, the most frequent first. */
export async function countChangesSince(actor: Actor, from: Date) {
  const groups = await read().changeLogEntry.groupBy({
    by: ["action"],
    where: { AND: [{ recordedAt: { gte: from } }, visibleChanges(actor)] },
    _count: true,
  });
  return groups
    .map(({ action, _count }) => ({ action, count: _count }))
    .sort((a, b) => b.count - a.count || a.action.localeCompare(b.action));
}

const ACTORS_MAX = 500;

/** Everybody and everything that ever acted, by name, at most 500: for the filter. Errors: forbidden. */
export async function listActors(actor: Actor): Promise<{ id: string; name: string }[]> {
  authorize(actor, "change:read");
  // One step through the index per actor instead of one per change.
  const found = await readRows(
    z.object({ id: z.string() }),
    sql`WITH RECURSIVE actor AS (
          (SELECT "actorId" AS id FROM "ChangeLogEntry" ORDER BY "actorId" LIMIT 1)
          UNION ALL
          SELECT (SELECT next."actorId" FROM "ChangeLogEntry" next
                  WHERE next."actorId" > actor.id ORDER BY next."actorId" LIMIT 1)
          FROM actor WHERE actor.id IS NOT NULL
        )
        SELECT id FROM actor WHERE id IS NOT NULL LIMIT ${ACTORS_MAX}`,
  );
  const ids = found.map(({ id }) => id);
  const [people, tokens] = await Promise.all([namesOf(ids), tokenNames(ids)]);
  const names = new Map([...people, ...tokens]);
  return ids
    .map((id) => ({ id, name: names.get(id)?.name ?? id }))
    .sort((a, b) => a.name.localeCompare(b.name) || a.id.localeCompare(b.id));
}

/** The names behind all ids of people in some changes: who acted, about whom, and in the records. */
export async function namesIn(
  records: readonly ChangeRecord[],
): Promise<ReadonlyMap<string, PersonName>> {
  const people = records.flatMap(({ actorId, subjectKind, subjectId, before, after }) => [
    actorId,
    ...(subjectKind === "person" ? [subjectId] : []),
    ...personIdsIn(recordOf(before)),
    ...personIdsIn(recordOf(after)),
  ]);
  const tokens = records.filter(({ actorKind }) => actorKind === "token");
  const [names, machines] = await Promise.all([
    namesOf(people),
    tokenNames(tokens.map(({ actorId }) => actorId)),
  ]);
  return new Map([...names, ...machines]);
}

async function tokenNames(ids: readonly string[]): Promise<[string, PersonName][]> {
  const wanted = [...new Set(ids)].filter(isUuid);
  if (wanted.length === 0) return [];
  const tokens = await read().machineToken.findMany({
    where: { id: { in: wanted } },
    select: { id: true, name: true },
    take: wanted.length,
  });
  return tokens.map(({ id, name }) => [id, { id, name, title: "" }]);
}
