// Rows of the access matrix, of keys and of servers' definitions, read as they stand.
import "server-only";
import { z } from "zod";
import { addDays, startOfDay, utcDay } from "@/lib/core/clock";
import { keyAgeOn, keyAgeRule } from "@/lib/core/key-age";
import { read, readRows, sql } from "@/lib/db/read";
import { policyInForce } from "@/lib/settings/policies";
import { settingsOf } from "@/lib/settings/registry";
import type {
  AccessDeviation,
  AccessFacts,
  Drift,
  RevokedUse,
  StandingKey,
  StatingSource,
  WatchedEmergency,
} from "../detectors/access-facts";
import { CANARY_SOURCE } from "../labels";
import { comparedRows } from "./altered";

const ROWS_MAX = 20_000;
const EMERGENCY_DAYS = 90;

export async function accessFacts(now: Date): Promise<AccessFacts> {
  const [deviations, standingKeys, revokedUses, drifts, stating, emergencies, altered] =
    await Promise.all([
      openDeviations(),
      keysInUse(now),
      usesAfterRevocation(now),
      driftedOperations(now),
      statingSources(now),
      watchedEmergencies(now),
      comparedRows(),
    ]);
  return { deviations, standingKeys, revokedUses, drifts, stating, emergencies, ...altered };
}

async function openDeviations(): Promise<AccessDeviation[]> {
  return read().deviation.findMany({
    where: { clearedAt: null, disposition: "open" },
    select: {
      ...{ id: true, kind: true, principal: true, agentId: true, server: true },
      ...{ operation: true, environment: true, detail: true, since: true, seenAt: true },
    },
    orderBy: [{ since: "asc" }, { id: "asc" }],
    take: ROWS_MAX,
  });
}

/** A rule of another room as it is in force; null where this version does not have it. */
async function ruleOf(room: string, at: Date): Promise<(name: string) => number | null> {
  const spec = settingsOf(room);
  const values = spec ? (await policyInForce(spec, at)).values : {};
  return (name) => new Map(Object.entries(values)).get(name) ?? null;
}

// DECISIONS 41: the rules and exceptions in force at the first instant of a day govern that day.
async function keysInUse(now: Date): Promise<StandingKey[]> {
  const today = utcDay(now);
  const day = startOfDay(today);
  const rule = await ruleOf("keys", day);
  const keys = await read().key.findMany({
    where: {
      activatedAt: { lte: now },
      kind: { not: "workload-identity" },
      AND: [
        { OR: [{ revokedAt: null }, { revokedAt: { gt: now } }] },
        { OR: [{ expiresAt: null }, { expiresAt: { gt: now } }] },
      ],
    },
    select: {
      ...{ id: true, publicId: true, kind: true, agentId: true },
      ...{ environment: true, issuedAt: true },
    },
    orderBy: [{ issuedAt: "asc" }, { id: "asc" }],
    take: ROWS_MAX,
  });
  const exceptions = await read().keyException.findMany({
    where: {
      fromAt: { lte: day },
      until: { gt: day },
      OR: [{ endedAt: null }, { endedAt: { gt: day } }],
    },
    select: { keyId: true },
    orderBy: { id: "asc" },
    take: ROWS_MAX,
  });
  const excused = new Set(exceptions.map(({ keyId }) => keyId));
  return keys.flatMap(({ kind, ...key }) => {
    const held = keyAgeRule(kind);
    const maxDays = held && rule(held);
    if (maxDays === null) return [];
    const ageDays = keyAgeOn(key.issuedAt, today);
    return [{ ...key, ageDays, maxDays, excused: excused.has(key.id) }];
  });
}

const use = z.object({
  ...{ keyId: z.string(), publicId: z.string(), agentId: z.string().nullable() },
  ...{ environment: z.string(), revokedAt: z.date(), calls: z.coerce.number() },
  ...{ firstAt: z.date(), lastAt: z.date() },
});

