import "server-only";
import { z } from "zod";
import { type CommandContext, transact } from "@/lib/change-log/transact";
import { addDays, MINUTE_MS, utcDay } from "@/lib/core/clock";
import { type read, readRows, sql } from "@/lib/db/read";
import { policyInForce } from "@/lib/settings/policies";
import { clockQuarters, worstOf } from "../gaps/clock";
import { lagSamples } from "../gaps/gap-scan";
import { activitySettings } from "../settings";

const DAYS_BACK = 400;
const DAYS_AT_ONCE = 31;
const SETTLING_MINUTES = 10;

/**
 * Counts each day (UTC) of each source once it is over, and again when records of it came later: how many calls, how many of
 * them with a number, how many of the seven groups they fill. Once an hour; `all`: at once, today as well.
 */
export async function countDays(ctx: CommandContext, { all }: { all: boolean }): Promise<void> {
  if (!all && ctx.now.getUTCMinutes() >= 5) return;
  for (;;) {
    const stale = await staleDays(ctx.now, all);
    if (stale.length === 0) return;
    await count(ctx, stale);
    if (stale.length < DAYS_AT_ONCE) return;
  }
}

const staleDay = z.object({ source: z.string(), day: z.date(), calls: z.bigint() });
type StaleDay = z.infer<typeof staleDay>;

async function staleDays(now: Date, today: boolean): Promise<StaleDay[]> {
  const settled = new Date(now.getTime() - SETTLING_MINUTES * MINUTE_MS);
  const until = utcDay(today ? addDays(now, 1) : settled);
  return readRows(
    staleDay,
    sql`SELECT u.source, u.day, sum(u.calls)::bigint AS calls
        FROM ledger_usage_place u
          JOIN "Source" s ON s."id" = u.source
          LEFT JOIN "SourceDay" d ON d."sourceId" = u.source AND d."day" = u.day
        WHERE u.kind = 'tool_call' AND u.day >= ${utcDay(addDays(now, -DAYS_BACK))}::date AND u.day < ${until}::date
        GROUP BY u.source, u.day
        HAVING sum(u.calls) <> coalesce(max(d."calls"), -1)
        ORDER BY u.day, u.source LIMIT ${DAYS_AT_ONCE}`,
  );
}

const countedDay = z.object({
  sequenced: z.bigint(),
  satisfied: z.bigint(),
  firstIdx: z.bigint(),
  lastIdx: z.bigint(),
});

async function count(ctx: CommandContext, stale: readonly StaleDay[]): Promise<void> {
  const { values } = await policyInForce(activitySettings, ctx.now);
  const limits = { offsetMs: values.clockOffsetMs, fineMs: values.clockFineMs };
  const counted = [];
  for (const { source, day, calls } of stale) {
    const facts = await factsOf(source, day);
    const clock = worstOf(clockQuarters(await lagSamples(source, day, addDays(day, 1)), limits));
    counted.push({ sourceId: source, day, calls, ...facts, clock, countedAt: ctx.now });
  }
  const bySource = Map.groupBy(counted, ({ sourceId }) => sourceId);
  await transact(ctx, async (tx, record) => {
    for (const [sourceId, days] of bySource) {
      const before = await tx.sourceDay.findMany({
        where: { sourceId, day: { in: days.map(({ day }) => day) } },
        orderBy: { day: "asc" },
        take: days.length,
      });
      await tx.sourceDay.deleteMany({
        where: { sourceId, day: { in: days.map(({ day }) => day) } },
      });
      await tx.sourceDay.createMany({ data: days });
      await record({
        action: "gap-watch.advanced",
        subjectId: sourceId,
        before: before.length === 0 ? null : { days: before.map(asJson) },
        after: { days: days.map(asJson) },
      });
    }
  });
}

// The newest version of each call counts: it holds what came later.
async function factsOf(source: string, day: Date) {
  const [facts] = await readRows(
    countedDay,
    sql`SELECT count(c.seq) AS sequenced,
               coalesce(sum(bit_count(coalesce(c.completeness, 0)::int::bit(7))), 0)::bigint AS satisfied,
               coalesce(min(c.idx), 0) AS "firstIdx", coalesce(max(c.idx), 0) AS "lastIdx"
        FROM ledger_calls c
        WHERE c.source = ${source} AND c.kind = 'tool_call' AND c.at >= ${day} AND c.at < ${addDays(day, 1)}
          AND NOT EXISTS (SELECT FROM ledger_calls newer WHERE newer.corrects = c.idx AND newer.source = c.source)`,
  );
  return facts ?? { sequenced: 0n, satisfied: 0n, firstIdx: 0n, lastIdx: 0n };
}

type Counted = Awaited<ReturnType<ReturnType<typeof read>["sourceDay"]["findMany"]>>[number];

function asJson({ day, calls, sequenced, satisfied, firstIdx, lastIdx, clock }: Counted) {
  return {
    day: utcDay(day),
    calls: String(calls),
    sequenced: String(sequenced),
    satisfied: String(satisfied),
    firstIdx: String(firstIdx),
    lastIdx: String(lastIdx),
    clock,
  };
}
