import "server-only";
import { z } from "zod";
import { type Actor, authorize } from "@/lib/auth/actor";
import { HOUR_MS } from "@/lib/core/clock";
import { read, readRows, sql } from "@/lib/db/read";
import { policyInForce } from "@/lib/settings/policies";
import { accessMatrixSettings } from "../settings";

const SOURCES_MAX = 500;
const CANARY = "countersign-canary";

const stating = z.object({
  ...{ id: z.string(), name: z.string(), disabled: z.boolean() },
  ...{
    policyId: z.string().nullable(),
    version: z.number().nullable(),
    label: z.string().nullable(),
  },
  ...{ statedAt: z.date().nullable(), lines: z.number().nullable(), policies: z.number() },
  ...{ late: z.number(), unknown: z.number() },
});

/**
 * Every source with what it last said it enforces, those that never did last. `unknown`: names among its lines that the
 * registry knows neither as a key nor as an agent. Errors: forbidden.
 */
export async function listStatingSources(actor: Actor, now: Date) {
  authorize(actor, "enforced-grants:read");
  const { values } = await policyInForce(accessMatrixSettings, now);
  const rows = await readRows(
    stating,
    sql`WITH known AS (
          SELECT lower("publicId") AS name FROM "Key"
          UNION SELECT lower(trim(other)) FROM "Key", unnest("names") AS other
          UNION SELECT lower("slug") FROM "Agent" UNION SELECT lower(trim("name")) FROM "Agent" UNION SELECT "id"::text FROM "Agent"),
        unknown AS (
          SELECT g."sourceId", count(DISTINCT lower(trim(g."principal")))::int AS names
          FROM "EnforcedGrant" g
          WHERE g."toAt" IS NULL AND NOT EXISTS (SELECT 1 FROM known k WHERE k.name = lower(trim(g."principal")))
          GROUP BY 1),
        said AS (
          SELECT "sourceId", count(*)::int AS policies, (count(*) FILTER (WHERE "appliedAt" IS NULL))::int AS late
          FROM "EnforcedPolicy" GROUP BY 1)
        SELECT s."id", s."name", s."disabledAt" IS NOT NULL AS disabled, p."id" AS "policyId", p."version", p."label",
               p."confirmedAt" AS "statedAt", p."grants" AS lines, coalesce(a.policies, 0) AS policies,
               coalesce(a.late, 0) AS late, coalesce(u.names, 0) AS unknown
        FROM "Source" s
        LEFT JOIN said a ON a."sourceId" = s."id"
        LEFT JOIN unknown u ON u."sourceId" = s."id"
        LEFT JOIN LATERAL (
          SELECT * FROM "EnforcedPolicy" p WHERE p."sourceId" = s."id" AND p."appliedAt" IS NOT NULL
          ORDER BY p."version" DESC LIMIT 1) p ON true
        WHERE s."id" <> ${CANARY} AND (s."disabledAt" IS NULL OR a.policies IS NOT NULL)
        ORDER BY (p."id" IS NULL), s."name", s."id" LIMIT ${SOURCES_MAX}`,
  );
  return {
    rows,
    staleMs: values.enforcedStaleHours * HOUR_MS,
    staleHours: values.enforcedStaleHours,
  };
}
export type StatingSource = Awaited<ReturnType<typeof listStatingSources>>["rows"][number];

export type PolicyFilter = { readonly source: string; readonly outcome: "applied" | "late" | null };

/** Policies of the sources, the newest received first. Errors: forbidden. */
export async function listPolicies(
  actor: Actor,
  { source, outcome }: PolicyFilter,
  { page, pageSize }: { page: number; pageSize: number },
) {
  authorize(actor, "enforced-grants:read");
  const where = {
    AND: [
      source === "" ? {} : { sourceId: source },
      outcome === null ? {} : { appliedAt: outcome === "late" ? null : { not: null } },
    ],
  };
  const [total, policies] = await Promise.all([
    read().enforcedPolicy.count({ where }),
    read().enforcedPolicy.findMany({
      where,
      orderBy: [{ receivedAt: "desc" }, { version: "desc" }, { id: "asc" }],
      skip: (page - 1) * pageSize,
      take: pageSize,
    }),
  ]);
  return { total, policies };
}
export type ListedPolicy = Awaited<ReturnType<typeof listPolicies>>["policies"][number];

/** Sources whose policy a person may state: those that are not disabled. Errors: forbidden. */
export async function sourcesToState(actor: Actor) {
  authorize(actor, "enforced-grants:upload");
  return read().source.findMany({
    where: { disabledAt: null, id: { not: CANARY } },
    select: { id: true, name: true },
    orderBy: [{ name: "asc" }, { id: "asc" }],
    take: SOURCES_MAX,
  });
}
