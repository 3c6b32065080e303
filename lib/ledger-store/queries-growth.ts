import "server-only";
import { z } from "zod";
import { type Actor, authorize } from "@/lib/auth/actor";
import { addDays, utcDay } from "@/lib/core/clock";
import { readRows, sql } from "@/lib/db/read";
import type { Log } from "@/lib/ledger/origin";
import type { DayOfLog } from "./view";

/** Days that one picture holds. */
export const GROWTH_DAYS_MAX = 366;

const row = z.object({ day: z.string(), first: z.coerce.number().nullable() });
const ends = z.object({
  first: z.date().nullable(),
  next: z.coerce.number().nullable(),
  fed: z.boolean(),
});

/**
 * Entries per UTC day of the last `days` days, oldest first, the days before the log began left out. Counted from where
 * each day begins, as positions have no holes: one look-up a day, however many entries. Errors: forbidden.
 */
export async function growthOf(
  actor: Actor,
  log: Log,
  { days, now }: { days: number; now: Date },
): Promise<DayOfLog[]> {
  authorize(actor, "ledger:read");
  const start = utcDay(addDays(now, 1 - Math.min(days, GROWTH_DAYS_MAX)));
  const [firsts, [ofLog]] = await Promise.all([
    readRows(row, firstOfDays(log, start, utcDay(now))),
    readRows(ends, endsOf(log)),
  ]);
  const began = ofLog?.first ? utcDay(ofLog.first) : null;
  if (began === null) return [];
  let next = ofLog?.next ?? 0;
  const counted = firsts.reverse().map(({ day, first }) => {
    const entries = first === null ? 0 : Math.max(0, next - first); // somebody may have edited the index
    next = first ?? next;
    return { day, entries, partial: day === utcDay(now) || day === began };
  });
  return counted.filter(({ day }) => day >= began).reverse();
}

/** Whether a log holds anything but marks of its own, such as heartbeats. Errors: forbidden. */
export async function isFed(actor: Actor, log: Log): Promise<boolean> {
  authorize(actor, "ledger:status");
  const [found] = await readRows(ends, endsOf(log));
  return found?.fed ?? false;
}

// The first index of each day that has an entry on or after it; only those of the same day count.
function firstOfDays(log: Log, start: string, end: string) {
  const days = sql`generate_series(${start}::date, ${end}::date, '1 day') AS d (at)`;
  const from = sql`(d.at::timestamp AT TIME ZONE 'UTC')`;
  const until = sql`((d.at::timestamp + interval '1 day') AT TIME ZONE 'UTC')`;
  const first = sql`ts >= ${from} AND ts < ${until} ORDER BY ts, idx LIMIT 1`;
  const day = sql`to_char(d.at, 'YYYY-MM-DD')`;
  return log === "calls"
    ? sql`SELECT ${day} AS day, (SELECT idx FROM ledger_calls WHERE ${first})::text AS first FROM ${days} ORDER BY d.at`
    : sql`SELECT ${day} AS day, (SELECT idx FROM ledger_governance WHERE ${first})::text AS first FROM ${days} ORDER BY d.at`;
}

function endsOf(log: Log) {
  const next = sql`(SELECT next::text FROM ledger_head WHERE log = ${log})`;
  return log === "calls"
    ? sql`SELECT (SELECT ts FROM ledger_calls ORDER BY ts, idx LIMIT 1) AS first, ${next} AS next,
                 EXISTS (SELECT 1 FROM ledger_calls WHERE type NOT LIKE 'ledger.%') AS fed`
    : sql`SELECT (SELECT ts FROM ledger_governance ORDER BY ts, idx LIMIT 1) AS first, ${next} AS next,
                 EXISTS (SELECT 1 FROM ledger_governance WHERE type NOT LIKE 'ledger.%') AS fed`;
}
