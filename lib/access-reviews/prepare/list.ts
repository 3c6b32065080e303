import "server-only";
import { z } from "zod";
import { type Actor, authorize } from "@/lib/auth/actor";
import { namesOf } from "@/lib/auth/people";
import { read, readRows, sql } from "@/lib/db/read";
import { installation } from "@/lib/settings/installation";
import { policyInForce } from "@/lib/settings/policies";
import { quarterAt, recentQuarters } from "../quarters";
import { REVIEW_KINDS, REVIEW_STATUSES, type ReviewKind, type ReviewStatus } from "../review-view";
import { accessReviewsSettings } from "../settings";
import {
  intervalsOf,
  launchTimeliness,
  periodTimeliness,
  type QuarterTimes,
  signTimeliness,
  type TimeRules,
} from "../timeliness/timeliness";
import type { ReviewRow } from "./list-view";
import { listReviews, type Review } from "./queries";

export type ReviewFilters = {
  readonly status: ReviewStatus | null;
  readonly kind: ReviewKind | null;
  readonly quarter: string;
};

export type ReviewList = {
  readonly rows: readonly ReviewRow[];
  /** REV-12: what was or is late, by name. */
  readonly causes: readonly string[];
};

/** The reviews the actor may see, newest quarter first, and what of their times does not hold. Errors: forbidden. */
export async function listReviewRows(
  actor: Actor,
  filters: ReviewFilters,
  now: Date,
): Promise<ReviewList> {
  authorize(actor, "review:read");
  const all = await listReviews(actor, { discarded: filters.status === "discarded" });
  const shown = all.filter((review) => isMeant(review, filters));
  const [progress, removals, names, { values }] = await Promise.all([
    progressOf(all.filter(({ status }) => status === "open").map(({ id }) => id)),
    openRemovals(shown.map(({ id }) => id)),
    namesOf(shown.map(({ ownerId }) => ownerId)),
    policyInForce(accessReviewsSettings, now),
  ]);
  return {
    rows: shown.map((review) => {
      const time = timeOf(review, values, now);
      return {
        ...{ id: review.id, reference: review.reference, title: review.title },
        kind: REVIEW_KINDS.find((known) => known === review.kind) ?? "off-cycle",
        status: REVIEW_STATUSES.find((known) => known === review.status) ?? "draft",
        quarter: review.quarter,
        late: review.status !== "discarded" && (review.signedAt ?? now) > review.dueAt,
        owner: names.get(review.ownerId)?.name ?? review.ownerId,
        ...{ launchedAt: iso(review.launchedAt), dueAt: review.dueAt.toISOString() },
        ...{ signedAt: iso(review.signedAt), remediatedAt: iso(review.remediatedAt) },
        lines: review.snapshotLines,
        decided: decidedOf(review, progress),
        openRemovals: removals.get(review.id) ?? 0,
        timeliness: time?.words ?? "",
        timelinessOutcome: outcomeOf(time?.verdict),
      };
    }),
    causes: await causesOf(all, values, now),
  };
}

function isMeant(review: Review, { status, kind, quarter }: ReviewFilters): boolean {
  const wanted = quarter.trim().toLowerCase();
  return (
    (status === null || review.status === status) &&
    (kind === null || review.kind === kind) &&
    (wanted === "" || review.quarter.toLowerCase().includes(wanted))
  );
}

function timeOf(review: Review, rules: TimeRules, now: Date) {
  if (review.kind !== "quarterly" || review.status === "discarded") return null;
  return signTimeliness(review, rulesOf(review, rules), now);
}

/** A started review is held to the rules it started under. */
function rulesOf({ policy }: Review, now: TimeRules): TimeRules {
  const rule = (name: keyof TimeRules) => policy?.values[name] ?? now[name];
  return {
    ...{ launchDays: rule("launchDays"), signDays: rule("signDays"), failDays: rule("failDays") },
    ...{ intervalDays: rule("intervalDays"), intervalFailDays: rule("intervalFailDays") },
  };
}

