import "server-only";
import { addDays, DAY_MS } from "@/lib/core/clock";
import { type Facts, noFacts } from "../detectors/facts";
import type { Rules } from "../settings";
import { accessFacts } from "./access";
import {
  addressesOf,
  callersSince,
  daysSince,
  firstCallSince,
  keysSince,
  usesSince,
} from "./calls";
import { pulses } from "./pulses";
import { reviewFacts } from "./reviews";
import { backlogs, leaks, ledgerFaults, openGaps, registry, watchedSources } from "./watched";

/** Today and the day before are looked at: what comes late is not missed. */
const WINDOW_DAYS = 1;

/** The days that are looked at, and those they are compared with. */
export function periodsAt(now: Date, { baselineDays }: Pick<Rules, "baselineDays">) {
  const today = new Date(Math.floor(now.getTime() / DAY_MS) * DAY_MS);
  const windowFrom = addDays(today, -WINDOW_DAYS);
  return { windowFrom, baselineFrom: addDays(windowFrom, -baselineDays) };
}

/** What the detectors look at that look every few minutes. */
export async function quickFacts(now: Date): Promise<Facts> {
  const [faults, gaps, sources, waiting] = await Promise.all([
    ledgerFaults(now),
    openGaps(),
    watchedSources(),
    backlogs(),
  ]);
  return { ...noFacts(now), faults, gaps, sources, backlogs: waiting };
}

/** What the others look at: calls by the sums per day, the registry, leak checks and canaries. */
export async function hourlyFacts(now: Date, rules: Rules): Promise<Facts> {
  const { windowFrom, baselineFrom } = periodsAt(now, rules);
  const [historyFrom, callers, days, uses, keys] = await Promise.all([
    firstCallSince(baselineFrom, now),
    callersSince(windowFrom, now),
    daysSince(baselineFrom, now),
    usesSince(windowFrom, baselineFrom, now),
    keysSince(windowFrom, baselineFrom, now),
  ]);
  const [addresses, people, found, felt, access, reviews] = await Promise.all([
    addressesOf(now, rules.addressesMax),
    registry(),
    leaks(now),
    pulses(now),
    accessFacts(now),
    reviewFacts(now),
  ]);
  return {
    ...noFacts(now),
    ...{ windowFrom, baselineFrom, historyFrom },
    ...{ callers, days, uses, keys, addresses },
    ...people,
    ...{ leaks: found, pulses: felt, access, reviews },
  };
}
