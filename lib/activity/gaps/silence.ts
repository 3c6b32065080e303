// LOG-07: "so a quiet day is provably quiet". A source that has a rhythm shows a sign of life, a record or a heartbeat, within it.
import { MINUTE_MS } from "@/lib/core/clock";

/** A stretch without a sign of life. `to`: null while it lasts. `last`: the minute of the last sign before it. */
export type Silence = { readonly last: Date; readonly from: Date; readonly to: Date | null };

/**
 * Stretches longer than the rhythm between one sign of life and the next, and from the last one until `until`, the end of
 * what can be judged. `minutes`: those with a sign, ascending; `after`: the last sign before them.
 */
export function silencesIn(
  after: Date,
  minutes: readonly Date[],
  { rhythmMinutes, until }: { rhythmMinutes: number; until: Date },
): Silence[] {
  if (rhythmMinutes <= 0) return [];
  const signs = [after, ...minutes];
  return signs.flatMap((last, index) => {
    const next = signs[index + 1] ?? null;
    const quiet = (next ?? until).getTime() - last.getTime();
    if (quiet <= rhythmMinutes * MINUTE_MS) return [];
    return [{ last, from: new Date(last.getTime() + MINUTE_MS), to: next }];
  });
}
