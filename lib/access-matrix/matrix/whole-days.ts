// Sums of calls over whole days, kept: another instant of the same day differs from the one before by that day alone.
import { DAY_MS } from "@/lib/core/clock";
import { f64, u32 } from "./columns";
import type { UsageDay } from "./facts-rows";
import type { Intervals } from "./intervals";
import type { MatrixIndex } from "./matrix-index";

/** By number of the names of a call. */
export type WholeDays = {
  readonly used: Float64Array;
  readonly denied: Float64Array;
  /** Milliseconds since 1970; 0: not used. */
  readonly last: Float64Array;
  /** The first and the last day of use on which no grant was in force at any instant; 0: none. */
  readonly firstOpen: Uint32Array;
  readonly lastOpen: Uint32Array;
};

type Kept = {
  readonly from: number;
  readonly callCell: Uint32Array;
  readonly days: readonly (UsageDay | undefined)[];
  readonly sums: WholeDays;
};

const KEPT = 8;
/** Use is judged by grants, so what was summed goes with them. */
const kept = new WeakMap<Intervals, Kept[]>();

/** The sums of the days (since 1970) from `from` until the one before `to`. */
export function wholeDays(index: MatrixIndex, from: number, to: number): WholeDays {
  const days: (UsageDay | undefined)[] = [];
  for (let day = from; day < to; day += 1) days.push(index.facts.days.get(day));
  const known = kept.get(index.grants) ?? [];
  const found = known.find((one) => one.from === from && isOf(one, index, days));
  if (found) return found.sums;
  const sums = summed(index, days);
  kept.set(index.grants, [{ from, callCell: index.callCell, days, sums }, ...known].slice(0, KEPT));
  return sums;
}

function isOf(one: Kept, { callCell }: MatrixIndex, days: Kept["days"]): boolean {
  return (
    one.callCell === callCell &&
    one.days.length === days.length &&
    one.days.every((day, nth) => day === days[nth])
  );
}

function summed(index: MatrixIndex, days: Kept["days"]): WholeDays {
  const names = index.callCell.length;
  const sums = {
    used: new Float64Array(names),
    denied: new Float64Array(names),
    last: new Float64Array(names),
    firstOpen: new Uint32Array(names),
    lastOpen: new Uint32Array(names),
  };
  for (const day of days) if (day) addDay(index, day, sums);
  return sums;
}

function addDay(index: MatrixIndex, calls: UsageDay, sums: WholeDays): void {
  const { used, denied, last, firstOpen, lastOpen } = sums;
  const [start, end] = [calls.day * DAY_MS, (calls.day + 1) * DAY_MS];
  for (let at = 0; at < calls.names.length; at += 1) {
    const name = u32(calls.names, at);
    denied[name] = f64(denied, name) + f64(calls.denied, at);
    if (f64(calls.used, at) <= 0) continue;
    used[name] = f64(used, name) + f64(calls.used, at);
    last[name] = Math.max(f64(last, name), f64(calls.last, at));
    if (isCovered(index, u32(index.callCell, name), start, end)) continue;
    lastOpen[name] = calls.day;
    if (u32(firstOpen, name) === 0) firstOpen[name] = calls.day;
  }
}

/** Whether a grant that allows the use of a cell was in force at some instant of a time; `end` is exclusive. */
export function isCovered(index: MatrixIndex, cell: number, start: number, end: number): boolean {
  if (hasGrant(index, cell, start, end)) return true;
  return index.kin.get(cell)?.some((key) => hasGrant(index, key, start, end)) ?? false;
}

function hasGrant({ grants }: MatrixIndex, cell: number, start: number, end: number): boolean {
  const behind = u32(grants.starts, cell + 1);
  for (let at = u32(grants.starts, cell); at < behind; at += 1) {
    if (f64(grants.from, at) >= end) return false;
    if (f64(grants.to, at) > start) return true;
  }
  return false;
}
