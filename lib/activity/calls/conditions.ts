// Filters in SQL, over the rows of the calls and over their sums. Values are parameters; names are written here.
import "server-only";
import { sql } from "@/lib/db/read";
import { CANARY_SOURCE } from "./call-view";
import { DIMENSIONS, type Dimension, type Scope } from "./scope";

export type Sql = ReturnType<typeof sql>;

const COLUMN = {
  kind: sql`c.kind`,
  agent: sql`c.agent`,
  credential: sql`c.credential`,
  person: sql`c.person`,
  source: sql`c.source`,
  server: sql`c.server`,
  operation: sql`c.operation`,
  environment: sql`c.environment`,
  region: sql`c.region`,
  outcome: sql`c.outcome`,
} as const satisfies Record<Dimension, Sql>;

/** Conditions joined by "and". */
export function all(conditions: readonly Sql[]): Sql {
  const [first = sql`TRUE`, ...rest] = conditions;
  return rest.reduce((sum, each) => sql`${sum} AND ${each}`, first);
}

/** An instant as PostgreSQL takes it. */
export function instant(at: Date): Sql {
  return sql`${at.toISOString()}::timestamptz`;
}

/** What the dimensions must be, of rows and of sums alike. Their table is called `c`. */
export function dimensionsIn({
  wanted,
  withoutCanary,
}: Pick<Scope, "wanted" | "withoutCanary">): Sql[] {
  const conditions = DIMENSIONS.flatMap((name) => {
    const values = wanted[name];
    return values === undefined ? [] : [isOneOf(COLUMN[name], values)];
  });
  return withoutCanary ? [...conditions, sql`c.source <> ${CANARY_SOURCE}`] : conditions;
}

/** One value is compared with "=", by which an index also says in what order its rows come. */
function isOneOf(column: Sql, values: readonly string[]): Sql {
  const [first, ...more] = values;
  return first !== undefined && more.length === 0
    ? sql`${column} = ${first}`
    : sql`${column} = ANY(${[...values]}::text[])`;
}

/** What the index over the callers of sums is in the order of. */
export function isAgent(agents: readonly string[]): Sql {
  return sql`lower(c.agent) = ANY(ARRAY(SELECT lower(one) FROM unnest(${[...agents]}::text[]) AS one))`;
}

/** Which rows of `ledger_calls c` are meant, amended ones included. */
export function rowsIn(scope: Scope): Sql[] {
  const { from, to, traceId, correlation, address } = scope;
  return [
    sql`c.at IS NOT NULL`,
    sql`c.kind IS NOT NULL`,
    ...(from === null ? [] : [sql`c.at >= ${instant(from)}`]),
    ...(to === null ? [] : [sql`c.at < ${instant(to)}`]),
    ...dimensionsIn(scope),
    ...(traceId === null ? [] : [sql`c.trace_id = decode(${traceId}, 'hex')`]),
    ...(correlation === null ? [] : [sql`c.correlation = ${correlation}`]),
    ...(address === null ? [] : [sql`c.address = ${address}`]),
  ];
}

/** That no later version of the row takes its place: it was received no earlier, so that older months are not asked. */
export const NEWEST = sql`NOT EXISTS (
  SELECT 1 FROM ledger_calls n WHERE n.corrects = c.idx AND n.source = c.source AND n.ts >= c.ts)`;
