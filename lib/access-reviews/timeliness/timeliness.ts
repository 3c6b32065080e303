import { DAY_MS } from "@/lib/core/clock";

/** `pending`: its time is not over, and nothing has happened yet. */
export type TimeVerdict = "pass" | "attention" | "fail" | "pending";

/** The rules of REV-12 that a review goes by: days after the end of its quarter, and days between two signatures. */
export type TimeRules = {
  readonly launchDays: number;
  readonly signDays: number;
  readonly failDays: number;
  readonly intervalDays: number;
  readonly intervalFailDays: number;
};

/** How many days after the last day of a period an instant is, in UTC: the day after that last day is 1. `end` is exclusive. */
export function daysAfter(end: Date, at: Date): number {
  return Math.floor((at.getTime() - end.getTime()) / DAY_MS) + 1;
}

export type Timed = {
  readonly verdict: TimeVerdict;
  /** Of what happened; where nothing did, until now. */
  readonly days: number;
  readonly words: string;
};

type Reviewed = {
  readonly periodEnd: Date;
  readonly launchedAt: Date | null;
  readonly signedAt: Date | null;
};

/** Whether a quarter's review was started in time. A late start draws attention; what matters is the signature. */
export function launchTimeliness(review: Reviewed, rules: TimeRules, now: Date): Timed {
  const days = daysAfter(review.periodEnd, review.launchedAt ?? now);
  const late = days > rules.launchDays;
  if (review.launchedAt === null) {
    return late
      ? { verdict: "fail", days, words: `Not started ${countOf(days)} after its quarter` }
      : { verdict: "pending", days, words: `To be started within ${countOf(rules.launchDays)}` };
  }
  const words = `Started ${whenOf(days)}`;
  return { verdict: late ? "attention" : "pass", days, words };
}

/**
 * REV-12, REV-13: whether a quarter's review was signed in time, by the day the server received the signature. What was late stays
 * late: nothing that happens afterwards is asked.
 */
export function signTimeliness(review: Reviewed, rules: TimeRules, now: Date): Timed {
  const days = daysAfter(review.periodEnd, review.signedAt ?? now);
  const verdict = signVerdict(days, rules);
  if (review.signedAt) return { verdict, days, words: `Signed ${whenOf(days)}` };
  return verdict === "pass"
    ? { verdict: "pending", days, words: `To be signed within ${countOf(rules.signDays)}` }
    : { verdict, days, words: `Not signed ${countOf(days)} after its quarter` };
}

function signVerdict(
  days: number,
  { signDays, failDays }: TimeRules,
): "pass" | "attention" | "fail" {
  if (days > failDays) return "fail";
  return days > signDays ? "attention" : "pass";
}

export type Interval = Timed & { readonly from: Date; readonly to: Date | null };

/** The days from each signature to the next, and from the last one until now: the rolling reading of REV-12. `signed` in any order. */
export function intervalsOf(signed: readonly Date[], rules: TimeRules, now: Date): Interval[] {
  const inOrder = [...signed].sort((a, b) => a.getTime() - b.getTime());
  return inOrder.map((from, index) => {
    const to = inOrder[index + 1] ?? null;
    const days = Math.floor(((to ?? now).getTime() - from.getTime()) / DAY_MS);
    const verdict = intervalVerdict(days, rules);
    return {
      ...{ from, to, days },
      verdict: to === null && verdict === "pass" ? "pending" : verdict,
      words:
        to === null ? `${countOf(days)} since the last signature` : `${countOf(days)} to the next`,
    };
  });
}

function intervalVerdict(days: number, rules: TimeRules): "pass" | "attention" | "fail" {
  if (days > rules.intervalFailDays) return "fail";
  return days > rules.intervalDays ? "attention" : "pass";
}

export type QuarterTimes = {
  readonly quarter: string;
  readonly launch: Timed;
  readonly sign: Timed;
};

/** A whole period: its worst quarter or interval, and each cause by name (SCN-03). */
export function periodTimeliness(
  quarters: readonly QuarterTimes[],
  intervals: readonly Interval[],
): { readonly verdict: TimeVerdict; readonly causes: readonly string[] } {
  const bad = [
    ...quarters.map(({ quarter, sign }) => ({
      ...sign,
      cause: `${quarter}: ${lower(sign.words)}`,
    })),
    ...quarters
      .filter(({ launch }) => launch.verdict === "attention")
      .map(({ quarter, launch }) => ({ ...launch, cause: `${quarter}: ${lower(launch.words)}` })),
    ...intervals.map((each) => ({
      ...each,
      cause: `From the signature of ${each.from.toISOString().slice(0, 10)}: ${each.words}`,
    })),
  ].filter(({ verdict }) => verdict === "fail" || verdict === "attention");
  const causes = bad.map(({ cause }) => cause);
  if (bad.some(({ verdict }) => verdict === "fail")) return { verdict: "fail", causes };
  if (bad.length > 0) return { verdict: "attention", causes };
  const pending = quarters.some(({ sign }) => sign.verdict === "pending");
  return { verdict: pending || quarters.length === 0 ? "pending" : "pass", causes };
}

function countOf(days: number): string {
  return days === 1 ? "1 day" : `${days} days`;
}

// Before its quarter was over: a review of a quarter that is still running.
function whenOf(days: number): string {
  return days < 1 ? "before its quarter was over" : `${countOf(days)} after its quarter`;
}

function lower(words: string): string {
  return words.charAt(0).toLowerCase() + words.slice(1);
}
