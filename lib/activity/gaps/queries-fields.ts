import "server-only";
import { z } from "zod";
import { type Actor, authorize } from "@/lib/auth/actor";
import { readRows, sql } from "@/lib/db/read";
import { readEntries } from "@/lib/ledger-store/queries-proofs";
import type { FieldTable } from "./day-view";
import { FieldTally } from "./field-shares";

/** Records read for one table; of more, as many are drawn evenly over the day. */
export const FIELDS_READ_MAX = 10_000;
const AT_ONCE = 500;

/**
 * Every field of the calls in [from, to), of a source or of all, read from the ledger itself: how many hold it, and the reason codes of the
 * others. Errors: forbidden, unavailable (the store does not answer).
 */
export async function fieldTable(
  actor: Actor,
  { source, from, to }: { source: string | null; from: Date; to: Date },
  max = FIELDS_READ_MAX,
): Promise<FieldTable> {
  authorize(actor, "source:read");
  const rows = await readRows(
    z.object({ idx: z.bigint(), calls: z.coerce.number() }),
    sql`WITH day AS (
          SELECT idx, row_number() OVER (ORDER BY at, idx) - 1 AS nth, count(*) OVER () AS calls
          FROM ledger_calls c
          WHERE (${source}::text IS NULL OR source = ${source}) AND kind = 'tool_call' AND at >= ${from} AND at < ${to}
            AND NOT EXISTS (SELECT FROM ledger_calls newer WHERE newer.corrects = c.idx AND newer.source = c.source)
        )
        SELECT idx, calls FROM day
        WHERE calls <= ${max} OR nth * ${max} / calls <> (nth - 1) * ${max} / calls OR nth = 0
        ORDER BY idx LIMIT ${max}`,
  );
  const tally = new FieldTally();
  let read = 0;
  for (let at = 0; at < rows.length; at += AT_ONCE) {
    const indices = rows.slice(at, at + AT_ONCE).map(({ idx }) => idx);
    for (const entry of (await readEntries("calls", indices)).values()) {
      if (!entry) continue;
      tally.add(entry.data);
      read += 1;
    }
  }
  return { read, calls: rows[0]?.calls ?? 0, fields: tally.shares() };
}
