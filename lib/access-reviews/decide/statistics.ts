import { OUTCOMES, type Outcome } from "../review-view";
import type { SnapshotLine } from "../snapshot-view";
import type { PersonStatistics, ReviewStatistics } from "../statistics-view";

/** What is counted of a decision; a row of ReviewDecision is one. */
export type CountedDecision = {
  readonly lineId: string;
  readonly stage: number;
  readonly personId: string;
  readonly decision: string;
  readonly comment: string;
  readonly bulkId: string | null;
  readonly opened: boolean;
  readonly decidedAt: Date;
};

/** From when the record says so: the values of the review's own policy. */
export type StatisticsPolicy = {
  readonly fastPerMinute: number;
  readonly fastSeconds: number;
  readonly samePercent: number;
};

export type StatisticsInput = {
  readonly lines: readonly { readonly id: string; readonly line: SnapshotLine }[];
  /** By id of the line, `no-response` where the rule for silence holds. Lines without one are not decided yet, and are counted nowhere. */
  readonly outcomes: ReadonlyMap<string, Outcome>;
  /** Every decision ever made in the review, oldest first: what was taken back counts for the pace alone. */
  readonly history: readonly CountedDecision[];
  readonly policy: StatisticsPolicy;
};

// Of fewer decisions no share is worth a word: one line that was kept is not "everything".
const ENOUGH = 5;
const MINUTE_MS = 60_000;

/**
 * How a review was decided (REV-14, REV-23): counts by outcome, and for each person pace, shares and what they were to the lines.
 * Pure, and equal for equal input: it is part of what is signed. People in the order of their ids.
 */
export function statisticsOf(input: StatisticsInput): ReviewStatistics {
  const newest = newestPerStage(input.history);
  const facts = new Map(input.lines.map(({ id, line }) => [id, line]));
  const people = [...new Set(input.history.map(({ personId }) => personId))].sort();
  const reviewers = people
    .map((personId) =>
      personStatistics(
        personId,
        input.history.filter((row) => row.personId === personId),
        newest.filter((row) => row.personId === personId),
        facts,
      ),
    )
    .filter(({ decisions }) => decisions > 0);
  return {
    lines: input.lines.length,
    byOutcome: countOutcomes(input),
    reviewers,
    indicators: indicatorsOf(reviewers, input.policy),
  };
}

/** What a person is to a line beside deciding it. Each is counted, none is judged here (the conflict rules are elsewhere). */
export function relationsOf(personId: string, line: SnapshotLine): string[] {
  const relations: [string, boolean][] = [
    ["server-owner", line.server?.ownerId === personId],
    ["deputy", line.server?.deputyId === personId],
    ["owner", line.ownerId === personId],
    ["approved-it", line.grants.some(({ approvedById }) => approvedById === personId)],
    ["requested-it", line.grants.some(({ requestedById }) => requestedById === personId)],
  ];
  return relations.filter(([, holds]) => holds).map(([relation]) => relation);
}

function countOutcomes({ lines, outcomes }: StatisticsInput): Record<Outcome, number> {
  const counts = new Map<Outcome, number>(OUTCOMES.map((outcome) => [outcome, 0]));
  for (const { id } of lines) {
    const outcome = outcomes.get(id);
    if (outcome) counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
  }
  const count = (outcome: Outcome) => counts.get(outcome) ?? 0;
  return {
    keep: count("keep"),
    "keep-until": count("keep-until"),
    reduce: count("reduce"),
    revoke: count("revoke"),
    transfer: count("transfer"),
    "no-response": count("no-response"),
  };
}

function newestPerStage(history: readonly CountedDecision[]): CountedDecision[] {
  const newest = new Map<string, CountedDecision>();
  for (const row of history) newest.set(`${row.lineId}/${row.stage}`, row);
  return [...newest.values()].filter(({ decision }) => decision !== "undecided");
}

function personStatistics(
  personId: string,
  history: readonly CountedDecision[],
  current: readonly CountedDecision[],
  facts: ReadonlyMap<string, SnapshotLine>,
): PersonStatistics {
  const acts = history.filter(({ decision }) => decision !== "undecided");
  const times = acts.map(({ decidedAt }) => decidedAt.getTime()).sort((a, b) => a - b);
  const relations = new Map<string, number>();
  for (const { lineId } of current) {
    const line = facts.get(lineId);
    for (const relation of line ? relationsOf(personId, line) : []) {
      relations.set(relation, (relations.get(relation) ?? 0) + 1);
    }
  }
  const share = (holds: (row: CountedDecision) => boolean) =>
    shareOf(current.filter(holds).length, current.length);
  return {
    personId,
    decisions: current.length,
    medianSeconds: medianGap(times),
    fastestMinute: fullestMinute(times),
    keepShare: share(({ decision }) => decision === "keep"),
    bulkShare: share(({ bulkId }) => bulkId !== null),
    openedShare: share(({ opened }) => opened),
    sameCommentShare: sameShare(current),
    nightShare: share(({ decidedAt }) => isNight(decidedAt)),
    relations: Object.fromEntries([...relations].sort(([a], [b]) => (a < b ? -1 : 1))),
  };
}

