import { DAY_MS, HOUR_MS } from "@/lib/core/clock";
import { instantOf } from "../calendar";
import { callOf, type DemoCall } from "./call";
import { chanceOf } from "./chance";
import { type Caller, FLEET } from "./fleet";
import type { Numbered } from "./lines";
import { LOST, oddCalls, SILENT } from "./oddities";
import type { SourceKey } from "./sources";
import { instantsOf } from "./week";

export const DAYS = 90;
/** For so many days before the first calls, one gateway had said what it enforces already: a past review can see what went. */
export const STATED_BEFORE_DAYS = 145;
export const CONNECTED_EARLY: SourceKey = "llm-proxy";

/** Midnight (UTC) of the first day, for an instant of the last. */
export function firstDayOf(now: Date): Date {
  const today = Math.floor(now.getTime() / DAY_MS) * DAY_MS;
  return new Date(today - (DAYS - 1) * DAY_MS);
}

/** The calls of a source on one day, with the numbers that it stamped on them. */
export type DayOfCalls = { readonly day: number; readonly calls: readonly Numbered[] };

/**
 * What a source wrote down in the 90 days up to `now`, day by day: the same for the same `now`. `scale`: how much of the usual
 * traffic there is.
 */
export function* daysOf(source: SourceKey, now: Date, scale: number): Generator<DayOfCalls> {
  const today = Math.floor(now.getTime() / DAY_MS) * DAY_MS;
  const odd = oddCalls(source, today);
  let number = 0;
  for (let ago = DAYS - 1; ago >= 0; ago -= 1) {
    const day = today - ago * DAY_MS;
    const ordinary = FLEET.filter((caller) => caller.source === source).flatMap((caller, nth) =>
      ordinaryCalls(caller, { day, now, scale, name: `${source} ${nth} ${ago}` }),
    );
    const planted = odd.filter(({ at }) => at >= day && at < day + DAY_MS && at < now.getTime());
    const calls = [...ordinary, ...planted]
      .filter((call) => !isSilent(source, ago, call.at - day))
      .sort((a, b) => a.at - b.at || (a.span < b.span ? -1 : 1));
    const lost = LOST.source === source && LOST.daysAgo === ago ? LOST.count : 0;
    const half = Math.floor(calls.length / 2);
    yield {
      day,
      calls: calls.map((call, nth) => ({
        ...call,
        number: number + nth + 1 + (nth < half ? 0 : lost),
      })),
    };
    number += calls.length + lost;
  }
}

function ordinaryCalls(
  caller: Caller,
  { day, now, scale, name }: { day: number; now: Date; scale: number; name: string },
): DemoCall[] {
  const chance = chanceOf(`calls ${name}`);
  const since = caller.from ? instantOf(now, caller.from).getTime() : 0;
  const until = caller.until ? instantOf(now, caller.until).getTime() : now.getTime();
  const window = { day, from: since, to: Math.min(until, now.getTime()), scale };
  return instantsOf(caller, window, chance).map((at) => {
    // The square puts the first tools before the others.
    const nth = Math.floor(chance.share() ** 2 * caller.tools.length);
    return callOf(caller, { at, tool: caller.tools[nth] ?? caller.tools[0] }, chance);
  });
}

function isSilent(source: SourceKey, daysAgo: number, since: number): boolean {
  const [from, to] = SILENT.hours;
  return (
    SILENT.source === source &&
    SILENT.daysAgo === daysAgo &&
    since >= from * HOUR_MS &&
    since < to * HOUR_MS
  );
}
