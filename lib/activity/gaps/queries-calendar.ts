import "server-only";
import { z } from "zod";
import { type Actor, authorize } from "@/lib/auth/actor";
import { addDays, utcDay } from "@/lib/core/clock";
import { read, readRows, sql } from "@/lib/db/read";
import { policyInForce } from "@/lib/settings/policies";
import { standingOf } from "../calls/standing";
import { activitySettings } from "../settings";
import type { ClockState } from "./clock";
import type { DayLine } from "./day-view";
import { countedIn } from "./gap-watched";
import { type DayFacts, judgeDay } from "./verdict";

export const CALENDAR_DAYS = 90;
const SOURCES_MAX = 6; // what a page has room for side by side

/**
 * The last 90 days (UTC), newest first, of one source or of the first six by name: what each is as evidence, from what was
 * counted when it was over. Errors: forbidden.
 */
export async function listDays(
  actor: Actor,
  { source, now }: { source: string | null; now: Date },
): Promise<{ sources: { id: string; name: string }[]; more: number; lines: DayLine[] }> {
  authorize(actor, "source:read");
  const where = source === null ? {} : { id: source };
  const [sources, total, facts] = await Promise.all([
    read().source.findMany({ where, orderBy: { name: "asc" }, take: SOURCES_MAX }),
    read().source.count({ where }),
    factsOfDays(now),
  ]);
  const { values } = await policyInForce(activitySettings, now);
  const lines = Array.from({ length: CALENDAR_DAYS }, (_, ago) => {
    const day = utcDay(addDays(now, -ago));
    const cells = sources.map((one) => {
      const known = facts.of(one, day, { now, rhythm: values.silentAfterMinutes });
      const { verdict, reasons } = judgeDay(known, values.completenessPermille);
      return { day, source: one.id, verdict, why: reasons[0] ?? "", calls: known.calls };
    });
    return { id: day, day, weekday: weekdayOf(day), cells };
  });
  return {
    sources: sources.map(({ id, name }) => ({ id, name })),
    more: total - sources.length,
    lines,
  };
}

type Source = NonNullable<Awaited<ReturnType<ReturnType<typeof read>["source"]["findFirst"]>>>;

async function factsOfDays(now: Date) {
  const first = new Date(utcDay(addDays(now, -CALENDAR_DAYS)));
  const [days, calls, gaps, quarantined, watches] = await Promise.all([
    read().sourceDay.findMany({
      where: { day: { gte: first } },
      orderBy: [{ day: "asc" }, { sourceId: "asc" }],
      take: 100_000,
    }),
    callsOfDays(first),
    read().gap.findMany({
      where: { filledAt: null, OR: [{ toAt: null }, { toAt: { gte: first } }] },
      select: { sourceId: true, fromAt: true, toAt: true, disposition: true },
      orderBy: [{ fromAt: "asc" }, { id: "asc" }],
      take: 10_000,
    }),
    quarantineOfDays(first),
    read().gapWatch.findMany({ orderBy: { sourceId: "asc" }, take: 1_000 }),
  ]);
  const counted = new Map(days.map((day) => [`${day.sourceId} ${utcDay(day.day)}`, day]));
  const watched = new Map(watches.map((watch) => [watch.sourceId, watch]));
  return {
    of(source: Source, day: string, { now: at, rhythm }: { now: Date; rhythm: number }): DayFacts {
      const [from, to] = [new Date(day), addDays(new Date(day), 1)];
      const name = `${source.id} ${day}`;
      const row = counted.get(name);
      const known = calls.get(name) ?? 0;
      const own = gaps.filter(
        (gap) =>
          gap.sourceId === source.id && gap.fromAt < to && (gap.toAt === null || gap.toAt >= from),
      );
      const watch = watched.get(source.id);
      const sequenced = { calls: known, sequenced: Number(row?.sequenced ?? 0n) };
      const unexplained = own.filter(({ disposition }) => disposition === "unexplained").length;
      return {
        ...sequenced,
        standing: standingOf({ source, watchedAt: watch?.at ?? null, sequenced }, { from, to }, at),
        gaps: { unexplained, explained: own.length - unexplained },
        quarantined: quarantined.get(name) ?? 0,
        satisfied: row && Number(row.calls) === known ? Number(row.satisfied) : null,
        repeats: watch ? countedIn(watch.epochs).some(({ repeats }) => repeats > 0n) : false,
        rhythmMinutes: source.rhythmMinutes ?? rhythm,
        clock: clockOf(row?.clock ?? null),
        sampling: source.sampling,
      };
    },
  };
}

const sum = z.object({ source: z.string(), day: z.date(), n: z.coerce.number() });

async function callsOfDays(first: Date): Promise<Map<string, number>> {
  const rows = await readRows(
    sum,
    sql`SELECT source, day, sum(calls) AS n FROM ledger_usage_place
        WHERE day >= ${first}::date AND kind = 'tool_call' GROUP BY source, day`,
  );
  return byDay(rows);
}

async function quarantineOfDays(first: Date): Promise<Map<string, number>> {
  const rows = await readRows(
    sum,
    sql`SELECT "sourceId" AS source, ("receivedAt" AT TIME ZONE 'UTC')::date AS day, count(*) AS n
        FROM "QuarantinedRecord" WHERE "state" = 'open' AND "receivedAt" >= ${first} GROUP BY 1, 2`,
  );
  return byDay(rows);
}

function byDay(rows: readonly z.infer<typeof sum>[]): Map<string, number> {
  return new Map(rows.map(({ source, day, n }) => [`${source} ${utcDay(day)}`, n]));
}

const STATES: readonly ClockState[] = ["fine", "coarse", "late", "ahead"];

function clockOf(text: string | null): ClockState | null {
  return STATES.find((state) => state === text) ?? null;
}

const WEEKDAYS = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"] as const;

function weekdayOf(day: string): string {
  return WEEKDAYS[new Date(day).getUTCDay()] ?? "";
}