function outcomeOf(verdict: string | undefined): ReviewRow["timelinessOutcome"] {
  if (verdict === "pass" || verdict === "attention" || verdict === "fail") return verdict;
  return "none";
}

const QUARTERS_BACK = 12;

/** Quarters that were signed late or not at all, those that nobody reviewed, and too long between two signatures. */
async function causesOf(
  reviews: readonly Review[],
  rules: TimeRules,
  now: Date,
): Promise<readonly string[]> {
  const quarterly = reviews.filter(
    ({ kind, status }) => kind === "quarterly" && status !== "discarded",
  );
  const { createdAt } = await installation();
  const since = quarterly.map(({ periodStart }) => periodStart);
  const begun = new Date(Math.min(createdAt.getTime(), ...since.map((at) => at.getTime())));
  const ended = recentQuarters(now, QUARTERS_BACK + 1)
    .slice(1)
    .filter(({ start }) => start >= quarterAt(begun).start);
  const missing = ended.flatMap((quarter) => {
    if (quarterly.some((review) => review.quarter === quarter.name)) return [];
    const nobody = { periodEnd: quarter.end, launchedAt: null, signedAt: null };
    return [timesOf(quarter.name, nobody, rules, now)];
  });
  const known = quarterly.map((review) =>
    timesOf(review.quarter, review, rulesOf(review, rules), now),
  );
  const signed = quarterly.flatMap(({ signedAt }) => signedAt ?? []);
  const intervals = intervalsOf(signed, rules, now);
  const { causes } = periodTimeliness([...known, ...missing], intervals);
  return [...new Set(causes)].sort().reverse();
}

function timesOf(
  quarter: string,
  review: Parameters<typeof signTimeliness>[0],
  rules: TimeRules,
  now: Date,
): QuarterTimes {
  const launch = launchTimeliness(review, rules, now);
  return { quarter, launch, sign: signTimeliness(review, rules, now) };
}

const progressRow = z.object({ reviewId: z.string(), made: z.number(), of: z.number() });

/** Decisions that stand, of those that are to be made: one a line and stage, two stages as well where an exception added the second. */
async function progressOf(ids: readonly string[]) {
  if (ids.length === 0) return new Map<string, z.infer<typeof progressRow>>();
  const rows = await readRows(
    progressRow,
    sql`SELECT l."reviewId"::text AS "reviewId", sum(greatest(l.stages, (SELECT max(a.stage) FROM "ReviewAssignment" a
            WHERE a."lineId" = l.id AND a.stage = 2)))::int AS of,
          coalesce((SELECT count(*)::int FROM (
            SELECT DISTINCT ON (d."lineId", d.stage) d.decision FROM "ReviewDecision" d WHERE d."reviewId" = l."reviewId"
            ORDER BY d."lineId", d.stage, d.sequence DESC) newest
            WHERE newest.decision NOT IN ('undecided', 'cannot-judge')), 0) AS made
        FROM "ReviewLine" l WHERE l."reviewId" = ANY(${[...ids]}::uuid[]) GROUP BY l."reviewId"`,
  );
  return new Map(rows.map((row) => [row.reviewId, row]));
}

function decidedOf(
  { id, status, snapshotLines }: Review,
  progress: Awaited<ReturnType<typeof progressOf>>,
): ReviewRow["decided"] {
  const found = progress.get(id);
  if (found) return { made: found.made, of: found.of };
  const over = status === "signed" || status === "remediated";
  return over && snapshotLines !== null ? { made: snapshotLines, of: snapshotLines } : null;
}

async function openRemovals(ids: readonly string[]): Promise<ReadonlyMap<string, number>> {
  const rows = await read().reviewRemediation.groupBy({
    by: ["reviewId"],
    where: { reviewId: { in: [...ids] }, state: { in: ["open", "reopened"] } },
    _count: { _all: true },
    orderBy: { reviewId: "asc" },
    take: Math.max(ids.length, 1),
  });
  return new Map(rows.map(({ reviewId, _count }) => [reviewId, _count._all]));
}

function iso(at: Date | null): string | null {
  return at?.toISOString() ?? null;
}
