// How many calls there are, and from when to when.
import "server-only";
import { z } from "zod";
import { readRows, sql } from "@/lib/db/read";
import { all, dimensionsIn, NEWEST, rowsIn } from "./conditions";
import type { Scope } from "./scope";

const counted = z.object({ calls: z.coerce.number() });

/** Newest versions alone. */
export async function countIn(scope: Scope): Promise<number> {
  const [found] = await readRows(
    counted,
    sql`SELECT count(*)::text AS calls FROM ledger_calls c WHERE ${all([...rowsIn(scope), NEWEST])}`,
  );
  return found?.calls ?? 0;
}

const between = z.object({ first: z.date().nullable(), last: z.date().nullable() });

/** The first call, and the instant behind the last one; null where there is none. */
export async function endsOf(scope: Scope): Promise<{ from: Date; to: Date } | null> {
  const [found] = await readRows(
    between,
    sql`SELECT min(c.first_at) AS first, max(c.last_at) AS last FROM ledger_usage_day c
        WHERE ${all(dimensionsIn(scope))}`,
  );
  if (!found?.first || !found.last) return null;
  return { from: found.first, to: new Date(found.last.getTime() + 1) };
}
