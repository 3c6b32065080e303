import "server-only";
import { z } from "zod";
import type { Tx } from "@/lib/change-log/transact";
import type { PolicyLines } from "../policy-lines";

/** Lines that go to the database at once. */
const LINES_A_STEP = 20_000;

/** What a policy changes. `write` does it, as late as can be: from then on whoever writes lines waits for the end. */
export type Differences = {
  readonly added: number;
  readonly removed: number;
  readonly addedHash: string;
  readonly removedHash: string;
  readonly write: (policyId: string, at: Date) => Promise<void>;
};

const counted = z.tuple([
  z.object({
    added: z.number(),
    removed: z.number(),
    addedHash: z.string(),
    removedHash: z.string(),
  }),
]);

/**
 * Compares a policy with the lines of its source that stand, set against set, in tables that live as long as the transaction.
 * Whoever calls holds the lock of the source. A line is known by the MD5 of its fields, as in the index "EnforcedGrant_open".
 */
export async function applyLines(
  tx: Tx,
  { sourceId, lines }: { sourceId: string; lines: PolicyLines },
): Promise<Differences> {
  await tx.$executeRaw`CREATE TEMPORARY TABLE pushed_lines (
    principal text, server text, operation text, environment text, conditions text, mark text) ON COMMIT DROP`;
  await tx.$executeRaw`CREATE TEMPORARY TABLE gone_lines (id uuid, line text) ON COMMIT DROP`;
  await stage(tx, lines);
  await tx.$executeRaw`ANALYZE pushed_lines`;
  await tx.$executeRaw`
    INSERT INTO gone_lines
    SELECT g."id", g."principal" || chr(31) || g."server" || chr(31) || g."operation" || chr(31) || g."environment" || chr(31) || g."conditions"
    FROM "EnforcedGrant" g
    WHERE g."sourceId" = ${sourceId} AND g."toAt" IS NULL AND NOT EXISTS (
      SELECT 1 FROM pushed_lines p
      WHERE p.mark = md5(g."principal" || chr(31) || g."server" || chr(31) || g."operation" || chr(31) || g."environment" || chr(31) || g."conditions"))`;
  await tx.$executeRaw`
    DELETE FROM pushed_lines p USING "EnforcedGrant" g
    WHERE g."sourceId" = ${sourceId} AND g."toAt" IS NULL
      AND p.mark = md5(g."principal" || chr(31) || g."server" || chr(31) || g."operation" || chr(31) || g."environment" || chr(31) || g."conditions")`;
  const [counts] = counted.parse(await countedLines(tx));
  return { ...counts, write: (policyId, at) => write(tx, { sourceId, policyId, at }) };
}

async function stage(tx: Tx, lines: PolicyLines): Promise<void> {
  const { principal, server, operation, environment, conditions } = lines;
  for (let from = 0; from < principal.length; from += LINES_A_STEP) {
    const part = (column: readonly string[]) => column.slice(from, from + LINES_A_STEP);
    await tx.$executeRaw`
      INSERT INTO pushed_lines
      SELECT p, s, o, e, c, md5(p || chr(31) || s || chr(31) || o || chr(31) || e || chr(31) || c)
      FROM unnest(${part(principal)}::text[], ${part(server)}::text[], ${part(operation)}::text[],
                  ${part(environment)}::text[], ${part(conditions)}::text[]) AS line (p, s, o, e, c)`;
  }
}

// SHA-256 over the sorted SHA-256s of the lines, their fields with U+001F between: equal for equal sets, whatever their order.
function countedLines(tx: Tx): Promise<unknown> {
  return tx.$queryRaw`
    WITH added AS (
      SELECT encode(sha256(convert_to(principal || chr(31) || server || chr(31) || operation || chr(31) || environment || chr(31) || conditions, 'UTF8')), 'hex') AS h
      FROM pushed_lines),
    removed AS (SELECT encode(sha256(convert_to(line, 'UTF8')), 'hex') AS h FROM gone_lines)
    SELECT a.n AS added, r.n AS removed, a.hash AS "addedHash", r.hash AS "removedHash"
    FROM (SELECT count(*)::int AS n, encode(sha256(convert_to(coalesce(string_agg(h, '' ORDER BY h COLLATE "C"), ''), 'UTF8')), 'hex') AS hash FROM added) a,
         (SELECT count(*)::int AS n, encode(sha256(convert_to(coalesce(string_agg(h, '' ORDER BY h COLLATE "C"), ''), 'UTF8')), 'hex') AS hash FROM removed) r`;
}

async function write(
  tx: Tx,
  { sourceId, policyId, at }: { sourceId: string; policyId: string; at: Date },
): Promise<void> {
  await tx.$executeRaw`
    UPDATE "EnforcedGrant" g SET "toAt" = ${at}, "toPolicyId" = ${policyId}::uuid
    FROM gone_lines l WHERE g."id" = l.id`;
  await tx.$executeRaw`
    INSERT INTO "EnforcedGrant" ("id", "sourceId", "principal", "server", "operation", "environment", "conditions", "fromAt", "fromPolicyId")
    SELECT gen_random_uuid(), ${sourceId}, principal, server, operation, environment, conditions, ${at}, ${policyId}::uuid
    FROM pushed_lines`;
}
