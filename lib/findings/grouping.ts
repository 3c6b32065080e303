// From what detectors raise to rows: the same thing is one open row, and nothing that was seen is dropped.
import { addDays, utcDay } from "@/lib/core/clock";
import type { Raised } from "./detectors/detector";
import { counted, explained, listed } from "./detectors/detector";
import { SEVERITIES, type Severity } from "./labels";
import type { Rules } from "./settings";

/** A finding as it is stored: the open one of its group, or the one that was closed last. */
export type Known = {
  readonly id: string;
  readonly groupKey: string;
  readonly severity: Severity;
  readonly lastAt: Date;
  readonly clearedAt: Date | null;
  readonly closedAt: Date | null;
  readonly verdict: string | null;
};

export type Plan = {
  /** `previousId`: the closed finding that has come back. */
  readonly raise: readonly { readonly raised: Raised; readonly previousId: string | null }[];
  readonly repeat: readonly { readonly known: Known; readonly raised: Raised }[];
  readonly clear: readonly Known[];
};

/** What becomes of what one detector raised. Pure. */
export function planFor(
  raised: readonly Raised[],
  known: readonly Known[],
  { expectedDays }: Pick<Rules, "expectedDays">,
): Plan {
  const open = new Map(known.filter(isOpen).map((one) => [one.groupKey, one]));
  const closed = new Map(known.filter((one) => !isOpen(one)).map((one) => [one.groupKey, one]));
  const raise: Plan["raise"][number][] = [];
  const repeat: Plan["repeat"][number][] = [];
  for (const one of raised) {
    const before = closed.get(one.groupKey);
    const same = open.get(one.groupKey) ?? stillExpected(before, one, expectedDays);
    if (same) {
      if (isNews(one, same)) repeat.push({ known: same, raised: one });
    } else if (isLaterThan(one, before)) {
      raise.push({ raised: one, previousId: before?.id ?? null });
    }
  }
  const lasting = new Set(raised.filter(({ gone }) => !gone).map(({ groupKey }) => groupKey));
  const clear = [...open.values()].filter(
    ({ groupKey, clearedAt }) => clearedAt === null && !lasting.has(groupKey),
  );
  return { raise, repeat, clear };
}

// What was seen before it was closed is what was closed.
function isLaterThan({ lastAt }: Raised, before: Known | undefined): boolean {
  return !before?.closedAt || lastAt > before.closedAt;
}

function isOpen({ closedAt }: Known): boolean {
  return closedAt === null;
}

// Counted once a day while it lasts: a write per look would bury the log under one thing.
function isNews(raised: Raised, { lastAt, severity, clearedAt }: Known): boolean {
  const back = clearedAt !== null && !raised.gone && raised.lastAt > clearedAt;
  const later = utcDay(raised.lastAt) > utcDay(lastAt);
  return back || later || rank(raised.severity) < rank(severity);
}

function stillExpected(before: Known | undefined, raised: Raised, days: number): Known | null {
  if (before?.verdict !== "expected" || !before.closedAt) return null;
  const { lastAt } = raised;
  return lastAt > before.closedAt && lastAt < addDays(before.closedAt, days) ? before : null;
}

/** 0 is the worst. */
export function rank(severity: Severity): number {
  return SEVERITIES.indexOf(severity);
}

/**
 * At most `max` things of one detector: what is open already and what is worst stays by itself, the rest becomes one
 * thing that counts it.
 */
export function bounded(
  raised: readonly Raised[],
  open: ReadonlySet<string>,
  { max, title }: { max: number; title: string },
): readonly Raised[] {
  if (raised.length <= max) return raised;
  const inOrder = [...raised].sort(
    (a, b) =>
      Number(open.has(b.groupKey)) - Number(open.has(a.groupKey)) ||
      rank(a.severity) - rank(b.severity) ||
      a.groupKey.localeCompare(b.groupKey),
  );
  const rest = inOrder.slice(max - 1);
  return [...inOrder.slice(0, max - 1), together(rest, { max, title })];
}

function together(rest: readonly Raised[], { max, title }: { max: number; title: string }): Raised {
  const worst = [...rest].sort((a, b) => rank(a.severity) - rank(b.severity))[0];
  const times = rest.flatMap(({ firstAt, lastAt }) => [firstAt.getTime(), lastAt.getTime()]);
  return {
    groupKey: "more",
    severity: worst?.severity ?? "info",
    title: `${counted(rest.length, "further finding")}: ${title}`,
    subject: null,
    firstAt: new Date(Math.min(...times)),
    lastAt: new Date(Math.max(...times)),
    explanation: explained({
      baseline: `One look finds at most ${max} things of this kind that stand by themselves.`,
      observed: listed(rest.map((one) => one.title)),
      deviation: `${counted(rest.length, "thing")} more, counted here together.`,
      numbers: { unit: "things", baseline: max, observed: rest.length + max - 1 },
      evidence: [
        ...new Map(
          rest.flatMap((one) => one.explanation.evidence).map((one) => [one.href, one]),
        ).values(),
      ].slice(0, 20),
    }),
  };
}
