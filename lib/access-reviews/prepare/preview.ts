import "server-only";
import { type Actor, authorize } from "@/lib/auth/actor";
import { namesOf } from "@/lib/auth/people";
import { AppError } from "@/lib/core/app-error";
import { read } from "@/lib/db/read";
import { reviewPeople } from "../assign/people";
import { type Proposed, proposeReviewers } from "../assign/rules";
import { standInsAt } from "../assign/stand-ins";
import type { Population } from "../population/population";
import type { SnapshotLine } from "../snapshot-view";
import { estimatedMinutes } from "./estimate";
import { launchBlocks } from "./launch-blocks";
import { populationOf } from "./population-of";
import { previewCounts } from "./preview-counts";
import type { PreviewReviewer, PreviewView } from "./preview-view";
import { previousReview } from "./previous-review";
import { getReview, type Review } from "./queries";

const NOBODY_SHOWN = 20;

/**
 * What a start would freeze now, who would decide it and what stands against the start. Computed live: a draft has no snapshot.
 * `tooLarge`: why there is no preview of a draft whose scope holds more than a review can. Errors: forbidden, not_found (also: not theirs to see).
 */
export async function previewReview(
  actor: Actor,
  reviewId: string,
  now: Date,
): Promise<{ review: Review; preview: PreviewView | null; tooLarge: string | null }> {
  authorize(actor, "review:read");
  const review = await getReview(actor, reviewId);
  if (review.status !== "draft") return { review, preview: null, tooLarge: null };
  try {
    return { review, preview: await previewOf(review, now), tooLarge: null };
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== "too_large") throw error;
    return { review, preview: null, tooLarge: error.message };
  }
}

async function previewOf(review: Review, now: Date): Promise<PreviewView> {
  const previousId = await previousReview(read(), review.periodEnd, now);
  const [{ population, policy }, people, standIns] = await Promise.all([
    populationOf({ ...review, policy: null, previousId }, now),
    reviewPeople(),
    standInsAt(read(), now, review.id),
  ]);
  const { lines, sources, tieOut } = population;
  const proposed = proposeReviewers(lines, review, people, standIns);
  const seconds = policy.values.secondsPerLine ?? 0;
  const reviewers = await reviewersOf(proposed, lines, seconds);
  return {
    ...{ asOf: now.toISOString(), lines: lines.length, sources, tieOut, reviewers },
    privileged: lines.filter(({ section }) => section === "privileged").length,
    twoStages: lines.filter(({ stages }) => stages === 2).length,
    minutes: estimatedMinutes(lines, seconds),
    ...previewCounts(lines),
    compared: comparedWith(population),
    blocks: [...launchBlocks(review, population, now), ...nobodyBlock(proposed)],
    nobody: proposed.nobody.slice(0, NOBODY_SHOWN).map(({ line, why }) => ({ line, why })),
  };
}

function nobodyBlock({ nobody }: Proposed): string[] {
  if (nobody.length === 0) return [];
  const lines = nobody.length === 1 ? "One line has" : `${nobody.length} lines have`;
  return [`${lines} nobody who may decide it.`];
}

function comparedWith({ previous, lines, gone }: Population): PreviewView["compared"] {
  if (previous === null) return null;
  const count = (change: SnapshotLine["change"]) =>
    lines.filter((line) => line.change === change).length;
  return {
    ...{ reference: previous.reference, reviewId: previous.review, gone: gone.length },
    ...{ new: count("new"), changed: count("changed"), same: count("same") },
  };
}

async function reviewersOf(
  { proposals }: Proposed,
  lines: readonly SnapshotLine[],
  secondsPerLine: number,
): Promise<PreviewReviewer[]> {
  const byKey = new Map(lines.map((line) => [line.line, line]));
  const byPerson = Map.groupBy(proposals, ({ personId }) => personId);
  const names = await namesOf([...byPerson.keys()]);
  const reviewers = [...byPerson].map(([personId, own]) => {
    // Each of these is one look of this person, whatever the line takes altogether.
    const looks = own.flatMap(({ line }) => {
      const found = byKey.get(line);
      return found ? [{ section: found.section, stages: 1 }] : [];
    });
    return {
      personId,
      name: names.get(personId)?.name ?? personId,
      title: names.get(personId)?.title ?? "",
      first: own.filter(({ stage }) => stage === 1).length,
      second: own.filter(({ stage }) => stage === 2).length,
      minutes: estimatedMinutes(looks, secondsPerLine),
    };
  });
  return reviewers.sort(
    (one, other) => other.minutes - one.minutes || (one.personId < other.personId ? -1 : 1),
  );
}
