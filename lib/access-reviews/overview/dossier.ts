// A review with its lines and what was decided of them, read at once: its pages, its comparison and its pack are made from it.
import "server-only";
import type { Actor } from "@/lib/auth/actor";
import { read } from "@/lib/db/read";
import type { DecisionRow } from "../decide/current-decisions";
import type { LineOutcome } from "../decide/outcome";
import { statisticsOf } from "../decide/statistics";
import { getReview, type Review } from "../prepare/queries";
import type { Outcome } from "../review-view";
import { outcomesOf } from "../sign/decisions-file";
import { reviewMaterial } from "../sign/material";
import { headerOf, readableLine } from "../snapshot/read-line";
import type { SnapshotHeader, SnapshotLine } from "../snapshot-view";
import type { ReviewStatistics } from "../statistics-view";

/** One line with what was said of it. `outcome` null: not decided yet; `no-response`: nobody had signed an answer at the signature. */
export type DossierLine = {
  readonly id: string;
  readonly line: SnapshotLine;
  readonly first: DecisionRow | null;
  readonly second: DecisionRow | null;
  readonly outcome: Outcome | null;
  readonly judged: LineOutcome | null;
};

export type Dossier = {
  readonly review: Review;
  readonly header: SnapshotHeader | null;
  readonly lines: readonly DossierLine[];
  readonly history: readonly DecisionRow[];
};

/** A review with its lines and decisions; a draft has none, and a line that can no longer be read is missing (it is BROKEN then). Errors: forbidden, not_found (also: not theirs). */
export async function getDossier(actor: Actor, reviewId: string): Promise<Dossier> {
  return dossierOf(await getReview(actor, reviewId));
}

/** The same of a review that was loaded already. `only`: ids of the lines to read, where it is about few. */
export async function dossierOf(review: Review, only?: readonly string[]): Promise<Dossier> {
  if (review.launchedAt === null) return { review, header: null, lines: [], history: [] };
  const material = await reviewMaterial(read(), review.id, only);
  const outcomes = outcomesOf(material);
  const lines = material.lines.flatMap(({ id, text }) => {
    const line = readableLine(text);
    if (line === null) return [];
    const { first, second, outcome = null } = outcomes.get(id) ?? {};
    const unanswered = review.signedAt === null ? null : ("no-response" as const);
    return {
      ...{ id, line, first: first ?? null, second: second ?? null },
      ...{ judged: outcome, outcome: outcome?.outcome ?? unanswered },
    };
  });
  return { review, header: headerOf(review.snapshotHeader), lines, history: material.history };
}

const BUILT_IN = { fastPerMinute: 20, fastSeconds: 3, samePercent: 80 };

/** REV-14 of a dossier, by the rules that were in force when it started. */
export function statisticsOfDossier({ review, lines, history }: Dossier): ReviewStatistics {
  const values = review.policy?.values ?? {};
  return statisticsOf({
    lines,
    outcomes: new Map(lines.flatMap(({ id, outcome }) => (outcome ? [[id, outcome]] : []))),
    history,
    policy: {
      fastPerMinute: values.fastPerMinute ?? BUILT_IN.fastPerMinute,
      fastSeconds: values.fastSeconds ?? BUILT_IN.fastSeconds,
      samePercent: values.samePercent ?? BUILT_IN.samePercent,
    },
  });
}
