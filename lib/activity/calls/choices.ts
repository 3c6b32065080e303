// What a filter can be set to: what was seen lately.
import "server-only";
import { z } from "zod";
import { readRows, sql } from "@/lib/db/read";
import type { FilterChoices } from "../call-view";
import { all, dimensionsIn } from "./conditions";
import type { Scope } from "./scope";

const OPERATIONS_MAX = 500;

const place = z.object({
  source: z.string(),
  server: z.string(),
  environment: z.string(),
  region: z.string(),
});
const named = z.object({ operation: z.string() });

/** Values that calls had from a UTC day on, in order; at most 500 operations. */
export async function choicesSince(scope: Scope, day: string): Promise<FilterChoices> {
  const conditions = all([sql`c.day >= ${day}::date`, ...dimensionsIn(scope)]);
  const [places, operations] = await Promise.all([
    readRows(
      place,
      sql`SELECT source, server, environment, region FROM ledger_usage_day c WHERE ${conditions}
          GROUP BY source, server, environment, region`,
    ),
    readRows(
      named,
      sql`SELECT DISTINCT operation FROM ledger_usage_day c WHERE ${conditions} AND operation <> ''
          ORDER BY operation LIMIT ${OPERATIONS_MAX}`,
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

function valuesOf(values: readonly string[]): string[] {
  return [...new Set(values)].filter((value) => value !== "").sort();
}
