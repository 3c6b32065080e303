// REV-02: everything that may call, as of one instant: what a snapshot freezes and what the delta is measured against.
import "server-only";
import type { Exclusion, ReviewScope } from "../review-view";
import type { SnapshotLine, SnapshotSource, TieOut } from "../snapshot-view";
import type { ReviewPolicy } from "../stored";

/** The question that a population answers, as headers name it. Another question has another number. */
export const POPULATION_QUERY = "access-reviews.population@1";

export type PopulationWish = {
  readonly asOf: Date;
  /** What calls are counted of: from the first instant until before the last. */
  readonly period: { readonly start: Date; readonly end: Date };
  readonly scope: ReviewScope;
  readonly exclusions: readonly Exclusion[];
  readonly policy: ReviewPolicy;
  /** The review it is compared with; null: none. */
  readonly previousId: string | null;
};

export type Population = {
  /** By section (privileged first), agent, server, operation, environment; `n` from 1. */
  readonly lines: readonly SnapshotLine[];
  readonly sources: readonly SnapshotSource[];
  readonly tieOut: readonly TieOut[];
};

/** The population as of an instant. Reads and never writes. Errors: PostgreSQL's. */
export async function population(wish: PopulationWish): Promise<Population> {
  throw new Error(`the population as of ${wish.asOf.toISOString()} cannot be read yet`);
}

/** The stored facts of a review that its population is found by. */
export type ReviewBounds = {
  readonly periodStart: Date;
  readonly periodEnd: Date;
  readonly scope: unknown;
  readonly exclusions: unknown;
  readonly previousId: string | null;
};
