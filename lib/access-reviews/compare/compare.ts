import type { DossierLine } from "../overview/dossier";
import { deltaBetween } from "../sign/delta";
import type { ComparedState } from "./compare-labels";

/** A line in two reviews. `now` null: it is gone; `before` null: it is new. At least one of them is there. */
export type ComparedLine = {
  readonly key: string;
  readonly state: ComparedState;
  readonly before: DossierLine | null;
  readonly now: DossierLine | null;
  readonly fields: readonly { field: string; before: string; after: string }[];
};

/**
 * Every line of two reviews by its key: in the order of the newer one, then what is gone. What counts as a difference is what
 * counts in a delta: access and who answers for it, not how often it was used. Pure.
 */
export function compareLines(
  before: readonly DossierLine[],
  now: readonly DossierLine[],
): ComparedLine[] {
  const was = new Map(before.map((held) => [held.line.line, held]));
  const is = new Set(now.map(({ line }) => line.line));
  const differences = new Map(
    deltaBetween(
      before.map(({ line }) => line),
      now.map(({ line }) => line),
    ).map((difference) => [difference.line, difference.fields]),
  );
  const kept = now.map((held): ComparedLine => {
    const key = held.line.line;
    const earlier = was.get(key) ?? null;
    const fields = differences.get(key);
    if (earlier === null) return { key, state: "new", before: null, now: held, fields: [] };
    const state = fields ? "changed" : "same";
    return { key, state, before: earlier, now: held, fields: fields ?? [] };
  });
  const gone = before
    .filter(({ line }) => !is.has(line.line))
    .map((held): ComparedLine => {
      return { key: held.line.line, state: "gone", before: held, now: null, fields: [] };
    });
  return [...kept, ...gone];
}

/** How many lines are in each state. */
export function countCompared(lines: readonly ComparedLine[]): Record<ComparedState, number> {
  const count = (state: ComparedState) => lines.filter((line) => line.state === state).length;
  return {
    new: count("new"),
    changed: count("changed"),
    gone: count("gone"),
    same: count("same"),
  };
}
