import "server-only";
import { z } from "zod";
import { readLongRows, sql } from "@/lib/db/read";
import type {
  AgentRow,
  KeyRow,
  OperationRow,
  PolicySource,
  Registry,
  ServerRow,
} from "./facts-rows";

// All instants as milliseconds since 1970: they are compared by the million.
const ms = z.number();

const keyRow = z.object({
  ...{ id: z.string(), publicId: z.string(), names: z.array(z.string()), label: z.string() },
  ...{ kind: z.string(), agentId: z.string().nullable(), personId: z.string().nullable() },
  ...{ ownerId: z.string(), environment: z.string(), registeredAt: ms },
  ...{ activatedAt: ms.nullable(), expiresAt: ms.nullable(), revokedAt: ms.nullable() },
}) satisfies z.ZodType<KeyRow>;

/** Keys, agents, servers and operations, each by id. */
export async function readRegistry(): Promise<Registry> {
  const [keys, agents, servers, operations] = await Promise.all([
    readKeys(),
    readAgents(),
    readServers(),
    readOperations(),
  ]);
  return { keys, agents, servers, operations };
}

async function readKeys(): Promise<KeyRow[]> {
  return await readLongRows(
    keyRow,
    sql`SELECT id::text AS id, "publicId", names, label, kind, "agentId"::text AS "agentId", "personId"::text AS "personId",
          "ownerId"::text AS "ownerId", environment, extract(epoch FROM "registeredAt")::float8 * 1000 AS "registeredAt",
          extract(epoch FROM "activatedAt")::float8 * 1000 AS "activatedAt", extract(epoch FROM "expiresAt")::float8 * 1000 AS "expiresAt",
          extract(epoch FROM "revokedAt")::float8 * 1000 AS "revokedAt"
        FROM "Key" ORDER BY id`,
  );
}

const agentRow = z.object({
  ...{ id: z.string(), slug: z.string(), name: z.string(), status: z.string() },
  ...{ ownerId: z.string(), sponsorId: z.string().nullable(), successorId: z.string().nullable() },
  requestedAt: ms,
});
const statusRow = z.object({ subjectId: z.string(), at: ms, status: z.string() });

// What an agent was at an instant is what the change log recorded until then: rows know only today.
async function readAgents(): Promise<AgentRow[]> {
  const [agents, statuses] = await Promise.all([
    readLongRows(
      agentRow,
      sql`SELECT id::text AS id, slug, name, status::text AS status, "ownerId"::text AS "ownerId", "sponsorId"::text AS "sponsorId",
            "successorId"::text AS "successorId", extract(epoch FROM "requestedAt")::float8 * 1000 AS "requestedAt"
          FROM "Agent" ORDER BY id`,
    ),
    readLongRows(
      statusRow,
      sql`SELECT "subjectId", extract(epoch FROM "recordedAt")::float8 * 1000 AS at, status
          FROM (SELECT "subjectId", "recordedAt", seq, after->>'status' AS status,
                  lag(after->>'status') OVER (PARTITION BY "subjectId" ORDER BY seq) AS before
                FROM "ChangeLogEntry" WHERE "subjectKind" = 'agent' AND after->>'status' IS NOT NULL) AS each
          WHERE before IS NULL OR before <> status ORDER BY "subjectId", seq`,
    ),
  ]);
  const bySubject = Map.groupBy(statuses, ({ subjectId }) => subjectId);
  return agents.map((agent) => ({ ...agent, statuses: bySubject.get(agent.id) ?? [] }));
}

const place = z.object({ environment: z.string(), names: z.array(z.string()) });
const serverRow = z.object({
  ...{ id: z.string(), slug: z.string(), name: z.string(), registeredAt: ms },
  retiredAt: ms.nullable(),
  places: z.array(z.unknown()).transform((all) =>
    all.flatMap((one) => {
      const read = place.safeParse(one);
      return read.success ? [read.data] : [];
    }),
  ),
});

async function readServers(): Promise<ServerRow[]> {
  return await readLongRows(
    serverRow,
    sql`SELECT id::text AS id, slug, name, places, extract(epoch FROM "registeredAt")::float8 * 1000 AS "registeredAt",
          extract(epoch FROM "retiredAt")::float8 * 1000 AS "retiredAt"
        FROM "Server" ORDER BY id`,
  );
}

const operationRow = z.object({
  ...{ id: z.string(), serverId: z.string(), name: z.string(), access: z.string().nullable() },
  ...{ dataClasses: z.array(z.string()), registeredAt: ms, retiredAt: ms.nullable() },
  definitions: z.array(z.object({ hash: z.string(), from: ms, to: ms.nullable() })),
}) satisfies z.ZodType<OperationRow>;

async function readOperations(): Promise<OperationRow[]> {
  return await readLongRows(
    operationRow,
    sql`SELECT o.id::text AS id, o."serverId"::text AS "serverId", o.name, o.access, o."dataClasses",
          extract(epoch FROM o."registeredAt")::float8 * 1000 AS "registeredAt",
          extract(epoch FROM o."retiredAt")::float8 * 1000 AS "retiredAt", coalesce(d.definitions, '[]') AS definitions
        FROM "Operation" o LEFT JOIN (
          SELECT "operationId", json_agg(json_build_object('hash', hash, 'from', extract(epoch FROM "observedAt")::float8 * 1000,
            'to', extract(epoch FROM "replacedAt")::float8 * 1000) ORDER BY "observedAt", id) AS definitions
          FROM "OperationDefinition" GROUP BY "operationId") AS d ON d."operationId" = o.id
        ORDER BY o.id`,
  );
}

const sourceRow = z.object({
  ...{ id: z.string(), name: z.string(), statements: z.array(ms) },
  policies: z.array(
    z.object({ id: z.string(), version: z.number(), lines: z.number(), statedAt: ms }),
  ),
}) satisfies z.ZodType<PolicySource>;

/** Those that ever said what they enforce, by id, with every statement that was taken. */
export async function readPolicySources(): Promise<PolicySource[]> {
  return await readLongRows(
    sourceRow,
    sql`WITH said AS (
          SELECT "sourceId", "statedAt" AS at FROM "EnforcedStatement" WHERE outcome IN ('applied', 'confirmed')
          UNION SELECT "sourceId", "statedAt" FROM "EnforcedPolicy" WHERE "appliedAt" IS NOT NULL
          UNION SELECT "sourceId", "confirmedAt" FROM "EnforcedPolicy" WHERE "appliedAt" IS NOT NULL)
        SELECT p."sourceId" AS id, coalesce(s.name, p."sourceId") AS name, p.policies, q.statements
        FROM (SELECT "sourceId", json_agg(json_build_object('id', id, 'version', version, 'lines', grants,
                'statedAt', extract(epoch FROM "statedAt")::float8 * 1000) ORDER BY "statedAt", version) AS policies
              FROM "EnforcedPolicy" WHERE "appliedAt" IS NOT NULL GROUP BY "sourceId") AS p
        JOIN (SELECT "sourceId", json_agg(extract(epoch FROM at)::float8 * 1000 ORDER BY at) AS statements
              FROM said GROUP BY "sourceId") AS q ON q."sourceId" = p."sourceId"
        LEFT JOIN "Source" s ON s.id = p."sourceId" ORDER BY p."sourceId"`,
  );
}
