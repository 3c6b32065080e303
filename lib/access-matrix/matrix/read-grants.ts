import "server-only";
import { z } from "zod";
import { TELLS_ENDED, TELLS_GIVEN } from "@/lib/change-log/told-grant";
import { readLongRows, sql } from "@/lib/db/read";
import type { GrantRow, LineRow } from "./facts-rows";
import {
  isTrue,
  numberAt,
  numberOrNull,
  type Tuple,
  textAt,
  textOrNull,
  tuplesIn,
} from "./read-tuples";

/** Rows of a table as of `mark`: the oldest transaction that was not over when they were read. */
export type Kept<Row> = { readonly rows: readonly Row[]; readonly mark: string };

const answer = z.object({ count: z.bigint(), mark: z.string(), text: z.string().nullable() });

/** More grants without a change record than are asked about again: then all are read. */
const DOUBTED_MAX = 2_000;

/** All grants by id; where `kept` is given, only those written since then are read, whoever wrote them. */
export async function readGrants(kept?: Kept<GrantRow>): Promise<Kept<GrantRow>> {
  const doubted = (kept?.rows ?? []).filter(({ given, endTold }) => !given || !endTold);
  if (doubted.length > DOUBTED_MAX) return await readGrants();
  const chosen = kept
    ? sql`age(g.xmin) <= age(${kept.mark}::text::xid8::xid) OR g.id = ANY(${doubted.map(({ id }) => id)}::uuid[])`
    : sql`TRUE`;
  const [found] = await readLongRows(
    answer,
    sql`WITH chosen AS MATERIALIZED (SELECT g.* FROM "Grant" g WHERE ${chosen}),
        told AS (
          SELECT g.id,
            bool_or(${TELLS_GIVEN}) AND (g."endedAt" IS NOT NULL OR bool_and(c.action <> 'grant.ended')) AS given,
            bool_or(${TELLS_ENDED}) AS ended
          FROM chosen g JOIN "ChangeLogEntry" c ON c."subjectKind" = 'grant' AND c."subjectId" = g.id::text
          WHERE c.action IN ('grant.given', 'grant.ended') GROUP BY g.id, g."endedAt")
        SELECT (SELECT count(*) FROM "Grant") AS count, pg_snapshot_xmin(pg_current_snapshot())::text AS mark,
          (SELECT json_agg(json_build_array(g.id, g."keyId", g."serverId", g."operationId", g.environment,
             extract(epoch FROM g."fromAt")::float8 * 1000, extract(epoch FROM g.until)::float8 * 1000,
             extract(epoch FROM g."endedAt")::float8 * 1000, g."definitionHash", coalesce(t.given, FALSE),
             g."endedAt" IS NULL OR coalesce(t.ended, FALSE)))
           FROM chosen g LEFT JOIN told t ON t.id = g.id)::text AS text`,
  );
  const read = await merged(kept, found, grantOf, readGrants);
  return kept ? read : { ...read, rows: [...read.rows, ...(await readGone())] };
}

const gone = z.object({ text: z.string().nullable() });

/** Grants that the change log knows and the table does not: somebody deleted them behind the application. */
async function readGone(): Promise<GrantRow[]> {
  const [found] = await readLongRows(
    gone,
    sql`SELECT json_agg(json_build_array(c."subjectId", c.after->>'keyId', c.after->>'serverId', c.after->>'operationId', c.after->>'environment',
          extract(epoch FROM (c.after->>'fromAt')::timestamptz)::float8 * 1000, extract(epoch FROM (c.after->>'until')::timestamptz)::float8 * 1000,
          extract(epoch FROM (c.after->>'fromAt')::timestamptz)::float8 * 1000 + 1, c.after->>'definitionHash', TRUE, FALSE))::text AS text
        FROM "ChangeLogEntry" c
        WHERE c."subjectKind" = 'grant' AND c.action = 'grant.given' AND NOT EXISTS (SELECT FROM "Grant" g WHERE g.id::text = c."subjectId")`,
  );
  return tuplesIn(found?.text ?? null).map((tuple) => ({ ...grantOf(tuple), gone: true }));
}

function grantOf(tuple: Tuple): GrantRow {
  return {
    id: textAt(tuple, 0),
    keyId: same(textAt(tuple, 1)),
    serverId: same(textAt(tuple, 2)),
    operationId: tuple[3] === null ? null : same(textAt(tuple, 3)),
    environment: same(textAt(tuple, 4)),
    from: numberAt(tuple, 5),
    until: numberOrNull(tuple, 6),
    ended: numberOrNull(tuple, 7),
    definitionHash: textOrNull(tuple, 8),
    given: isTrue(tuple, 9),
    endTold: isTrue(tuple, 10),
  };
}

/** All lines of all policies, of today and before. */
export async function readLines(kept?: Kept<LineRow>): Promise<Kept<LineRow>> {
  const chosen = kept ? sql`age(g.xmin) <= age(${kept.mark}::text::xid8::xid)` : sql`TRUE`;
  const [found] = await readLongRows(
    answer,
    sql`SELECT (SELECT count(*) FROM "EnforcedGrant") AS count, pg_snapshot_xmin(pg_current_snapshot())::text AS mark,
          (SELECT json_agg(json_build_array(g.id, g."sourceId", g.principal, g.server, g.operation, g.environment,
             extract(epoch FROM g."fromAt")::float8 * 1000, extract(epoch FROM g."toAt")::float8 * 1000))
           FROM "EnforcedGrant" g WHERE ${chosen})::text AS text`,
  );
  return await merged(kept, found, lineOf, readLines);
}

function lineOf(tuple: Tuple): LineRow {
  return {
    id: textAt(tuple, 0),
    sourceId: same(textAt(tuple, 1)),
    principal: same(textAt(tuple, 2)),
    server: same(textAt(tuple, 3)),
    operation: same(textAt(tuple, 4)),
    environment: same(textAt(tuple, 5)),
    from: numberAt(tuple, 6),
    to: numberOrNull(tuple, 7),
  };
}

// Rows that were removed leave no trace but their number: then everything is read again.
async function merged<Row extends { readonly id: string; readonly gone?: true }>(
  kept: Kept<Row> | undefined,
  found: z.infer<typeof answer> | undefined,
  rowOf: (tuple: Tuple) => Row,
  readAll: () => Promise<Kept<Row>>,
): Promise<Kept<Row>> {
  if (!found) throw new Error("The database answered nothing.");
  const read = tuplesIn(found.text).map(rowOf);
  const rows = kept ? [...withNewer(kept.rows, read)] : read;
  const present = rows.reduce((count, row) => count + (row.gone ? 0 : 1), 0);
  if (present === Number(found.count)) return { rows, mark: found.mark };
  if (!kept) throw new Error("A table and its count do not agree.");
  return await readAll();
}

function withNewer<Row extends { readonly id: string }>(
  rows: readonly Row[],
  newer: readonly Row[],
): Iterable<Row> {
  const byId = new Map(rows.map((row) => [row.id, row]));
  for (const row of newer) byId.set(row.id, row);
  return byId.values();
}

const known = new Map<string, string>();
const KNOWN_MAX = 1_000_000;

/** The same text once in memory, however often it was read. */
function same(text: string): string {
  const found = known.get(text);
  if (found !== undefined) return found;
  if (known.size >= KNOWN_MAX) known.clear();
  known.set(text, text);
  return text;
}
