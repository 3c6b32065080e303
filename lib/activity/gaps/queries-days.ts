import "server-only";
import { z } from "zod";
import { type Actor, authorize } from "@/lib/auth/actor";
import { AppError } from "@/lib/core/app-error";
import { utcText } from "@/lib/core/clock";
import { read, readRows, sql } from "@/lib/db/read";
import { getSealOf } from "@/lib/ledger-store/queries";
import { policyInForce } from "@/lib/settings/policies";
import { standingOf } from "../calls/standing";
import { GROUPS } from "../record/completeness";
import { activitySettings } from "../settings";
import { GROUP_LABEL } from "../sources/source-labels";
import { type ClockState, clockQuarters, worstOf } from "./clock";
import type { DayEvidence } from "./day-view";
import { type DayWindow, dayWindow } from "./day-window";
import { lagSamples } from "./gap-scan";
import { toGapSpan } from "./gap-view";
import { countedIn } from "./gap-watched";
import { totalsOf } from "./queries-totals";
import { type DayFacts, isSequenced, judgeDay, percent, permilleOf } from "./verdict";

const SOURCES_MAX = 200;

/**
 * What a calendar day of a zone is as evidence, per source (LOG-08); of one source, or of all that there are. Errors: forbidden,
 * not_found (no such source), invalid_input (no such day or zone).
 */
export async function dayCompleteness(
  actor: Actor,
  { day, zone, source, now }: { day: string; zone: string; source: string | null; now: Date },
): Promise<DayEvidence[]> {
  authorize(actor, "source:read");
  const window = windowOf(day, zone);
  const { values } = await policyInForce(activitySettings, now);
  const sources = await read().source.findMany({
    where: source === null ? {} : { id: source },
    orderBy: { name: "asc" },
    take: SOURCES_MAX,
  });
  if (source !== null && sources.length === 0) throw new AppError("not_found", "No such source.");
  return Promise.all(sources.map((one) => evidenceOf(one, window, { values, now })));
}

function windowOf(day: string, zone: string): DayWindow {
  try {
    return dayWindow(day, zone);
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    throw new AppError("invalid_input", { message: "There is no such day or zone.", cause });
  }
}

type Source = NonNullable<Awaited<ReturnType<ReturnType<typeof read>["source"]["findFirst"]>>>;
type Rules = Awaited<
  ReturnType<typeof policyInForce<keyof typeof activitySettings.fields>>
>["values"];

async function evidenceOf(
  source: Source,
  window: DayWindow,
  { values, now }: { values: Rules; now: Date },
): Promise<DayEvidence> {
  const { from, to } = window;
  const [counted, minutes, gaps, quarantined, watch, samples, totals] = await Promise.all([
    callsIn(source.id, window),
    heardIn(source.id, window),
    gapsIn(source.id, window),
    read().quarantinedRecord.count({
      where: { sourceId: source.id, state: "open", receivedAt: { gte: from, lt: to } },
    }),
    read().gapWatch.findUnique({ where: { sourceId: source.id } }),
    lagSamples(source.id, from, to),
    totalsOf(source.id, window),
  ]);
  const limits = { offsetMs: values.clockOffsetMs, fineMs: values.clockFineMs };
  const clock = worstOf(clockQuarters(samples, limits));
  const facts: DayFacts = {
    calls: counted.calls,
    standing: standingOf({ source, watchedAt: watch?.at ?? null, sequenced: counted }, window, now),
    gaps: {
      unexplained: gaps.filter(({ disposition }) => disposition === "unexplained").length,
      explained: gaps.filter(({ disposition }) => disposition !== "unexplained").length,
    },
    quarantined,
    satisfied: counted.groups.reduce((sum, filled) => sum + filled, 0),
    sequenced: counted.sequenced,
    repeats: watch ? countedIn(watch.epochs).some(({ repeats }) => repeats > 0n) : false,
    rhythmMinutes: source.rhythmMinutes ?? values.silentAfterMinutes,
    clock,
    sampling: source.sampling,
  };
  const judged = judgeDay(facts, values.completenessPermille);
  const permille = permilleOf(facts);
  return {
    source: source.id,
    sourceName: source.name,
    ...{ day: window.day, zone: window.zone, hours: window.hours },
    from: from.toISOString(),
    to: to.toISOString(),
    verdict: judged.verdict,
    reasons: judged.reasons,
    calls: counted.calls,
    late: counted.late,
    heartbeats: minutes,
    completeness: permille === null ? "" : percent(permille),
    threshold: percent(values.completenessPermille),
    groups: GROUPS.map((group, nth) => ({
      id: group,
      label: GROUP_LABEL[group],
      filled: counted.groups[nth] ?? 0,
      share: shareText(counted.groups[nth] ?? 0, counted.calls),
    })),
    gaps: gaps.map(toGapSpan),
    quarantined,
    sequenced: sequenceText(facts),
    rhythm:
      facts.rhythmMinutes > 0
        ? `At least every ${facts.rhythmMinutes.toLocaleString("en")} min`
        : "Nothing is expected of it",
    clock: clockText(clock, samples.length),
    sampling: source.sampling,
    checkpoint: await checkpointText(counted.lastIdx),
    totals,
  };
}

