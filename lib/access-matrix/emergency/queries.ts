import "server-only";
import { type Actor, can } from "@/lib/auth/actor";
import { namesOf } from "@/lib/auth/people";
import { AppError } from "@/lib/core/app-error";
import { addDays, HOUR_MS } from "@/lib/core/clock";
import { isUuid } from "@/lib/core/text";
import { read } from "@/lib/db/read";
import { policyInForce } from "@/lib/settings/policies";
import { ACCESS_REMOVAL, ACCESS_REQUEST, ACCESS_WILDCARD } from "../request-names";
import { accessMatrixSettings } from "../settings";
import type { EmergencyShow } from "./labels";
import { endOf } from "./life";
import { CALLS_MAX } from "./limits";
import { lastMonths, type MonthCount } from "./ratio";

const MONTHS = 6;
const KEYS_MAX = 50;
const HISTORY_MAX = 200;
const EXPORT_MAX = 50_000;

/** The emergencies an actor may see: all, or those they took or were alerted of. */
function visibleEmergencies(actor: Actor) {
  if (can(actor, "emergency:read-all")) return {};
  if (!can(actor, "emergency:read") || actor.kind !== "person") return { id: { in: [] } };
  return { OR: [{ personId: actor.id }, { onCallId: actor.id }] };
}

export type EmergencyPage = { show: EmergencyShow; page: number; pageSize: number };

/** One page of emergencies, newest first, how many match in all, and the names in them. */
export async function listEmergencies(actor: Actor, input: EmergencyPage, now: Date) {
  const where = { AND: [visibleEmergencies(actor), showWhere(input.show, now)] };
  const [total, emergencies] = await Promise.all([
    read().emergencyAccess.count({ where }),
    read().emergencyAccess.findMany({
      where,
      orderBy: [{ startedAt: "desc" }, { id: "asc" }],
      skip: (input.page - 1) * input.pageSize,
      take: input.pageSize,
    }),
  ]);
  return { emergencies, total, names: await peopleIn(emergencies) };
}
/** All of them, for a file. Errors: too_large (more than 50,000). */
export async function listEmergenciesForExport(actor: Actor, show: EmergencyShow, now: Date) {
  const where = { AND: [visibleEmergencies(actor), showWhere(show, now)] };
  const emergencies = await read().emergencyAccess.findMany({
    where,
    orderBy: [{ startedAt: "desc" }, { id: "asc" }],
    take: EXPORT_MAX + 1,
  });
  if (emergencies.length > EXPORT_MAX) {
    throw new AppError("too_large", "These are more than one file holds. Narrow the filter.");
  }
  const keyIds = [...new Set(emergencies.map(({ keyId }) => keyId))];
  const keys = await read().key.findMany({
    where: { id: { in: keyIds } },
    select: { id: true, publicId: true },
    take: keyIds.length,
  });
  const publicIds = new Map(keys.map(({ id, publicId }) => [id, publicId]));
  return { emergencies, names: await peopleIn(emergencies), keys: publicIds };
}
export type ListedEmergency = Awaited<ReturnType<typeof listEmergencies>>["emergencies"][number];

function showWhere(show: EmergencyShow, now: Date) {
  switch (show) {
    case "all":
      return {};
    case "running":
      return { endedAt: null, endsAt: { gt: now } };
    case "waiting":
      return { decidedAt: null };
    case "overdue":
      return { decidedAt: null, approvalDueAt: { lt: now } };
    default:
      return show satisfies never;
  }
}

function peopleIn(
  emergencies: readonly { personId: string; onCallId: string; decidedById: string | null }[],
) {
  return namesOf(
    emergencies.flatMap(({ personId, onCallId, decidedById }) => [personId, onCallId, decidedById]),
  );
}

/** How many emergencies need something, within what the actor may see. */
export async function countEmergencies(actor: Actor, now: Date) {
  const count = (show: EmergencyShow) =>
    read().emergencyAccess.count({
      where: { AND: [visibleEmergencies(actor), showWhere(show, now)] },
    });
  const [all, running, waiting, overdue] = await Promise.all([
    count("all"),
    count("running"),
    count("waiting"),
    count("overdue"),
  ]);
  return { all, running, waiting, overdue };
}

