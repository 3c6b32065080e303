// LOG-06: the clock of a sender, sampled with each record: how long after its own time it was recorded here.
import { MINUTE_MS } from "@/lib/core/clock";

/** The smallest and the greatest lag of the records received in a minute, in ms: recorded here minus the sender's own time. */
export type LagSample = { readonly minute: Date; readonly min: number; readonly max: number };

export type ClockLimits = { readonly offsetMs: number; readonly fineMs: number };

/**
 * `fine`: milliseconds can be relied on. `coarse`: within the threshold. `ahead`: the sender's clock runs ahead of ours.
 * `late`: everything came later than the threshold, because it was handed over late or its clock is behind.
 */
export type ClockState = "fine" | "coarse" | "late" | "ahead";

export type ClockQuarter = {
  readonly from: Date;
  readonly to: Date;
  readonly min: number;
  readonly state: ClockState;
};

const QUARTER_MS = 15 * MINUTE_MS;

/** The state of a sender's clock per quarter of an hour in which it sent, ascending. */
export function clockQuarters(samples: readonly LagSample[], limits: ClockLimits): ClockQuarter[] {
  const smallest = new Map<number, number>();
  for (const { minute, min } of samples) {
    const from = Math.floor(minute.getTime() / QUARTER_MS) * QUARTER_MS;
    smallest.set(from, Math.min(min, smallest.get(from) ?? min));
  }
  return [...smallest]
    .sort(([a], [b]) => a - b)
    .map(([from, min]) => ({
      from: new Date(from),
      to: new Date(from + QUARTER_MS),
      min,
      state: stateOf(min, limits),
    }));
}

function stateOf(min: number, { offsetMs, fineMs }: ClockLimits): ClockState {
  if (min < -offsetMs) return "ahead";
  if (min > offsetMs) return "late";
  return Math.abs(min) <= fineMs ? "fine" : "coarse";
}

export type ClockAhead = { readonly from: Date; readonly to: Date; readonly byMs: number };

/** Stretches in which the sender's clock ran ahead: quarters of an hour, joined where no other lies between them. */
export function aheadIn(quarters: readonly ClockQuarter[]): ClockAhead[] {
  const stretches: ClockAhead[] = [];
  let lasts = false;
  for (const { from, to, min, state } of quarters) {
    const last = stretches.at(-1);
    if (state !== "ahead") lasts = false;
    else if (lasts && last)
      stretches.splice(-1, 1, { ...last, to, byMs: Math.max(last.byMs, -min) });
    else {
      stretches.push({ from, to, byMs: -min });
      lasts = true;
    }
  }
  return stretches;
}

/** One word for many quarters: the worst; null where there is none. */
export function worstOf(quarters: readonly ClockQuarter[]): ClockState | null {
  const order: readonly ClockState[] = ["ahead", "late", "coarse", "fine"];
  return order.find((state) => quarters.some((quarter) => quarter.state === state)) ?? null;
}
