import { DAY_MS } from "@/lib/core/clock";
import { flagBit } from "./cells-view";
import { f64, u8, u16, u32 } from "./columns";
import type { UsageDay } from "./facts-rows";
import type { MatrixIndex } from "./matrix-index";

const USED_ALONE = flagBit("used-not-granted");
const EXPIRED = flagBit("expired");
const SHARED_KEY = flagBit("shared-key");

type When = { readonly asOf: number; readonly dormantDays: number; readonly lastDay?: UsageDay };
type Around = {
  readonly from: number;
  readonly grants: { readonly expiredAt: Float64Array };
  readonly flags: Uint16Array;
};

/** Calls of the period by cell, and which cells were used in the days after which disuse counts. Sets flags. */
export function judgeUse(index: MatrixIndex, when: When, around: Around) {
  const cells = index.space.size;
  const sums = {
    used: new Float64Array(cells),
    denied: new Float64Array(cells),
    last: new Float64Array(cells),
    recent: new Uint8Array(cells),
  };
  const dormantFrom = when.asOf - when.dormantDays * DAY_MS;
  const today = Math.floor(when.asOf / DAY_MS);
  const first = Math.floor(Math.min(around.from, dormantFrom) / DAY_MS);
  for (let day = first; day <= today; day += 1) {
    const calls = day === today && when.lastDay ? when.lastDay : index.facts.days.get(day);
    if (!calls) continue;
    if (day * DAY_MS < Math.max(around.from, dormantFrom)) {
      markRecent(index, calls, dormantFrom, sums.recent);
    }
    if (day * DAY_MS < around.from) continue;
    const { expiredAt } = around.grants;
    const isRecent = day * DAY_MS >= dormantFrom ? 1 : 0;
    addDay(index, calls, sums, { day, asOf: when.asOf, expiredAt, flags: around.flags, isRecent });
  }
  return sums;
}

type Sums = {
  readonly used: Float64Array;
  readonly denied: Float64Array;
  readonly last: Float64Array;
  readonly recent: Uint8Array;
};

function addDay(index: MatrixIndex, calls: UsageDay, sums: Sums, of: Day): void {
  for (let at = 0; at < calls.names.length; at += 1) {
    const name = u32(calls.names, at);
    const cell = u32(index.callCell, name);
    sums.denied[cell] = f64(sums.denied, cell) + f64(calls.denied, at);
    const used = f64(calls.used, at);
    if (used <= 0) continue;
    sums.used[cell] = f64(sums.used, cell) + used;
    sums.last[cell] = Math.max(f64(sums.last, cell), f64(calls.last, at));
    sums.recent[cell] = u8(sums.recent, cell) | of.isRecent;
    const shared = u8(index.callForeign, name) === 1 ? SHARED_KEY : 0;
    of.flags[cell] = u16(of.flags, cell) | uncovered(index, cell, of) | shared;
  }
}

function markRecent(index: MatrixIndex, calls: UsageDay, since: number, recent: Uint8Array): void {
  for (let at = 0; at < calls.names.length; at += 1) {
    if (f64(calls.used, at) <= 0 || f64(calls.last, at) < since) continue;
    recent[u32(index.callCell, u32(calls.names, at))] = 1;
  }
}

type Day = {
  readonly day: number;
  readonly asOf: number;
  readonly expiredAt: Float64Array;
  readonly flags: Uint16Array;
  /** 1: use on this day is none of long ago. */
  readonly isRecent: number;
};

/** What it says that a cell was used on a day: nothing where a grant was in force at some instant of it, until `asOf`. */
function uncovered(index: MatrixIndex, cell: number, { day, asOf, expiredAt }: Day): number {
  const start = day * DAY_MS;
  const end = Math.min(start + DAY_MS, asOf + 1);
  if (isCovered(index, cell, start, end)) return 0;
  const ranOut = f64(expiredAt, cell);
  return ranOut > 0 && ranOut <= start ? EXPIRED : USED_ALONE;
}

/** Whether a grant of a cell was in force at some instant of a time. */
export function isCovered(
  { grants }: MatrixIndex,
  cell: number,
  start: number,
  end: number,
): boolean {
  const behind = u32(grants.starts, cell + 1);
  for (let at = u32(grants.starts, cell); at < behind; at += 1) {
    if (f64(grants.from, at) >= end) return false;
    if (f64(grants.to, at) > start) return true;
  }
  return false;
}
