import { addSource } from "@/lib/activity/commands/add-source";
import { disposeGap } from "@/lib/activity/commands/dispose-gap";
import { watchGaps } from "@/lib/activity/commands/watch-gaps";
import { disposeGapInput } from "@/lib/activity/gaps/gap-schema";
import { push } from "@/lib/activity/ingest/push";
import { tallies } from "@/lib/activity/ingest/tallying";
import { addSourceInput } from "@/lib/activity/sources/source-schema";
import type { Actor } from "@/lib/auth/actor";
import { peopleByEmail } from "@/lib/auth/people";
import { SOURCE_GRANTS } from "@/lib/auth/permissions";
import { addDays } from "@/lib/core/clock";
import { read } from "@/lib/db/read";
import { PEOPLE, type PersonKey } from "../people";
import { contextOf, emptyStage, type Stage } from "../stage";
import { bodyOf, type Numbered } from "./lines";
import { SILENT, UNREADABLE } from "./oddities";
import {
  CONNECTED_EARLY,
  DAYS,
  type DayOfCalls,
  daysOf,
  firstDayOf,
  STATED_BEFORE_DAYS,
} from "./plan";
import { SOURCES, type SourceKey, sourceForm, sourceKeys } from "./sources";

/**
 * Connects the gateways, as their admins would have: on the first day whose calls are told, and one of them for its policies before.
 * Those that are connected stay as they are.
 */
export async function connectGateways(at: Date): Promise<void> {
  const stage = emptyStage(at);
  stage.acts = ACTS_BEFORE;
  const first = (await connectedSince()) ?? firstDayOf(at);
  for (const id of sourceKeys()) {
    if (await read().source.findUnique({ where: { id } })) continue;
    const since = id === CONNECTED_EARLY ? addDays(first, -STATED_BEFORE_DAYS) : first;
    const ownerId = await idOf(SOURCES[id].owner);
    const admin: Actor = { kind: "person", id: ownerId, roles: ["admin"] };
    await addSource(contextOf(stage, admin, since), addSourceInput.parse(sourceForm(id, ownerId)));
  }
}

/**
 * Hands the demo company's gateways' calls of 90 days in, as the gateways would: each day's to its source, through the way in
 * that every record takes. What an interrupted run has left is taken up: the same calls again are duplicates. Answers how
 * many calls are new. Needs the company, its gateways and a ledger that has begun.
 */
export async function seedTraffic(at: Date, scale = 1): Promise<number> {
  const stage = emptyStage(at);
  stage.acts = ACTS_BEFORE + sourceKeys().length;
  const now = await toldFrom(at);
  const streams = sourceKeys().map((source) => ({ source, days: daysOf(source, now, scale) }));
  let accepted = 0;
  for (let left = DAYS; left > 0; left -= 1) {
    const pushed = streams.map(async ({ source, days }) => {
      const next = days.next();
      return next.done ? 0 : pushDay(stage, source, next.value);
    });
    for (const count of await Promise.all(pushed)) accepted += count;
  }
  await pushUnreadable(stage, now);
  await pushAhead(stage);
  await tallies().flush();
  await watchGaps(contextOf(stage, WATCHER, at), { nothingFollows: true });
  await explainSilence(stage, at);
  return accepted;
}

const WATCHER: Actor = { kind: "job", id: "activity.watch-gaps", grants: ["gap:watch"] };

// The story of the company has had its own by then, and each act has a name of its own.
const ACTS_BEFORE = 1_000_000;

/** Whether the calls of a demo are all there: their days are counted last. */
export async function hasTraffic(): Promise<boolean> {
  return (await read().sourceDay.count()) > 0;
}

/** When an earlier run connected the first source: the days are told from there. Null where there was none. */
async function connectedSince(): Promise<Date | null> {
  const [first] = sourceKeys();
  const source = await read().source.findUnique({ where: { id: first ?? "" } });
  return source?.addedAt ?? null;
}

/** The instant the calls of a run that was interrupted are told from; without one, this. */
export async function toldFrom(at: Date): Promise<Date> {
  const first = (await connectedSince()) ?? firstDayOf(at);
  return new Date(Math.min(at.getTime(), addDays(first, DAYS).getTime() - 1));
}

async function idOf(person: PersonKey): Promise<string> {
  const { email } = PEOPLE[person];
  const id = (await peopleByEmail([email])).get(email);
  if (!id) throw new Error(`demo: ${person} is not there`);
  return id;
}

// At most so many in one push, as a shipper would send them, and how soon after the last of them.
const AT_ONCE = 2_000;
const SHIPPED_MS = 80;

async function pushDay(stage: Stage, source: SourceKey, { calls }: DayOfCalls): Promise<number> {
  let accepted = 0;
  for (let from = 0; from < calls.length; from += AT_ONCE) {
    const some = calls.slice(from, from + AT_ONCE);
    const ends = Math.max(...some.map(({ at, milliseconds }) => at + milliseconds));
    const at = new Date(ends + SHIPPED_MS);
    accepted += await pushBody(stage, source, bodyOf(source, some), at);
  }
  return accepted;
}

async function pushBody(
  stage: Stage,
  source: SourceKey,
  body: Uint8Array,
  at: Date,
): Promise<number> {
  const actor: Actor = { kind: "source", id: source, grants: SOURCE_GRANTS };
  const isTraces = source === "otel-dev";
  const { accepted } = await push(contextOf(stage, actor, at), {
    ...{ sourceId: source, body, encoding: null, contentType: "application/json", headers: {} },
    ...(isTraces
      ? ({ format: "otlp-traces", transport: "otlp" } as const)
      : ({ format: "lines", transport: "http" } as const)),
  });
  return accepted;
}

async function pushUnreadable(stage: Stage, now: Date): Promise<void> {
  const { source, daysAgo, lines } = UNREADABLE;
  const body = new TextEncoder().encode(lines.join("\n"));
  await pushBody(stage, source, body, addDays(now, -daysAgo));
}

const AHEAD_MS = 4_200;

/** A sender whose clock runs ahead can only be seen while it sends: its newest calls happen after they are received. */
async function pushAhead(stage: Stage): Promise<void> {
  const source: SourceKey = "toolhive-lab";
  const [first] = daysOf(source, stage.now, 1);
  const calls: Numbered[] = (first?.calls ?? []).slice(0, 3).map((call, nth) => ({
    ...call,
    at: Date.now() + AHEAD_MS,
    trace: `${nth}${stage.now.getTime().toString(16)}`.padEnd(32, "e"),
  }));
  await pushBody(stage, source, bodyOf(source, calls), stage.now);
}

/** One gap has its explanation; the numbers that are missing have none. */
async function explainSilence(stage: Stage, at: Date): Promise<void> {
  const gap = await read().gap.findFirst({
    where: { sourceId: SILENT.source, kind: "silence", disposition: "unexplained" },
    orderBy: [{ fromAt: "asc" }, { id: "asc" }],
  });
  if (!gap) return;
  const officer: Actor = { kind: "person", id: await idOf("jurgen"), roles: ["compliance"] };
  const input = disposeGapInput.parse({
    ...{ gapId: gap.id, version: gap.version, disposition: "explained" },
    cause:
      "The database of obot was moved to another host that night; it was stopped from 01:00 on.",
    impact:
      "None: with obot stopped, its agents could call nothing. Its own log begins again at 08:00.",
    incident: "CHG-2291",
  });
  await disposeGap(contextOf(stage, officer, at), input);
}
