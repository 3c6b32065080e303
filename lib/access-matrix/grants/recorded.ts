import "server-only";
import { z } from "zod";
import { read, readRows, sql } from "@/lib/db/read";

type Grant = {
  id: string;
  keyId: string;
  serverId: string;
  operationId: string | null;
  environment: string;
  fromAt: Date;
  until: Date | null;
  endedAt: Date | null;
};

const SHOWN_MAX = 10_000;
const FORMAT = 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"';

/**
 * Ids of grants whose beginning or end nobody has recorded as it stands now: they were written behind the application (SCN-01).
 * At most 10,000, in no order.
 */
export async function unrecordedGrants(): Promise<string[]> {
  const rows = await readRows(
    z.object({ id: z.string() }),
    sql`SELECT g.id::text AS id FROM "Grant" g
        WHERE NOT EXISTS (
            SELECT 1 FROM "ChangeLogEntry" c
            WHERE c."subjectKind" = 'grant' AND c."subjectId" = g.id::text AND c.action = 'grant.given'
              AND c.after->>'keyId' = g."keyId"::text AND c.after->>'serverId' = g."serverId"::text
              AND c.after->>'operationId' IS NOT DISTINCT FROM g."operationId"::text
              AND c.after->>'environment' = g.environment
              AND c.after->>'fromAt' = to_char(g."fromAt" AT TIME ZONE 'UTC', ${FORMAT})
              AND c.after->>'until' IS NOT DISTINCT FROM to_char(g.until AT TIME ZONE 'UTC', ${FORMAT}))
          OR (g."endedAt" IS NOT NULL AND NOT EXISTS (
            SELECT 1 FROM "ChangeLogEntry" c
            WHERE c."subjectKind" = 'grant' AND c."subjectId" = g.id::text AND c.action = 'grant.ended'
              AND c.after->>'endedAt' = to_char(g."endedAt" AT TIME ZONE 'UTC', ${FORMAT})))
        LIMIT ${SHOWN_MAX}`,
  );
  return rows.map(({ id }) => id);
}

/** Of these grants, those that are recorded as they stand now, from their beginning to their end. */
export async function recordedAmong(grants: readonly Grant[]): Promise<ReadonlySet<string>> {
  const changes = await read().changeLogEntry.findMany({
    where: {
      subjectKind: "grant",
      subjectId: { in: grants.map(({ id }) => id) },
      action: { in: ["grant.given", "grant.ended"] },
    },
    select: { subjectId: true, action: true, after: true },
    take: grants.length * 4,
  });
  const bySubject = Map.groupBy(changes, ({ subjectId }) => subjectId);
  const recorded = grants.filter((grant) => {
    const own = bySubject.get(grant.id) ?? [];
    const told = own.map(({ action, after }) => ({
      action,
      after: toldShape.safeParse(after).data,
    }));
    const given = told.some(
      ({ action, after }) => action === "grant.given" && saysSame(grant, after),
    );
    const ended = told.some(
      ({ action, after }) =>
        action === "grant.ended" && after?.endedAt === grant.endedAt?.toISOString(),
    );
    return given && (grant.endedAt === null || ended);
  });
  return new Set(recorded.map(({ id }) => id));
}

const toldShape = z.object({
  keyId: z.string(),
  serverId: z.string(),
  operationId: z.string().nullable(),
  environment: z.string(),
  fromAt: z.string(),
  until: z.string().nullable(),
  endedAt: z.string().nullable(),
});

function saysSame(grant: Grant, told: z.infer<typeof toldShape> | undefined): boolean {
  return (
    told !== undefined &&
    told.keyId === grant.keyId &&
    told.serverId === grant.serverId &&
    told.operationId === grant.operationId &&
    told.environment === grant.environment &&
    told.fromAt === grant.fromAt.toISOString() &&
    told.until === (grant.until?.toISOString() ?? null)
  );
}
