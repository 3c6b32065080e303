// LOG-11: who did what in a time.
import "server-only";
import { z } from "zod";
import { readRows, sql } from "@/lib/db/read";
import type { TouchedLine, WhoTouched } from "./call-view";
import { all, NEWEST, rowsIn } from "./conditions";
import { callersBehind } from "./registered";
import type { Scope } from "./scope";

const LINES_MAX = 500;
const INDICES_MAX = 20;

const text = z.string().nullable();
const line = z.object({
  agent: text,
  credential: text,
  person: text,
  server: text,
  operation: text,
  environment: text,
  outcome: text,
  calls: z.coerce.number(),
  first_at: z.date(),
  last_at: z.date(),
  indices: z.array(z.string()),
  all_calls: z.coerce.number(),
  all_lines: z.coerce.number(),
});

/** Lines by number of calls, at most 500. */
export async function touchedIn(scope: Scope): Promise<WhoTouched> {
  const rows = await readRows(
    line,
    sql`SELECT agent, credential, person, server, operation, environment, outcome, count(*)::text AS calls,
               min(at) AS first_at, max(at) AS last_at,
               (array_agg(idx::text ORDER BY at, idx))[1:${INDICES_MAX}] AS indices,
               (sum(count(*)) OVER ())::text AS all_calls, (count(*) OVER ())::text AS all_lines
        FROM ledger_calls c WHERE ${all([...rowsIn(scope), NEWEST])}
        GROUP BY agent, credential, person, server, operation, environment, outcome
        ORDER BY count(*) DESC, min(at), min(idx) LIMIT ${LINES_MAX}`,
  );
  const callers = await callersBehind(rows);
  const lines = rows.map((row, nth): TouchedLine => {
    const { calls, first_at, last_at, all_calls: _, all_lines: __, ...same } = row;
    const agent = callers[nth];
    return {
      ...same,
      agentName: agent?.name ?? null,
      agentId: agent?.id ?? null,
      agentSlug: agent?.slug ?? null,
      count: calls,
      firstAt: first_at.toISOString(),
      lastAt: last_at.toISOString(),
    };
  });
  const [{ all_calls: total, all_lines: found } = { all_calls: 0, all_lines: 0 }] = rows;
  return { lines, total, left: found - lines.length };
}
