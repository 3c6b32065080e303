import "server-only";
import { z } from "zod";
import { addDays, MINUTE_MS, utcDay } from "@/lib/core/clock";
import { readRows, sql } from "@/lib/db/read";
import { CALLED_NAMES_MAX } from "./limits";
import type { CallSum } from "./traffic";

// The id the product's own canary pushes under: those are no calls of anybody.
const CANARY_SOURCE = "countersign-canary";

const count = z.coerce.number();
const callSum = z.object({
  ...{ server: z.string(), operation: z.string(), environment: z.string() },
  ...{ used: count, denied: count, firstAt: z.date(), lastAt: z.date() },
});

/**
 * What was called in the `days` (at least 2) UTC days that end with the day of `at`, in sums of different names; one name may come twice. The
 * last two days are read anew each time, the ones before only when entries came that fall on them, or after five minutes.
 */
export async function callSums(at: Date, days: number): Promise<CallSum[]> {
  const recent = utcDay(addDays(at, -1));
  const [older, newer] = await Promise.all([
    olderSums(utcDay(addDays(at, 1 - days)), recent),
    sumsBetween(recent, utcDay(addDays(at, 1))),
  ]);
  return [...older, ...newer];
}

/** When each name of a server was first called, ever. */
export async function firstCalls(): Promise<{ server: string; firstAt: Date }[]> {
  return readRows(
    z.object({ server: z.string(), firstAt: z.date() }),
    sql`SELECT server, min(first_at) AS "firstAt" FROM ledger_usage_place
        WHERE kind = 'tool_call' AND source <> ${CANARY_SOURCE} AND server <> '' AND calls > 0
        GROUP BY server ORDER BY server LIMIT ${CALLED_NAMES_MAX}`,
  );
}

// From the first day until the second, which is not counted.
async function sumsBetween(from: string, until: string): Promise<CallSum[]> {
  return readRows(
    callSum,
    sql`SELECT server, operation, environment,
               coalesce(sum(calls) FILTER (WHERE outcome <> 'denied'), 0)::text AS used,
               coalesce(sum(calls) FILTER (WHERE outcome = 'denied'), 0)::text AS denied,
               min(first_at) AS "firstAt", max(last_at) AS "lastAt"
        FROM ledger_usage_day
        WHERE day >= ${from}::date AND day < ${until}::date AND kind = 'tool_call'
          AND source <> ${CANARY_SOURCE} AND server <> '' AND calls > 0
        GROUP BY server, operation, environment
        ORDER BY min(first_at), server, operation, environment LIMIT ${CALLED_NAMES_MAX}`,
  );
}

type Kept = { sums: Promise<CallSum[]>; counted: bigint; readAt: number };

const kept = new Map<string, Kept>();
const KEPT_MAX = 8;
// For what moves sums without an entry of the ledger: a rebuild, or somebody's hand.
const KEPT_MS = 5 * MINUTE_MS;
/** More new entries than are looked through. */
const ENTRIES_MAX = 100_000n;

async function olderSums(from: string, until: string): Promise<CallSum[]> {
  const key = `${from} ${until}`;
  const counted = await countedEntries();
  const there = kept.get(key);
  const age = there ? performance.now() - there.readAt : KEPT_MS;
  if (there && age < KEPT_MS && !(await touched(there.counted, counted, until))) {
    // What was looked through is not looked through again.
    if (counted > there.counted) kept.set(key, { ...there, counted });
    return there.sums;
  }
  const sums = sumsBetween(from, until);
  kept.delete(key);
  kept.set(key, { sums, counted, readAt: performance.now() });
  for (const old of [...kept.keys()].slice(0, -KEPT_MAX)) kept.delete(old);
  sums.catch(() => kept.delete(key));
  return sums;
}

async function countedEntries(): Promise<bigint> {
  const [mark] = await readRows(
    z.object({ counted: z.bigint() }),
    sql`SELECT counted FROM ledger_usage_mark WHERE log = 'calls'`,
  );
  return mark?.counted ?? 0n;
}

// Whether entries came since that fall before a day, or amend one that does.
async function touched(since: bigint, counted: bigint, before: string): Promise<boolean> {
  if (since === counted) return false;
  if (counted < since || counted - since > ENTRIES_MAX) return true;
  const day = `${before}T00:00:00.000Z`;
  const [found] = await readRows(
    z.object({ is: z.boolean() }),
    sql`SELECT EXISTS (
          SELECT 1 FROM ledger_calls c
          LEFT JOIN ledger_calls amended ON amended.idx = c.corrects AND amended.source = c.source
          WHERE c.idx >= ${since} AND c.idx < ${counted}
            AND (c.at < ${day}::timestamptz OR amended.at < ${day}::timestamptz)) AS is`,
  );
  return found?.is ?? true;
}
