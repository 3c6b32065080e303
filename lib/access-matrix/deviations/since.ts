// Since when what a cell shows has been so, as far as the data say. Instants are milliseconds since 1970. Pure.
import { DAY_MS } from "@/lib/core/clock";
import { f64, u8, u32 } from "../matrix/columns";
import type { Matrix } from "../matrix/evaluate";
import type { UsageDay } from "../matrix/facts-rows";
import type { Intervals } from "../matrix/intervals";
import { isCovered } from "../matrix/whole-days";

/** What stands in a list of intervals for one cell at an instant; positions are those of the list. */
export type Standing = {
  readonly inForce: readonly number[];
  /** The one that ended last, at or before the instant; -1: none did. */
  readonly lastEnded: number;
};

export function standingIn(list: Intervals, cell: number, asOf: number): Standing {
  const inForce: number[] = [];
  let lastEnded = -1;
  const end = u32(list.starts, cell + 1);
  for (let at = u32(list.starts, cell); at < end; at += 1) {
    if (f64(list.from, at) > asOf) continue;
    if (asOf < f64(list.to, at)) inForce.push(at);
    else if (lastEnded < 0 || f64(list.to, at) > f64(list.to, lastEnded)) lastEnded = at;
  }
  return { inForce, lastEnded };
}

/** When the first of those in force began; 0: none is. */
export function beganAt(list: Intervals, { inForce }: Standing): number {
  return inForce.length === 0 ? 0 : Math.min(...inForce.map((at) => f64(list.from, at)));
}

/** When the last one ended; 0: none did. */
export function endedAt(list: Intervals, { lastEnded }: Standing): number {
  return lastEnded < 0 ? 0 : f64(list.to, lastEnded);
}

/** The days of the period on which cells were used without a grant, and keys by others than their own. First instants of days. */
export type UsedSince = {
  readonly uncovered: ReadonlyMap<number, Used>;
  readonly shared: ReadonlyMap<number, Used>;
};
export type Used = { readonly since: number; readonly calls: number };

/** `cells`: those for which it is asked. */
export function usedSince(matrix: Matrix, cells: ReadonlySet<number>): UsedSince {
  const { index, from, instant } = matrix;
  const since: Found = { uncovered: new Map(), shared: new Map() };
  const today = Math.floor(instant.asOf / DAY_MS);
  for (let day = Math.floor(from / DAY_MS); day <= today; day += 1) {
    const calls = day === today && instant.lastDay ? instant.lastDay : index.facts.days.get(day);
    if (calls) lookAt(matrix, { calls, start: day * DAY_MS, cells }, since);
  }
  return since;
}

type Found = { uncovered: Map<number, Used>; shared: Map<number, Used> };
type Day = { calls: UsageDay; start: number; cells: ReadonlySet<number> };

function lookAt({ index, instant }: Matrix, { calls, start, cells }: Day, since: Found): void {
  const end = Math.min(start + DAY_MS, instant.asOf + 1);
  for (let at = 0; at < calls.names.length; at += 1) {
    const name = u32(calls.names, at);
    const cell = u32(index.callCell, name);
    const used = f64(calls.used, at);
    if (used <= 0 || !cells.has(cell)) continue;
    if (u8(index.callForeign, name) === 1) count(since.shared, cell, start, used);
    if (!isCovered(index, cell, start, end)) count(since.uncovered, cell, start, used);
  }
}

function count(into: Map<number, Used>, cell: number, since: number, calls: number): void {
  const known = into.get(cell);
  into.set(cell, { since: known?.since ?? since, calls: (known?.calls ?? 0) + calls });
}
