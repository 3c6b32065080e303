import "server-only";
import { z } from "zod";
import { IS_TOLD } from "@/lib/change-log/told-grant";
import { readLongRows, sql } from "@/lib/db/read";
import { FACTS, type Facts, type GrantFact } from "./facts";
import type { Bounds } from "./scope";
import { within } from "./within";

const part = z.object({ part: z.string(), text: z.string() });

function ms(column: ReturnType<typeof sql>) {
  return sql`(extract(epoch FROM ${column})::float8 * 1000)`;
}

const GRANT = sql`json_build_object('id', g.id, 'keyId', g."keyId", 'serverId', g."serverId", 'operationId', g."operationId",
  'environment', g.environment, 'purpose', g.purpose, 'kind', g.kind, 'definitionHash', g."definitionHash",
  'fromAt', ${ms(sql`g."fromAt"`)}, 'until', ${ms(sql`g.until`)}, 'endedAt', ${ms(sql`g."endedAt"`)}, 'requestId', g."requestId",
  'requestedById', g."requestedById", 'approvedById', g."approvedById", 'approvedAt', ${ms(sql`g."approvedAt"`)},
  'told', ${IS_TOLD}, 'measures', g.exception->>'measures')`;

const REGISTERS = sql`
  SELECT 'keys' AS part, (SELECT json_agg(json_build_object('id', id, 'publicId', "publicId", 'names', names, 'label', label,
      'kind', kind, 'agentId', "agentId", 'personId', "personId", 'serverId', "serverId", 'ownerId', "ownerId", 'purpose', purpose,
      'environment', environment, 'issuedAt', ${ms(sql`"issuedAt"`)}, 'activatedAt', ${ms(sql`"activatedAt"`)},
      'expiresAt', ${ms(sql`"expiresAt"`)}, 'revokedAt', ${ms(sql`"revokedAt"`)}) ORDER BY id) FROM "Key")::text AS text
  UNION ALL SELECT 'agents', (SELECT json_agg(json_build_object('id', id, 'slug', slug, 'name', name, 'purpose', purpose,
      'status', status, 'ownerId', "ownerId", 'sponsorId', "sponsorId", 'risk', "riskClass") ORDER BY id) FROM "Agent")::text
  UNION ALL SELECT 'servers', (SELECT json_agg(json_build_object('id', id, 'slug', slug, 'name', name, 'ownerId', "ownerId",
      'deputyId', "deputyId", 'inScope', "inScope", 'retiredAt', ${ms(sql`"retiredAt"`)}, 'places', places) ORDER BY id) FROM "Server")::text
  UNION ALL SELECT 'operations', (SELECT json_agg(json_build_object('id', o.id, 'serverId', o."serverId", 'name', o.name,
      'meaning', o.meaning, 'access', o.access, 'dataClasses', o."dataClasses", 'retiredAt', ${ms(sql`o."retiredAt"`)},
      'hash', d.hash) ORDER BY o.id) FROM "Operation" o
      LEFT JOIN (SELECT DISTINCT ON ("operationId") "operationId", hash FROM "OperationDefinition" WHERE "replacedAt" IS NULL
        ORDER BY "operationId", "observedAt" DESC) d ON d."operationId" = o.id)::text
  UNION ALL SELECT 'people', (SELECT json_agg(json_build_object('id', id, 'roles', roles, 'active', "deactivatedAt" IS NULL,
      'joined', "joinedAt" IS NOT NULL) ORDER BY id) FROM "Person")::text`;

/**
 * Everything but the calls, as of an instant, in one statement: of grants only those in force then, of enforced lines only those
 * that stood then, and of both only what the scope can hold. Errors: PostgreSQL's.
 */
