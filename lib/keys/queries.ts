import "server-only";
import type { Actor } from "@/lib/auth/actor";
import { namesOf } from "@/lib/auth/people";
import { AppError } from "@/lib/core/app-error";
import { addDays, utcDay } from "@/lib/core/clock";
import { isStorable, isUuid } from "@/lib/core/text";
import { read } from "@/lib/db/read";
import { spansOf } from "./ageing";
import { countsOf, isWanted, ordered } from "./filter";
import { PERIOD_DAYS_MAX, SEARCH_TAKE } from "./limits";
import type { KeyFilters, ListKeysInput } from "./list-schema";
import { type KeyEntry, registerAt } from "./register";
import { EXCEPTION } from "./request-names";
import { keyTotals } from "./usage";
import { visibleKeys } from "./visible";

const NO_TOTALS = { firstAt: null, calls: 0, denied: 0 };

/** One page of the register, how many match, what is wrong with all of them, and the people named. Errors: too_large. */
export async function listKeys(actor: Actor, input: ListKeysInput, now: Date) {
  const { entries, rules } = await registerAt(actor, now);
  const wanted = ordered(
    entries.filter((entry) => isWanted(entry, input)),
    input,
    rules,
  );
  const first = (input.page - 1) * input.pageSize;
  const page = wanted.slice(first, first + input.pageSize);
  return {
    entries: page,
    total: wanted.length,
    counts: countsOf(entries),
    rules,
    names: await namesAround(page),
  };
}
export type ListedKeys = Awaited<ReturnType<typeof listKeys>>;

/** Every key that the filters show, in one read. Errors: too_large. */
export async function listKeysForExport(actor: Actor, filters: KeyFilters, now: Date) {
  const { entries, rules } = await registerAt(actor, now);
  const wanted = ordered(
    entries.filter((entry) => isWanted(entry, filters)),
    filters,
    rules,
  );
  const totals = await keyTotals(wanted.map(({ key }) => key));
  return { entries: wanted, rules, names: await namesAround(wanted), totals };
}

/** The key behind an id or public id with everything known of it. Errors: not_found. */
export async function getKey(actor: Actor, idOrPublicId: string, now: Date) {
  const key = isStorable(idOrPublicId)
    ? await read().key.findFirst({
        where: {
          AND: [
            isUuid(idOrPublicId) ? { id: idOrPublicId } : { publicId: idOrPublicId },
            visibleKeys(actor),
          ],
        },
        select: { id: true, replacesId: true },
      })
    : null;
  if (!key) throw new AppError("not_found", "No such key.");
  const { entries, rules, versions } = await registerAt(actor, now, [key.id]);
  const [entry] = entries;
  if (!entry) throw new AppError("not_found", "No such key.");
  const around = await aroundKey(key.id, key.replacesId, now);
  const period = { from: utcDay(addDays(now, 1 - PERIOD_DAYS_MAX)), to: utcDay(now) };
  const names = await namesAround(
    [entry],
    [
      ...around.rotations.flatMap(({ requestedById, performedById }) => [
        requestedById,
        performedById,
      ]),
      ...entry.exceptions.map(({ acceptedById }) => acceptedById),
      ...around.disclosures.flatMap(({ personId, recordedById }) => [personId, recordedById]),
      around.pending?.requestedById ?? null,
    ],
  );
  return {
    ...around,
    entry,
    rules,
    names,
    period,
    totals: (await keyTotals([entry.key])).get(entry.key.id) ?? NO_TOTALS,
    spans: spansOf(entry.key, period, versions, entry.exceptions),
  };
}
export type FoundKey = Awaited<ReturnType<typeof getKey>>;

async function aroundKey(id: string, replacesId: string | null, now: Date) {
  const chained = { select: { id: true, label: true, publicId: true } } as const;
  const [previous, next, rotations, disclosures, pending, grants] = await Promise.all([
    replacesId && read().key.findUnique({ where: { id: replacesId }, ...chained }),
    read().key.findUnique({ where: { replacesId: id }, ...chained }),
    read().keyRotation.findMany({
      where: { OR: [{ oldKeyId: id }, { newKeyId: id }] },
      orderBy: [{ startedAt: "desc" }, { id: "asc" }],
      take: 50,
    }),
    read().keyDisclosure.findMany({
      where: { keyId: id },
      orderBy: [{ at: "desc" }, { id: "asc" }],
      take: 200,
    }),
    read().request.findFirst({
      where: { kind: EXCEPTION, subjectKind: "key", subjectId: id, status: "OPEN" },
      select: {
        id: true,
        title: true,
        reason: true,
        requestedById: true,
        requestedAt: true,
        dueAt: true,
      },
      orderBy: [{ requestedAt: "desc" }, { id: "asc" }],
    }),
    read().grant.count({
      where: {
        keyId: id,
        endedAt: null,
        fromAt: { lte: now },
        OR: [{ until: null }, { until: { gt: now } }],
      },
    }),
  ]);
  return { previous: previous || null, next, rotations, disclosures, pending, grants };
}

/** The first keys whose label, public id, names or purpose hold the text, at most 8. */
export async function searchKeys(actor: Actor, q: string) {
  const text = q.trim();
  if (text === "") return [];
  return read().key.findMany({
    where: {
      AND: [
        visibleKeys(actor),
        {
          OR: [
            { label: { contains: text, mode: "insensitive" } },
            { publicId: { contains: text, mode: "insensitive" } },
            { purpose: { contains: text, mode: "insensitive" } },
            { names: { has: text } },
          ],
        },
      ],
    },
    select: { id: true, label: true, publicId: true, environment: true, revokedAt: true },
    orderBy: [{ revokedAt: { sort: "desc", nulls: "first" } }, { label: "asc" }, { id: "asc" }],
    take: SEARCH_TAKE,
  });
}

async function namesAround(entries: readonly KeyEntry[], more: readonly (string | null)[] = []) {
  const people = entries.flatMap(({ key, leavers }) => [
    ...[key.ownerId, key.personId, key.registeredById, key.revokedById],
    ...leavers.map(({ personId }) => personId),
  ]);
  return namesOf([...people, ...more]);
}
