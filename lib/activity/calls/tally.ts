// How many calls there are in each stretch of time: from sums where these are wholly inside, from rows at the edges.
import "server-only";
import { z } from "zod";
import { readRows, sql } from "@/lib/db/read";
import { DENIED_OUTCOMES, FAILED_OUTCOMES } from "./call-view";
import { all, instant, NEWEST, rowsIn, type Sql } from "./conditions";
import type { Scope } from "./scope";
import { type SumTable, spanEnd, spanStart, sumsIn, sumTablesOf } from "./sum-table";

/** Calls in the bucket that begins at `start`, in milliseconds since 1970. */
export type Tally = {
  readonly start: number;
  readonly total: number;
  readonly failed: number;
  readonly denied: number;
};

const tally: z.ZodType<Tally> = z.object({
  start: z.coerce.number(),
  total: z.coerce.number(),
  failed: z.coerce.number(),
  denied: z.coerce.number(),
});

/**
 * The newest versions of calls by buckets of so many milliseconds; a bucket may come several times. Sums are used where the
 * buckets are made of whole ones, and narrower ones for the stretches at the ends of which the filter takes a part.
 */
export async function talliesIn(
  scope: Scope,
  size: number,
  tables: readonly SumTable[] = sumTablesOf(scope),
): Promise<Tally[]> {
  const [table, ...narrower] = tables.filter(({ spanMs }) => size % spanMs === 0);
  if (table === undefined) return fromRows(scope, size);
  const edges = await edgesOf(table, scope);
  const [sums, ...parts] = await Promise.all([
    fromSums(table, scope, { size, without: edges.map(({ start }) => start) }),
    ...edges.map(({ from, to }) => talliesIn({ ...scope, from, to }, size, narrower)),
  ]);
  return [...sums, ...parts.flat()];
}

/** A stretch of which the filter takes a part, and that part. */
type Edge = { readonly start: Date; readonly from: Date; readonly to: Date };

const partly = z.object({ start: z.date() });

/** The first and the last stretch of a filter, where a sum of them holds calls inside as well as outside. */
async function edgesOf(table: SumTable, scope: Scope): Promise<Edge[]> {
  const cut = [scope.from, scope.to].flatMap((at) => {
    if (at === null || spanStart(table, at).getTime() === at.getTime()) return [];
    return [spanStart(table, at)];
  });
  const [first] = cut;
  if (first === undefined) return [];
  const around = cut.map((start) => all(sumsIn(table, scope, spanOf(table, start))));
  const any = around.slice(1).reduce((sum, each) => sql`${sum} OR (${each})`, sql`(${around[0]})`);
  const found = await readRows(
    partly,
    sql`SELECT DISTINCT ${table.start} AS start FROM ${table.from}
        WHERE (${any}) AND NOT (${isInside(scope)}) AND NOT (${isOutside(scope)})`,
  );
  return found.map(({ start }) => {
    const { from, to } = spanOf(table, start);
    return {
      start,
      from: scope.from !== null && scope.from > from ? scope.from : from,
      to: scope.to !== null && scope.to < to ? scope.to : to,
    };
  });
}

function spanOf({ spanMs }: SumTable, start: Date): { from: Date; to: Date } {
  return { from: start, to: new Date(start.getTime() + spanMs) };
}

function isInside({ from, to }: Scope): Sql {
  return all([
    ...(from === null ? [] : [sql`c.first_at >= ${instant(from)}`]),
    ...(to === null ? [] : [sql`c.last_at < ${instant(to)}`]),
  ]);
}

function isOutside({ from, to }: Scope): Sql {
  const before = from === null ? sql`FALSE` : sql`c.last_at < ${instant(from)}`;
  return to === null ? before : sql`${before} OR c.first_at >= ${instant(to)}`;
}

async function fromSums(
  table: SumTable,
  scope: Scope,
  { size, without }: { readonly size: number; readonly without: readonly Date[] },
): Promise<Tally[]> {
  const { from, to } = scope;
  const spans = {
    from: from === null ? null : spanStart(table, from),
    to: to === null ? null : spanEnd(table, to),
  };
  const conditions = all([
    ...sumsIn(table, scope, spans),
    ...without.map((start) => sql`${table.start} <> ${instant(start)}`),
    isInside(scope),
  ]);
  return readRows(
    tally,
    tallied(sql`SELECT ${bucketOf(table.start, size)} AS bucket, sum(c.calls) AS total,
                       coalesce(sum(c.calls) FILTER (WHERE ${isOf(FAILED_OUTCOMES)}), 0) AS failed,
                       coalesce(sum(c.calls) FILTER (WHERE ${isOf(DENIED_OUTCOMES)}), 0) AS denied
                FROM ${table.from} WHERE ${conditions} GROUP BY 1`),
  );
}

async function fromRows(scope: Scope, size: number): Promise<Tally[]> {
  return readRows(
    tally,
    tallied(sql`SELECT ${bucketOf(sql`c.at`, size)} AS bucket, count(*) AS total,
                       count(*) FILTER (WHERE ${isOf(FAILED_OUTCOMES)}) AS failed,
                       count(*) FILTER (WHERE ${isOf(DENIED_OUTCOMES)}) AS denied
                FROM ledger_calls c WHERE ${all([...rowsIn(scope), NEWEST])} GROUP BY 1`),
  );
}

function isOf(outcomes: readonly string[]): Sql {
  return sql`c.outcome = ANY(${[...outcomes]}::text[])`;
}

/** Numbers are made of what was counted and not of each row: PostgreSQL is slow at them. */
function tallied(counted: Sql): Sql {
  return sql`SELECT (extract(epoch FROM b.bucket) * 1000)::bigint::text AS start, b.total::text AS total,
                    b.failed::text AS failed, b.denied::text AS denied FROM (${counted}) b`;
}

function bucketOf(at: Sql, size: number): Sql {
  return sql`date_bin(${size / 1_000} * interval '1 second', ${at}, 'epoch'::timestamptz)`;
}