/** The changes of access of the last six months and the emergencies among them, newest first (CHG-10); and what is too many. */
export async function emergencyRatio(
  now: Date,
): Promise<{ months: MonthCount[]; percent: number }> {
  const { values } = await policyInForce(accessMatrixSettings, now);
  const months = await Promise.all(
    lastMonths(now, MONTHS).map(async ({ month, from, to }) => {
      const during = { gte: from, lt: to };
      const [emergencies, decided, atOnce] = await Promise.all([
        read().emergencyAccess.count({ where: { startedAt: during } }),
        read().request.count({
          where: {
            kind: { in: [ACCESS_REQUEST, ACCESS_REMOVAL, ACCESS_WILDCARD] },
            status: "APPROVED",
            decidedAt: during,
          },
        }),
        read().grant.groupBy({
          by: ["requestedAt", "keyId"],
          where: { kind: "standard", fromAt: during },
          orderBy: { requestedAt: "asc" },
          take: 100_000,
        }),
      ]);
      return { month, emergencies, changes: emergencies + decided + atOnce.length };
    }),
  );
  return { months, percent: values.emergencyPercent };
}

/** One emergency with its operations, every call made with its key then, and its changes. Errors: not_found (also: not theirs). */
export async function getEmergency(actor: Actor, id: string) {
  const emergency = isUuid(id)
    ? await read().emergencyAccess.findFirst({
        where: { AND: [{ id }, visibleEmergencies(actor)] },
      })
    : null;
  if (!emergency) throw new AppError("not_found", "No such emergency access.");
  const key = await read().key.findUnique({
    where: { id: emergency.keyId },
    select: { id: true, label: true, publicId: true, names: true },
  });
  const [operations, calls, changes, policy] = await Promise.all([
    read().operation.findMany({
      where: { id: { in: emergency.operationIds } },
      select: {
        id: true,
        name: true,
        access: true,
        meaning: true,
        server: { select: { name: true, slug: true } },
      },
      orderBy: [{ name: "asc" }, { id: "asc" }],
      take: emergency.operationIds.length,
    }),
    callsOf(emergency, key ? [key.publicId, ...key.names] : []),
    read().changeLogEntry.findMany({
      where: { subjectKind: "emergency", subjectId: id },
      select: { id: true, action: true, actorId: true, recordedAt: true, reason: true },
      orderBy: { seq: "desc" },
      take: HISTORY_MAX,
    }),
    policyInForce(accessMatrixSettings, emergency.startedAt),
  ]);
  const names = new Map([
    ...(await peopleIn([emergency])),
    ...(await namesOf(changes.map(({ actorId }) => actorId))),
  ]);
  const { emergencyAckMinutes: ackMinutes } = policy.values;
  return { emergency, key, operations, calls, changes, names, ackMinutes };
}
export type FoundEmergency = Awaited<ReturnType<typeof getEmergency>>;

type Life = { startedAt: Date; endsAt: Date; endedAt: Date | null };

// Every call with the key, and for a day after it ended: one that still gets through then is worse than any other.
async function callsOf(emergency: Life, called: readonly string[]) {
  if (called.length === 0) return { calls: [], total: 0 };
  const until = addDays(endOf(emergency), 1);
  const where = {
    // The index is kept by month of the entry, and nothing is entered long before it happened.
    ts: { gte: new Date(emergency.startedAt.getTime() - HOUR_MS) },
    kind: "tool_call",
    credential: { in: [...called], mode: "insensitive" as const },
    at: { gte: emergency.startedAt, lte: until },
  };
  const [total, calls] = await Promise.all([
    read().ledgerCall.count({ where }),
    read().ledgerCall.findMany({
      where,
      select: {
        idx: true,
        at: true,
        server: true,
        operation: true,
        environment: true,
        outcome: true,
      },
      orderBy: [{ at: "asc" }, { idx: "asc" }],
      take: CALLS_MAX,
    }),
  ]);
  return { calls, total };
}

/** The emergency keys of a person that are active, to take access with. */
export async function listOwnEmergencyKeys(actor: Actor, now: Date) {
  if (actor.kind !== "person" || !can(actor, "emergency:take")) return [];
  return read().key.findMany({
    where: {
      kind: "emergency",
      personId: actor.id,
      revokedAt: null,
      activatedAt: { lte: now },
      OR: [{ expiresAt: null }, { expiresAt: { gt: now } }],
    },
    select: { id: true, label: true, publicId: true, environment: true },
    orderBy: [{ label: "asc" }, { id: "asc" }],
    take: KEYS_MAX,
  });
}

/** Holidays that are declared, the newest first, at most 1,000. */
export async function listHolidays() {
  const holidays = await read().holiday.findMany({
    where: { removedAt: null },
    orderBy: { day: "desc" },
    take: 1_000,
  });
  return { holidays, names: await namesOf(holidays.map(({ declaredById }) => declaredById)) };
}