export async function readFacts(asOf: Date, bounds: Bounds): Promise<Facts> {
  const at = sql`${asOf.toISOString()}::timestamptz`;
  const { grants, enforced } = await within(asOf, bounds);
  const rows = await readLongRows(
    part.extend({ text: z.string().nullable() }),
    sql`${REGISTERS}
      UNION ALL SELECT 'grants', (SELECT json_agg(${GRANT} ORDER BY g."fromAt", g.id) FROM "Grant" g
        WHERE ${grants})::text
      UNION ALL SELECT 'enforced', (SELECT json_agg(json_build_object('sourceId', e."sourceId", 'principal', e.principal,
          'server', e.server, 'operation', e.operation, 'environment', e.environment, 'conditions', e.conditions,
          'fromAt', ${ms(sql`e."fromAt"`)}) ORDER BY e."sourceId", e."fromAt", e.id) FROM "EnforcedGrant" e
        WHERE ${enforced})::text
      UNION ALL SELECT 'holders', (SELECT json_agg(held."keyId") FROM (SELECT DISTINCT g."keyId" FROM "Grant" g
        WHERE g."fromAt" <= ${at} AND (g.until IS NULL OR g.until > ${at}) AND (g."endedAt" IS NULL OR g."endedAt" > ${at})) held)::text
      UNION ALL SELECT 'principals', (SELECT json_agg(named.principal) FROM (SELECT DISTINCT e.principal FROM "EnforcedGrant" e
        WHERE e."fromAt" <= ${at} AND (e."toAt" IS NULL OR e."toAt" > ${at})) named)::text
      UNION ALL SELECT 'covers', (SELECT json_agg(c) FROM (SELECT DISTINCT "sourceId", server, environment FROM "EnforcedGrant"
        WHERE "fromAt" <= ${at}) c)::text
      UNION ALL SELECT 'sources', (SELECT json_agg(json_build_object('id', s.id, 'name', s.name, 'enabled',
          s."disabledAt" IS NULL OR s."disabledAt" > ${at}, 'statedAt', ${ms(sql`said.at`)}, 'policyId', p.id, 'version', p.version,
          'lines', coalesce(p.grants, 0)) ORDER BY s.id)
        FROM (SELECT id, name, "disabledAt" FROM "Source" WHERE "addedAt" <= ${at} AND id <> 'countersign-canary'
              UNION ALL SELECT DISTINCT "sourceId", "sourceId", NULL::timestamptz FROM "EnforcedPolicy" o
                WHERE NOT EXISTS (SELECT FROM "Source" x WHERE x.id = o."sourceId")) s
        LEFT JOIN LATERAL (SELECT id, version, grants FROM "EnforcedPolicy" o WHERE o."sourceId" = s.id AND o."appliedAt" IS NOT NULL
          AND o."statedAt" <= ${at} ORDER BY o."statedAt" DESC, o.version DESC LIMIT 1) p ON TRUE
        LEFT JOIN LATERAL (SELECT max(each.at) AS at FROM (
            SELECT max("statedAt") AS at FROM "EnforcedStatement" o WHERE o."sourceId" = s.id AND o."statedAt" <= ${at}
              AND o.outcome IN ('applied', 'confirmed')
            UNION ALL SELECT max("statedAt") FROM "EnforcedPolicy" o WHERE o."sourceId" = s.id AND o."appliedAt" IS NOT NULL
              AND o."statedAt" <= ${at}) each) said ON TRUE)::text
      UNION ALL SELECT 'tokens', (SELECT json_agg(t ORDER BY t.kind, t.id) FROM (
          SELECT id, 'token' AS kind, name, '' AS detail, grants, "responsibleId"::text AS "ownerId", "createdById" AS "madeById",
            ${ms(sql`"createdAt"`)} AS "madeAt", ${ms(sql`"expiresAt"`)} AS "expiresAt" FROM "MachineToken"
          WHERE "createdAt" <= ${at} AND "expiresAt" > ${at} AND ("revokedAt" IS NULL OR "revokedAt" > ${at})
          UNION ALL SELECT k.id, 'source-token', s.name, k.hint, ARRAY[]::text[], s."ownerId", k."madeById", ${ms(sql`k."madeAt"`)},
            ${ms(sql`k."expiresAt"`)} FROM "SourceToken" k JOIN "Source" s ON s.id = k."sourceId"
          WHERE k."madeAt" <= ${at} AND (k."expiresAt" IS NULL OR k."expiresAt" > ${at})
            AND (k."revokedAt" IS NULL OR k."revokedAt" > ${at}) AND (s."disabledAt" IS NULL OR s."disabledAt" > ${at})) t)::text
      UNION ALL SELECT 'standards', (SELECT json_agg(json_build_object('id', id, 'title', title, 'reason', reason,
          'environments', environments, 'access', access, 'dataClasses', "dataClasses", 'serverIds', "serverIds", 'maxDays', "maxDays",
          'requestId', "requestId", 'requestedById', "requestedById", 'approvedById', "approvedById",
          'approvedAt', ${ms(sql`"approvedAt"`)}, 'expiresAt', ${ms(sql`"expiresAt"`)},
          'given', (SELECT count(*) FROM "Grant" g WHERE g."standardId" = c.id AND g."fromAt" <= ${at})) ORDER BY id)
        FROM "StandardChange" c WHERE "approvedAt" <= ${at} AND "expiresAt" > ${at}
          AND ("endedAt" IS NULL OR "endedAt" > ${at}))::text`,
  );
  const texts = new Map(rows.map((row) => [row.part, row.text]));
  const parsed = <Part>(name: string, schema: z.ZodType<Part>): Part =>
    schema.parse(JSON.parse(texts.get(name) ?? "[]"));
  return {
    keys: parsed("keys", FACTS.keys),
    agents: parsed("agents", FACTS.agents),
    servers: parsed("servers", FACTS.servers),
    operations: parsed("operations", FACTS.operations),
    grants: parsed("grants", FACTS.grants),
    enforced: parsed("enforced", FACTS.enforced),
    covers: parsed("covers", FACTS.covers),
    holders: parsed("holders", FACTS.texts),
    principals: parsed("principals", FACTS.texts),
    sources: parsed("sources", FACTS.sources),
    people: parsed("people", FACTS.people),
    tokens: parsed("tokens", FACTS.tokens),
    standards: parsed("standards", FACTS.standards),
  };
}