// Four places: a signed number is the same on every machine.
const shareOf = (part: number, whole: number) =>
  whole === 0 ? 0 : Math.round((part / whole) * 10_000) / 10_000;

const isNight = (at: Date) => at.getUTCHours() >= 22 || at.getUTCHours() < 6;

function medianGap(times: readonly number[]): number | null {
  const gaps = times
    .slice(1)
    .map((time, index) => (time - (times[index] ?? time)) / 1_000)
    .sort((a, b) => a - b);
  const upper = gaps[Math.floor(gaps.length / 2)];
  const lower = gaps[Math.ceil(gaps.length / 2) - 1];
  if (upper === undefined || lower === undefined) return null;
  return Math.round(((lower + upper) / 2) * 10) / 10;
}

function fullestMinute(times: readonly number[]): number {
  let most = 0;
  let first = 0;
  for (const [index, time] of times.entries()) {
    while ((times[first] ?? time) <= time - MINUTE_MS) first += 1;
    most = Math.max(most, index - first + 1);
  }
  return most;
}

// Decisions made together share one comment, and are counted one by one all the same: nothing hides behind a bulk.
function sameShare(rows: readonly CountedDecision[]): number {
  const said = new Map<string, number>();
  const comments = rows.map(({ comment }) => comment.trim().toLowerCase().replace(/\s+/g, " "));
  for (const comment of comments.filter(Boolean)) said.set(comment, (said.get(comment) ?? 0) + 1);
  return shareOf(Math.max(0, ...said.values()), comments.filter(Boolean).length);
}

/** REV-14, each with its own number. Raised is disclosed, not forbidden. */
function indicatorsOf(
  reviewers: readonly PersonStatistics[],
  policy: StatisticsPolicy,
): ReviewStatistics["indicators"] {
  const many = reviewers.filter(({ decisions }) => decisions >= ENOUGH);
  const highest = (
    value: (person: PersonStatistics) => number,
    among: readonly PersonStatistics[] = many,
  ) => Math.max(0, ...among.map(value));
  const medians = many.flatMap(({ medianSeconds }) => medianSeconds ?? []);
  const shortest = medians.length === 0 ? null : Math.min(...medians);
  const minute = highest(({ fastestMinute }) => fastestMinute, reviewers);
  const [kept, same, night, bulk] = [
    highest(({ keepShare }) => keepShare),
    highest(({ sameCommentShare }) => sameCommentShare),
    highest(({ nightShare }) => nightShare),
    highest(({ bulkShare }) => bulkShare),
  ];
  const percent = (value: number) => `${Math.round(value * 100)} %`;
  return [
    {
      id: "fast-minute",
      words: `The fullest minute of one person holds ${minute} decisions; ${policy.fastPerMinute} or more are said to be fast.`,
      raised: minute >= policy.fastPerMinute,
    },
    {
      id: "fast-median",
      words:
        shortest === null
          ? `Nobody decided ${ENOUGH} lines or more, so there is no median time.`
          : `The shortest median time between two decisions of one person is ${shortest} s; below ${policy.fastSeconds} s is said to be fast.`,
      raised: shortest !== null && shortest < policy.fastSeconds,
    },
    {
      id: "all-kept",
      words: `The largest share that one person kept is ${percent(kept)}.`,
      raised: many.some(({ keepShare }) => keepShare === 1),
    },
    {
      id: "same-comment",
      words: `The largest share of comments of one person that say the same is ${percent(same)}; ${policy.samePercent} % or more are said to be the same.`,
      raised: same * 100 >= policy.samePercent,
    },
    {
      id: "at-night",
      words: `The largest share that one person decided from 22:00 to 06:00 UTC is ${percent(night)}.`,
      raised: many.some(({ nightShare }) => nightShare === 1),
    },
    {
      id: "together",
      words: `The largest share that one person decided together with other lines is ${percent(bulk)}.`,
      raised: many.some(({ bulkShare }) => bulkShare > 0.5),
    },
  ];
}
