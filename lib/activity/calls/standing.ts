import type { DayWindow } from "../gaps/day-window";
import type { DayFacts } from "../gaps/verdict";

type Known = {
  readonly source: { readonly addedAt: Date; readonly disabledAt: Date | null };
  /** When gaps of the source were looked for last; null for never. */
  readonly watchedAt: Date | null;
  readonly sequenced: { readonly calls: number; readonly sequenced: number };
};

/** Whether a day can be judged at all: over, looked at since, and the source there for all of it. */
export function standingOf(
  { source, watchedAt, sequenced: { calls, sequenced } }: Known,
  { from, to }: Pick<DayWindow, "from" | "to">,
  now: Date,
): DayFacts["standing"] {
  if (now < to) return "running";
  // Numbers prove a day that was imported; a rhythm is kept only from the beginning on.
  if (source.addedAt > from && !(calls > 0 && sequenced === calls)) return "not-added";
  if (source.disabledAt !== null && source.disabledAt < to) return "disabled";
  return watchedAt !== null && watchedAt >= to ? "whole" : "unwatched";
}
