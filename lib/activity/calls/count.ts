// How many calls there are, and from when to when.
import "server-only";
import { z } from "zod";
import { readRows, sql } from "@/lib/db/read";
import { all, rowsIn } from "./conditions";
import type { Scope } from "./scope";
import { sumsIn, sumTablesOf } from "./sum-table";
import { talliesIn } from "./tally";

/** All time as one bucket that is made of whole days. */
const ALWAYS = 86_400_000 * 36_500;

/** Newest versions alone. */
export async function countIn(scope: Scope): Promise<number> {
  const tallies = await talliesIn(scope, ALWAYS);
  return tallies.reduce((sum, { total }) => sum + total, 0);
}

const between = z.object({ first: z.date().nullable(), last: z.date().nullable() });

/** The first call, and the instant behind the last one, whatever the ends of the filter; null where there is none. */
export async function endsOf(scope: Scope): Promise<{ from: Date; to: Date } | null> {
  const [table] = sumTablesOf(scope);
  const ever = { from: null, to: null };
  const [found] = await readRows(
    between,
    table === undefined
      ? sql`SELECT min(c.at) AS first, max(c.at) AS last FROM ledger_calls c
            WHERE ${all(rowsIn({ ...scope, ...ever }))}`
      : sql`SELECT min(c.first_at) AS first, max(c.last_at) AS last FROM ${table.from}
            WHERE ${all(sumsIn(table, scope, ever))}`,
  );
  if (!found?.first || !found.last) return null;
  return { from: found.first, to: new Date(found.last.getTime() + 1) };
}
