// KEY-01: how old every key was on every day of a period, against the rule that was in force when that day began. Pure.
import { addDays, DAY_MS, startOfDay, utcDay } from "@/lib/core/clock";
import { type KeyAgeRule, keyAgeOn, keyAgeRule } from "@/lib/core/key-age";

export type AgedKey = {
  readonly id: string;
  readonly kind: string;
  readonly issuedAt: Date;
  readonly activatedAt: Date | null;
  readonly expiresAt: Date | null;
  readonly revokedAt: Date | null;
};

/** A version of the rules. The built-in one, number 0, holds from the start. */
export type Rules = {
  readonly version: number;
  readonly effectiveFrom: Date | null;
  readonly values: Readonly<Record<KeyAgeRule, number>>;
};

export type Excused = {
  readonly fromAt: Date;
  readonly until: Date;
  readonly endedAt: Date | null;
};

/** UTC days, `2026-11-21`, both included. */
export type DayPeriod = { readonly from: string; readonly to: string };

export const DAY_VERDICTS = ["within", "excepted", "over", "not-applicable"] as const;
export type DayVerdict = (typeof DAY_VERDICTS)[number];

/** Days in a row with one verdict under one version of the rules. Ages are of the first and last of them. */
export type Span = {
  readonly from: string;
  readonly to: string;
  readonly days: number;
  readonly verdict: DayVerdict;
  readonly ageFrom: number;
  readonly ageTo: number;
  /** Days; null where no rotation is asked of this kind. */
  readonly max: number | null;
  readonly version: number;
};

/** Every day of the period on which the key could be used, in spans. None: it was not active in the period. */
export function spansOf(
  key: AgedKey,
  period: DayPeriod,
  versions: readonly Rules[],
  exceptions: readonly Excused[],
): Span[] {
  const spans: Span[] = [];
  for (const day of activeDays(key, period)) {
    const next = judged(key, day, versions, exceptions);
    const last = spans.at(-1);
    const same = last && last.verdict === next.verdict && last.version === next.version;
    if (same)
      spans[spans.length - 1] = { ...last, to: day, days: last.days + 1, ageTo: next.ageTo };
    else spans.push(next);
  }
  return spans;
}

/** Key-days by verdict. */
export function tally(spans: readonly Span[]): Record<DayVerdict, number> {
  const sum = { within: 0, excepted: 0, over: 0, "not-applicable": 0 };
  for (const { verdict, days } of spans) sum[verdict] += days;
  return sum;
}

/** How old a key of this kind may become by these rules; null where no rotation is asked of it. */
export function maxAge(kind: string, { values }: Pick<Rules, "values">): number | null {
  const rule = keyAgeRule(kind);
  return rule === null ? null : values[rule];
}

/** The last day on which the key is not too old by these rules; null where no rotation is asked of it. */
export function lastGoodDay(key: Pick<AgedKey, "kind" | "issuedAt">, rules: Pick<Rules, "values">) {
  const max = maxAge(key.kind, rules);
  return max === null ? null : utcDay(addDays(startOfDay(utcDay(key.issuedAt)), max));
}

/** Of the versions whose date had come, the one adopted last; else the built-in one, which must be among them. */
export function rulesAt<Version extends Rules>(versions: readonly Version[], at: Date): Version {
  let found: Version | null = null;
  for (const each of versions) {
    const came = each.effectiveFrom === null || each.effectiveFrom <= at;
    if (came && (found === null || each.version > found.version)) found = each;
  }
  if (found === null) throw new Error("the built-in rules of keys are missing");
  return found;
}

// What holds when a day begins governs it: a rule or an exception that comes later in the day does not reach back (SCN-17).
function judged(
  key: AgedKey,
  day: string,
  versions: readonly Rules[],
  exceptions: readonly Excused[],
): Span {
  const began = startOfDay(day);
  const rules = rulesAt(versions, began);
  const age = keyAgeOn(key.issuedAt, day);
  const max = maxAge(key.kind, rules);
  const excused = exceptions.some((each) => holdsAt(each, began));
  const verdict = verdictOf(age, max, excused);
  const { version } = rules;
  return { from: day, to: day, days: 1, verdict, ageFrom: age, ageTo: age, max, version };
}

function verdictOf(age: number, max: number | null, excused: boolean): DayVerdict {
  if (max === null) return "not-applicable";
  if (age <= max) return "within";
  return excused ? "excepted" : "over";
}

/** Whether an exception holds at an instant. */
export function holdsAt({ fromAt, until, endedAt }: Excused, at: Date): boolean {
  return fromAt <= at && at < until && (endedAt === null || at < endedAt);
}

// A day counts if the key could be used at some instant of it.
function* activeDays(key: AgedKey, { from, to }: DayPeriod): Generator<string> {
  if (key.activatedAt === null) return;
  const ends = [key.revokedAt, key.expiresAt].filter((at) => at !== null).map(Number);
  const end = Math.min(...ends, startOfDay(to).getTime() + DAY_MS);
  if (end <= key.activatedAt.getTime()) return;
  const first = Math.max(startOfDay(from).getTime(), startOfDay(utcDay(key.activatedAt)).getTime());
  for (let at = first; at < end; at += DAY_MS) yield utcDay(new Date(at));
}
