// Rows of other rooms that are something to look at by themselves.
import "server-only";
import { z } from "zod";
import { addDays } from "@/lib/core/clock";
import { read, readRows, sql } from "@/lib/db/read";
import type {
  Backlog,
  Facts,
  Leak,
  LedgerFault,
  OpenGap,
  RegisteredAgent,
  WatchedSource,
} from "../detectors/facts";
import { CANARY_SOURCE } from "../labels";

const ROWS_MAX = 2_000;
const REGISTRY_MAX = 10_000;
const RECENT_DAYS = 2;

/** The registry as far as callers are compared with it, and who among its people has left. */
export async function registry(): Promise<Pick<Facts, "agents" | "gone">> {
  const rows = await read().agent.findMany({
    select: {
      ...{ id: true, slug: true, name: true, status: true, environments: true },
      ...{ ownerId: true, sponsorId: true, successorId: true },
      ...{ suspendedAt: true, retiredAt: true },
    },
    orderBy: { id: "asc" },
    take: REGISTRY_MAX,
  });
  const people = rows.flatMap(({ ownerId, sponsorId, successorId }) => [
    ownerId,
    sponsorId,
    successorId,
  ]);
  const ids = [...new Set(people)].filter((id) => id !== null);
  const left = await read().person.findMany({
    where: { id: { in: ids }, deactivatedAt: { not: null } },
    select: { id: true, deactivatedAt: true },
    take: REGISTRY_MAX,
  });
  return {
    agents: rows.map(
      ({ suspendedAt, retiredAt, ...agent }): RegisteredAgent => ({
        ...agent,
        endedAt: retiredAt ?? suspendedAt,
      }),
    ),
    gone: new Map(
      left.flatMap(({ id, deactivatedAt }) => (deactivatedAt ? [[id, deactivatedAt]] : [])),
    ),
  };
}

/** What the ledger reported: all that is open, and what was closed lately, so that nothing passes unseen between two looks. */
export async function ledgerFaults(now: Date): Promise<LedgerFault[]> {
  const rows = await read().ledgerFinding.findMany({
    where: { OR: [{ closedAt: null }, { lastAt: { gte: addDays(now, -RECENT_DAYS) } }] },
    select: {
      ...{ log: true, kind: true, severity: true, message: true },
      ...{ firstAt: true, lastAt: true, times: true, closedAt: true },
    },
    orderBy: [{ lastAt: "desc" }, { id: "asc" }],
    take: ROWS_MAX,
  });
  return rows.map(({ severity, closedAt, ...fault }) => ({
    ...fault,
    critical: severity === "critical",
    closed: closedAt !== null,
  }));
}

/** Gaps that nobody has explained and that nothing has filled. */
export async function openGaps(): Promise<OpenGap[]> {
  const rows = await read().gap.findMany({
    where: { disposition: "unexplained", filledAt: null, sourceId: { not: CANARY_SOURCE } },
    select: {
      ...{ id: true, sourceId: true, kind: true, detail: true },
      ...{ fromAt: true, toAt: true, foundAt: true },
    },
    orderBy: [{ foundAt: "desc" }, { id: "asc" }],
    take: ROWS_MAX,
  });
  return rows.map(({ sourceId, ...gap }) => ({ ...gap, source: sourceId }));
}

const source = z.object({
  ...{ id: z.string(), name: z.string(), rhythmMinutes: z.number() },
  ...{ lastAt: z.date().nullable(), since: z.date() },
});

/** Sources of which something is expected, with the minute in which something last came. */
export async function watchedSources(): Promise<WatchedSource[]> {
  return readRows(
    source,
    sql`SELECT s."id", s."name", s."rhythmMinutes", m.minute AS "lastAt", s."addedAt" AS since
        FROM "Source" s LEFT JOIN LATERAL (
          SELECT minute FROM ledger_usage_minute u
          WHERE u.source = s."id" AND (u.received > 0 OR u.heartbeats > 0 OR u.pushes > 0)
          ORDER BY minute DESC LIMIT 1) m ON true
        WHERE s."rhythmMinutes" IS NOT NULL AND s."disabledAt" IS NULL AND s."id" <> ${CANARY_SOURCE}
        ORDER BY s."id" LIMIT ${ROWS_MAX}`,
  );
}

/** Records in quarantine that nobody has disposed of, by source. */
export async function backlogs(): Promise<Backlog[]> {
  const groups = await read().quarantinedRecord.groupBy({
    by: ["sourceId"],
    where: { state: "open", sourceId: { not: CANARY_SOURCE } },
    _count: true,
    _min: { receivedAt: true },
    _max: { receivedAt: true },
    orderBy: { sourceId: "asc" },
    take: ROWS_MAX,
  });
  return groups.flatMap(({ sourceId, _count, _min, _max }) =>
    _min.receivedAt && _max.receivedAt
      ? [
          {
            source: sourceId,
            records: _count,
            oldestAt: _min.receivedAt,
            newestAt: _max.receivedAt,
          },
        ]
      : [],
  );
}

const leak = z.object({
  ...{ id: z.string(), at: z.date(), entries: z.coerce.number(), confirmed: z.boolean() },
});

const LEAK_DAYS = 90;

/** Leak checks with a hit that a person confirmed or has not judged yet, of the last 90 days. */
export async function leaks(now: Date): Promise<Leak[]> {
  return readRows(
    leak,
    sql`SELECT c.id, c.at, greatest(c.hits, CASE WHEN c.confirmed THEN 1 ELSE 0 END)::text AS entries, c.confirmed
        FROM (SELECT "id"::text AS id, coalesce("signedAt", "drawnAt") AS at, "verdict",
                     coalesce("verdict" = 'leak', false) AS confirmed,
                     (SELECT count(*) FROM jsonb_array_elements("found") hit
                      WHERE coalesce(hit->'counts', '{}'::jsonb) <> '{}'::jsonb) AS hits
              FROM "LeakCheck" WHERE "drawnAt" > ${addDays(now, -LEAK_DAYS)}
              ORDER BY "drawnAt" DESC LIMIT 200) c
        WHERE c.confirmed OR (c."verdict" IS NULL AND c.hits > 0)
        ORDER BY c.at DESC, c.id`,
  );
}
