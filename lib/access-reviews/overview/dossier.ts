// Everything that belongs to one review, read at once: its pages, its comparison and its pack are made from it.
import "server-only";
import type { Actor } from "@/lib/auth/actor";
import { read } from "@/lib/db/read";
import { type DecisionRow, decisionHistory, newestOf } from "../decide/current-decisions";
import { type LineOutcome, outcomeOf } from "../decide/outcome";
import { statisticsOf } from "../decide/statistics";
import { getReview, type Review } from "../prepare/queries";
import type { Outcome } from "../review-view";
import { headerOf, lineOf } from "../snapshot/read-line";
import type { SnapshotHeader, SnapshotLine } from "../snapshot-view";
import type { ReviewStatistics } from "../statistics-view";

/** One line with what was said of it. `outcome` null: it is not decided yet; `no-response`: nobody answered before the signature. */
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

/** A review with its lines and decisions. Errors: forbidden, not_found (also: not theirs). */
export async function getDossier(actor: Actor, reviewId: string): Promise<Dossier> {
  const review = await getReview(actor, reviewId);
  const [rows, history] = await Promise.all([
    read().reviewLine.findMany({
      where: { reviewId: review.id },
      select: { id: true, text: true },
      orderBy: { position: "asc" },
    }),
    decisionHistory(read(), review.id),
  ]);
  return dossierOf(review, rows, history);
}

/** The same of rows that are at hand. Pure. */
export function dossierOf(
  review: Review,
  rows: readonly { id: string; text: string }[],
  history: readonly DecisionRow[],
): Dossier {
  const decided = newestOf(history);
  const isSigned = review.signedAt !== null;
  const lines = rows.map(({ id, text }) => {
    const line = lineOf(text);
    const { 1: first = null, 2: second = null } = decided.get(id) ?? {};
    const judged = outcomeOf(first, second, line.stages);
    const silent = isSigned ? ("no-response" as const) : null;
    return { id, line, first, second, judged, outcome: judged?.outcome ?? silent };
  });
  return { review, header: headerOf(review.snapshotHeader), lines, history };
}

const NO_POLICY = { fastPerMinute: 20, fastSeconds: 3, samePercent: 80 };

/** REV-14 of a dossier, by the rules that were in force when it started. */
export function statisticsOfDossier({ review, lines, history }: Dossier): ReviewStatistics {
  const values = review.policy?.values ?? {};
  return statisticsOf({
    lines,
    outcomes: new Map(lines.flatMap(({ id, outcome }) => (outcome ? [[id, outcome]] : []))),
    history,
    policy: {
      fastPerMinute: values.fastPerMinute ?? NO_POLICY.fastPerMinute,
      fastSeconds: values.fastSeconds ?? NO_POLICY.fastSeconds,
      samePercent: values.samePercent ?? NO_POLICY.samePercent,
    },
  });
}