// The sums say which keys to look at, the calls themselves what came after the instant of the revocation.
async function usesAfterRevocation(now: Date): Promise<RevokedUse[]> {
  return readRows(
    use,
    sql`WITH names AS (
          SELECT k."id", lower(k."publicId") AS name FROM "Key" k WHERE k."revokedAt" <= ${now}
          UNION SELECT k."id", lower(trim(other)) FROM "Key" k, unnest(k."names") AS other WHERE k."revokedAt" <= ${now}),
        candidates AS (
          SELECT DISTINCT n."id", u.credential
          FROM names n JOIN "Key" k ON k."id" = n."id"
          JOIN ledger_usage_day u ON lower(u.credential) = n.name AND u.day >= (k."revokedAt" AT TIME ZONE 'UTC')::date
          WHERE u.kind = 'tool_call' AND u.outcome <> 'denied' AND u.source <> ${CANARY_SOURCE} AND u.last_at > k."revokedAt")
        SELECT k."id"::text AS "keyId", k."publicId", k."agentId"::text AS "agentId", k."environment", k."revokedAt",
               c.calls::text AS calls, c."firstAt", c."lastAt"
        FROM "Key" k JOIN LATERAL (
          SELECT count(*) AS calls, min(l.at) AS "firstAt", max(l.at) AS "lastAt"
          FROM ledger_calls l
          WHERE l.credential IN (SELECT credential FROM candidates d WHERE d."id" = k."id")
            AND l.at > k."revokedAt" AND l.at <= ${now} AND l.kind = 'tool_call'
            AND l.outcome IS DISTINCT FROM 'denied' AND l.source <> ${CANARY_SOURCE}) c ON c.calls > 0
        WHERE k."id" IN (SELECT "id" FROM candidates)
        ORDER BY c."lastAt" DESC, 1 LIMIT ${ROWS_MAX}`,
  );
}

const drift = z.object({
  ...{ operationId: z.string(), operation: z.string(), server: z.string() },
  ...{ pinned: z.string(), observed: z.string(), since: z.date(), grants: z.coerce.number() },
});

async function driftedOperations(now: Date): Promise<Drift[]> {
  return readRows(
    drift,
    sql`SELECT o."id"::text AS "operationId", o."name" AS operation, s."name" AS server, p."hash" AS pinned,
               d."hash" AS observed, d."observedAt" AS since,
               (SELECT count(*) FROM "Grant" g
                WHERE g."operationId" = o."id" AND g."fromAt" <= ${now} AND (g."endedAt" IS NULL OR g."endedAt" > ${now})
                  AND (g."until" IS NULL OR g."until" > ${now}))::text AS grants
        FROM "Operation" o JOIN "Server" s ON s."id" = o."serverId"
        JOIN "OperationDefinition" d ON d."operationId" = o."id" AND d."replacedAt" IS NULL
        JOIN "OperationDefinition" p ON p."operationId" = o."id" AND p."pinnedAt" IS NOT NULL AND p."unpinnedAt" IS NULL
        WHERE d."hash" <> p."hash" AND o."retiredAt" IS NULL AND s."status" = 'active'
        ORDER BY d."observedAt", o."id" LIMIT ${ROWS_MAX}`,
  );
}

async function statingSources(now: Date): Promise<StatingSource[]> {
  const staleHours = (await ruleOf("access-matrix", now))("enforcedStaleHours");
  if (staleHours === null) return [];
  const policies = await read().enforcedPolicy.findMany({
    where: { appliedAt: { not: null }, replacedAt: null },
    select: { id: true, sourceId: true, confirmedAt: true, grants: true },
    orderBy: { sourceId: "asc" },
    take: ROWS_MAX,
  });
  const sources = await read().source.findMany({
    where: { id: { in: policies.map(({ sourceId }) => sourceId) }, disabledAt: null },
    select: { id: true, name: true },
    orderBy: { id: "asc" },
    take: ROWS_MAX,
  });
  const names = new Map(sources.map(({ id, name }) => [id, name]));
  return policies.flatMap(({ id, sourceId, confirmedAt, grants }) => {
    const name = names.get(sourceId);
    if (name === undefined) return [];
    const stands = { policyId: id, statedAt: confirmedAt, lines: grants, staleHours };
    return [{ id: sourceId, name, ...stands }];
  });
}

async function watchedEmergencies(now: Date): Promise<WatchedEmergency[]> {
  const rows = await read().emergencyAccess.findMany({
    where: {
      startedAt: { lte: now },
      OR: [{ decidedAt: null }, { decidedAt: { gt: addDays(now, -EMERGENCY_DAYS) } }],
    },
    select: {
      ...{ id: true, keyId: true, environment: true, startedAt: true },
      ...{ approvalDueAt: true, decidedAt: true },
    },
    orderBy: [{ startedAt: "desc" }, { id: "asc" }],
    take: ROWS_MAX,
  });
  const keys = await read().key.findMany({
    where: { id: { in: rows.map(({ keyId }) => keyId) } },
    select: { id: true, publicId: true },
    orderBy: { id: "asc" },
    take: ROWS_MAX,
  });
  const names = new Map(keys.map(({ id, publicId }) => [id, publicId]));
  return rows.map(({ keyId, approvalDueAt, ...emergency }) => ({
    ...emergency,
    publicId: names.get(keyId) ?? keyId,
    dueAt: approvalDueAt,
  }));
}