const callFacts = z.object({
  calls: z.coerce.number(),
  sequenced: z.coerce.number(),
  late: z.coerce.number(),
  lastIdx: z.bigint().nullable(),
  groups: z.array(z.coerce.number()),
});

// The newest version of each call: it holds what came later.
async function callsIn(source: string, { from, to }: DayWindow) {
  const [facts] = await readRows(
    callFacts,
    sql`SELECT count(*) AS calls, count(c.seq) AS sequenced, count(*) FILTER (WHERE c.ts >= ${to}) AS late,
               max(c.idx) AS "lastIdx",
               ARRAY[coalesce(sum(c.completeness & 1), 0), coalesce(sum((c.completeness >> 1) & 1), 0),
                     coalesce(sum((c.completeness >> 2) & 1), 0), coalesce(sum((c.completeness >> 3) & 1), 0),
                     coalesce(sum((c.completeness >> 4) & 1), 0), coalesce(sum((c.completeness >> 5) & 1), 0),
                     coalesce(sum((c.completeness >> 6) & 1), 0)]::float8[] AS groups
        FROM ledger_calls c
        WHERE c.source = ${source} AND c.kind = 'tool_call' AND c.at >= ${from} AND c.at < ${to}
          AND NOT EXISTS (SELECT FROM ledger_calls newer WHERE newer.corrects = c.idx AND newer.source = c.source)`,
  );
  return facts ?? { calls: 0, sequenced: 0, late: 0, lastIdx: null, groups: [] };
}

async function heardIn(source: string, { from, to }: DayWindow): Promise<number> {
  const sum = await read().ledgerUsageMinute.aggregate({
    where: { source, minute: { gte: from, lt: to } },
    _sum: { heartbeats: true },
  });
  return Number(sum._sum.heartbeats ?? 0n);
}

function gapsIn(sourceId: string, { from, to }: DayWindow) {
  return read().gap.findMany({
    where: {
      sourceId,
      filledAt: null,
      fromAt: { lt: to },
      OR: [{ toAt: null }, { toAt: { gte: from } }],
    },
    orderBy: [{ fromAt: "asc" }, { id: "asc" }],
    take: 500,
  });
}

function sequenceText(facts: DayFacts): string {
  if (facts.calls === 0) return "No call, so no number";
  if (facts.repeats) return "Not attested: its numbers begin again without a new epoch";
  return isSequenced(facts)
    ? "Attested: every call carries a number"
    : `Not attested: ${facts.sequenced.toLocaleString("en")} of ${facts.calls.toLocaleString("en")} calls carry a number`;
}

const CLOCK_TEXT = {
  fine: "In order, to the millisecond",
  coarse: "In order, but milliseconds are not relied on",
  late: "Unknown: records came later than the threshold",
  ahead: "Not trusted: it ran ahead",
} as const satisfies Record<ClockState, string>;

function clockText(state: ClockState | null, minutes: number): string {
  if (state === null) return "Unknown: nothing was received on that day";
  return `${CLOCK_TEXT[state]}; sampled in ${minutes.toLocaleString("en")} ${minutes === 1 ? "minute" : "minutes"}`;
}

async function checkpointText(lastIdx: bigint | null): Promise<string> {
  if (lastIdx === null) return "";
  const seal = await getSealOf("calls", lastIdx);
  return seal === null
    ? `Entry ${lastIdx} is in no checkpoint yet`
    : `${seal.size.toLocaleString("en")} entries, signed ${utcText(seal.at)}`;
}

export function shareText(filled: number, of: number): string {
  return of === 0 ? "" : percent(Math.floor((filled * 1_000) / of));
}
