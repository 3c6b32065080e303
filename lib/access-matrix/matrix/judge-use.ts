import { DAY_MS } from "@/lib/core/clock";
import { flagBit } from "./cells-view";
import { f64, u8, u16, u32 } from "./columns";
import type { UsageDay } from "./facts-rows";
import type { MatrixIndex } from "./matrix-index";
import { isCovered, type WholeDays, wholeDays } from "./whole-days";

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
  const first = Math.floor(around.from / DAY_MS);
  const seenFrom = Math.min(first, Math.floor(dormantFrom / DAY_MS));
  const period = wholeDays(index, first, today);
  addWhole(index, period, sums, around);
  markRecent(index, wholeDays(index, seenFrom, today), dormantFrom, sums.recent);
  const calls = when.lastDay ?? index.facts.days.get(today);
  if (calls) addDay(index, calls, sums, { ...around, asOf: when.asOf, today, dormantFrom });
  return sums;
}

type Sums = {
  readonly used: Float64Array;
  readonly denied: Float64Array;
  readonly last: Float64Array;
  readonly recent: Uint8Array;
};

function addWhole(
  { callCell, callForeign }: MatrixIndex,
  whole: WholeDays,
  { used, denied, last }: Sums,
  { grants, flags }: Around,
): void {
  for (let name = 0; name < callCell.length; name += 1) {
    const cell = u32(callCell, name);
    denied[cell] = f64(denied, cell) + f64(whole.denied, name);
    if (f64(whole.used, name) <= 0) continue;
    used[cell] = f64(used, cell) + f64(whole.used, name);
    last[cell] = Math.max(f64(last, cell), f64(whole.last, name));
    const ranOut = f64(grants.expiredAt, cell);
    const open = openBits(u32(whole.firstOpen, name), u32(whole.lastOpen, name), ranOut);
    flags[cell] = u16(flags, cell) | open | (u8(callForeign, name) === 1 ? SHARED_KEY : 0);
  }
}

/** What it says that no grant covered the use of some days, of which these are the first and the last; 0: there are none. */
function openBits(firstDay: number, lastDay: number, ranOut: number): number {
  if (lastDay === 0) return 0;
  if (ranOut === 0) return USED_ALONE;
  const after = ranOut <= lastDay * DAY_MS ? EXPIRED : 0;
  return after | (firstDay * DAY_MS < ranOut ? USED_ALONE : 0);
}

/** Use of an agent without a key is use of each of its keys: whichever it was, none of them was idle for certain. */
function markRecent(
  { callCell, kin }: MatrixIndex,
  { last }: WholeDays,
  since: number,
  recent: Uint8Array,
): void {
  for (let name = 0; name < callCell.length; name += 1) {
    if (f64(last, name) <= 0 || f64(last, name) < since) continue;
    markUsed(kin, u32(callCell, name), recent);
  }
}

function markUsed(kin: MatrixIndex["kin"], cell: number, recent: Uint8Array): void {
  recent[cell] = 1;
  for (const key of kin.get(cell) ?? []) recent[key] = 1;
}

type Today = Around & {
  readonly asOf: number;
  readonly today: number;
  readonly dormantFrom: number;
};

/** The day of the instant, of which only what was until then counts. */
function addDay(index: MatrixIndex, calls: UsageDay, sums: Sums, of: Today): void {
  const start = of.today * DAY_MS;
  for (let at = 0; at < calls.names.length; at += 1) {
    const name = u32(calls.names, at);
    const cell = u32(index.callCell, name);
    sums.denied[cell] = f64(sums.denied, cell) + f64(calls.denied, at);
    if (f64(calls.used, at) <= 0) continue;
    sums.used[cell] = f64(sums.used, cell) + f64(calls.used, at);
    sums.last[cell] = Math.max(f64(sums.last, cell), f64(calls.last, at));
    if (f64(calls.last, at) >= of.dormantFrom) markUsed(index.kin, cell, sums.recent);
    const covered = isCovered(index, cell, start, Math.min(start + DAY_MS, of.asOf + 1));
    const open = covered ? 0 : openBits(of.today, of.today, f64(of.grants.expiredAt, cell));
    const shared = u8(index.callForeign, name) === 1 ? SHARED_KEY : 0;
    of.flags[cell] = u16(of.flags, cell) | open | shared;
  }
}
