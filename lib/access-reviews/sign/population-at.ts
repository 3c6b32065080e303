import "server-only";
import { POPULATION_QUERY, population } from "../population/population";
import { lineOf } from "../snapshot/read-line";
import type { SnapshotLine } from "../snapshot-view";
import { exclusionsOf, policyOf, scopeOf } from "../stored";
import { deltaBetween } from "./delta";
import type { FileSource, ReviewMaterial } from "./material";
import { type DeltaText, storedDelta } from "./stored-delta";

/** What of a review its population is asked by. */
type Bounds = {
  readonly periodStart: Date;
  readonly periodEnd: Date;
  readonly scope: unknown;
  readonly exclusions: unknown;
  readonly policy: unknown;
  readonly previousId: string | null;
};

/** Reads a population; tests and the demo may hand in another. */
export type ReadPopulation = (review: Bounds, at: Date) => Promise<readonly SnapshotLine[]>;

/** The population of a started review as of another instant: the same question, scope and rules as its snapshot. */
export const populationAt: ReadPopulation = async (review, asOf) => {
  const { lines } = await population({
    asOf,
    period: { start: review.periodStart, end: review.periodEnd },
    scope: scopeOf(review.scope),
    exclusions: exclusionsOf(review.exclusions),
    policy: policyOf(review.policy) ?? { version: 0, values: {} },
    previousId: review.previousId,
  });
  return lines;
};

/** What had been seen when a version of the delta began: the snapshot, and every signed delta applied to it. */
export async function baselineOf(
  from: FileSource,
  material: ReviewMaterial,
  version: number,
): Promise<{ readonly lines: readonly SnapshotLine[]; readonly at: Date }> {
  const lines = new Map(material.lines.map(({ text }) => [lineOf(text).line, lineOf(text)]));
  let at = material.review.asOf;
  for (let earlier = 1; earlier < version; earlier += 1) {
    const delta = await storedDelta(from, material.review.id, earlier);
    for (const { line, now } of delta?.rows ?? []) {
      if (now === null) lines.delete(line);
      else lines.set(line, { ...now, n: 0 });
    }
    at = delta?.frozenAt ?? at;
  }
  return { lines: [...lines.values()], at };
}

/** What changed since the baseline of a version, and the instants it lies between. `query` names how it was asked. */
export async function deltaSince(
  from: FileSource,
  material: ReviewMaterial,
  version: number,
  { at, read = populationAt }: { readonly at: Date; readonly read?: ReadPopulation },
): Promise<{ readonly lines: readonly DeltaText[]; readonly from: Date; readonly query: string }> {
  const before = await baselineOf(from, material, version);
  const after = await read(material.review, at);
  return {
    lines: deltaBetween(before.lines, after),
    from: before.at,
    query: POPULATION_QUERY,
  };
}
