// What a filter can be set to: what was seen lately.
import "server-only";
import { z } from "zod";
import { readRows, sql } from "@/lib/db/read";
import type { FilterChoices } from "./call-view";
import { all, dimensionsIn, isAgent, type Sql } from "./conditions";
import type { Scope } from "./scope";
import { placesOf, sumsIn } from "./sum-table";

const OPERATIONS_MAX = 500;

const place = z.object({
  source: z.string(),
  server: z.string(),
  environment: z.string(),
  region: z.string(),
});
const named = z.object({ operation: z.string() });

/** Values that calls had from a UTC day on, in order; at most 500 operations. */
export async function choicesSince(scope: Scope, day: Date): Promise<FilterChoices> {
  const table = placesOf(scope);
  const within = all(sumsIn(table, scope, { from: day, to: null }));
  const [places, operations] = await Promise.all([
    readRows(
      place,
      sql`SELECT c.source, c.server, c.environment, c.region FROM ${table.from} WHERE ${within}
          GROUP BY c.source, c.server, c.environment, c.region`,
    ),
    readRows(
      named,
      scope.wanted.agent === undefined ? everyOperation(day) : operationsOf(scope, day),
    ),
  ]);
  return {
    sources: valuesOf(places.map(({ source }) => source)),
    servers: valuesOf(places.map(({ server }) => server)),
    environments: valuesOf(places.map(({ environment }) => environment)),
    regions: valuesOf(places.map(({ region }) => region)),
    operations: operations.map(({ operation }) => operation),
  };
}

/** Each is one step through the index. */
function everyOperation(day: Date): Sql {
  const since = sql`day >= ${day.toISOString().slice(0, 10)}::date`;
  return sql`WITH RECURSIVE seen AS (
      SELECT min(operation) AS operation, 1 AS nth FROM ledger_usage_day WHERE operation > '' AND ${since}
    UNION ALL
      SELECT (SELECT min(operation) FROM ledger_usage_day WHERE operation > seen.operation AND ${since}), nth + 1
      FROM seen WHERE operation IS NOT NULL AND nth < ${OPERATIONS_MAX})
    SELECT operation FROM seen WHERE operation IS NOT NULL ORDER BY operation`;
}

function operationsOf(scope: Scope, day: Date): Sql {
  const conditions = all([
    sql`c.day >= ${day.toISOString().slice(0, 10)}::date`,
    isAgent(scope.wanted.agent ?? []),
    ...dimensionsIn(scope),
  ]);
  return sql`SELECT DISTINCT c.operation FROM ledger_usage_day c WHERE ${conditions} AND c.operation <> ''
    ORDER BY c.operation LIMIT ${OPERATIONS_MAX}`;
}

function valuesOf(values: readonly string[]): string[] {
  return [...new Set(values)].filter((value) => value !== "").sort();
}