/** The place of an access: what grants and enforced lines are matched by. `operationId` null: every operation. */
export type EndedPlace = {
  readonly keyId: string;
  readonly serverId: string;
  readonly operationId: string | null;
  readonly environment: string;
};

const texts = z.object({ text: z.string().nullable() });

/** The newest grant of each of these places that was over by an instant; places without one are left out. */
export async function readEnded(asOf: Date, places: readonly EndedPlace[]): Promise<GrantFact[]> {
  if (places.length === 0) return [];
  const at = sql`${asOf.toISOString()}::timestamptz`;
  const [found] = await readLongRows(
    texts,
    sql`SELECT json_agg(${GRANT} ORDER BY g."fromAt", g.id)::text AS text
        FROM (SELECT DISTINCT ON (o."keyId", o."serverId", o."operationId", o.environment) o.*
              FROM json_to_recordset(${JSON.stringify(places)}::json)
                AS p("keyId" uuid, "serverId" uuid, "operationId" uuid, environment text)
              JOIN "Grant" o ON o."keyId" = p."keyId" AND o."serverId" = p."serverId"
                AND o."operationId" IS NOT DISTINCT FROM p."operationId" AND o.environment = p.environment
              WHERE o."fromAt" <= ${at} AND (o.until <= ${at} OR o."endedAt" <= ${at})
              ORDER BY o."keyId", o."serverId", o."operationId", o.environment, o."fromAt" DESC, o.id) g`,
  );
  return FACTS.grants.parse(JSON.parse(found?.text ?? "[]"));
}
