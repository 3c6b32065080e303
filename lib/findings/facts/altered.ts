// SCN-01: keys and lines of policies that are not what the change log last told of them.
import "server-only";
import { z } from "zod";
import { read, readLongRows, sql } from "@/lib/db/read";
import type { AlteredRow } from "../detectors/access-facts";

const ROWS_MAX = 1_000;

const altered = z.object({
  kind: z.enum(["key", "policy"]),
  id: z.string(),
  label: z.string(),
  what: z.enum(["differs", "untold", "gone"]),
});

/** What of all keys and policies is not told as it stands, at most 1,000 of each, and how many were compared. */
export async function comparedRows(): Promise<{ altered: AlteredRow[]; compared: number }> {
  const [keys, policies, keyCount, policyCount] = await Promise.all([
    alteredKeys(),
    alteredPolicies(),
    read().key.count(),
    read().enforcedPolicy.count({ where: { appliedAt: { not: null } } }),
  ]);
  return { altered: [...keys, ...policies], compared: keyCount + policyCount };
}

const FORMAT = sql`'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'`;

function alteredKeys(): Promise<AlteredRow[]> {
  return readLongRows(
    altered,
    sql`WITH told AS (
          SELECT DISTINCT ON (c."subjectId") c."subjectId" AS id, c.after FROM "ChangeLogEntry" c
          WHERE c."subjectKind" = 'key' ORDER BY c."subjectId", c.seq DESC)
        SELECT 'key' AS kind, coalesce(k.id::text, t.id) AS id, coalesce(k."publicId", t.after->>'publicId', t.id) AS label,
          CASE WHEN t.id IS NULL THEN 'untold' WHEN k.id IS NULL THEN 'gone' ELSE 'differs' END AS what
        FROM "Key" k FULL JOIN told t ON t.id = k.id::text
        WHERE t.id IS NULL OR k.id IS NULL OR t.after->>'publicId' <> k."publicId" OR t.after->'names' <> to_jsonb(k.names)
          OR t.after->>'kind' <> k.kind OR t.after->>'ownerId' <> k."ownerId"::text OR t.after->>'environment' <> k.environment
          OR t.after->>'agentId' IS DISTINCT FROM k."agentId"::text OR t.after->>'personId' IS DISTINCT FROM k."personId"::text
          OR t.after->>'serverId' IS DISTINCT FROM k."serverId"::text
          OR t.after->>'issuedAt' <> to_char(k."issuedAt" AT TIME ZONE 'UTC', ${FORMAT})
          OR t.after->>'activatedAt' IS DISTINCT FROM to_char(k."activatedAt" AT TIME ZONE 'UTC', ${FORMAT})
          OR t.after->>'expiresAt' IS DISTINCT FROM to_char(k."expiresAt" AT TIME ZONE 'UTC', ${FORMAT})
          OR t.after->>'revokedAt' IS DISTINCT FROM to_char(k."revokedAt" AT TIME ZONE 'UTC', ${FORMAT})
        ORDER BY 2 LIMIT ${ROWS_MAX}`,
  );
}

// Each policy is on record with how many lines came in with it and which: SHA-256 over the sorted SHA-256s of them.
function alteredPolicies(): Promise<AlteredRow[]> {
  return readLongRows(
    altered,
    sql`WITH told AS (
          SELECT c."subjectId"::uuid AS id, c.after FROM "ChangeLogEntry" c
          WHERE c."subjectKind" = 'enforced-policy' AND c.action = 'enforced-policy.received'),
        lines AS (
          SELECT g."fromPolicyId" AS id, count(*) AS n, encode(sha256(convert_to(string_agg(h.hash, '' ORDER BY h.hash COLLATE "C"), 'UTF8')), 'hex') AS hash
          FROM "EnforcedGrant" g, LATERAL (SELECT encode(sha256(convert_to(g.principal || chr(31) || g.server || chr(31) || g.operation
            || chr(31) || g.environment || chr(31) || g.conditions, 'UTF8')), 'hex') AS hash) AS h GROUP BY 1),
        left_out AS (SELECT g."toPolicyId" AS id, count(*) AS n FROM "EnforcedGrant" g WHERE g."toPolicyId" IS NOT NULL GROUP BY 1),
        named AS (SELECT id FROM lines UNION SELECT id FROM left_out UNION SELECT id FROM told)
        SELECT 'policy' AS kind, n.id::text AS id, coalesce(p."sourceId", t.after->>'sourceId', n.id::text) AS label,
          CASE WHEN t.id IS NULL THEN 'untold' WHEN p.id IS NULL THEN 'gone' ELSE 'differs' END AS what
        FROM named n LEFT JOIN told t ON t.id = n.id LEFT JOIN "EnforcedPolicy" p ON p.id = n.id
          LEFT JOIN lines l ON l.id = n.id LEFT JOIN left_out r ON r.id = n.id
        WHERE t.id IS NULL OR p.id IS NULL OR coalesce(l.n, 0) <> (t.after->>'added')::int OR coalesce(r.n, 0) <> (t.after->>'removed')::int
          OR (l.n > 0 AND l.hash <> t.after->>'addedHash')
        ORDER BY 2 LIMIT ${ROWS_MAX}`,
  );
}
