import { counted, defineDetector, explained, type Raised, short } from "./detector";
import { grouped } from "./environment-crossing";
import { type Facts, noFacts } from "./facts";
import { earliest } from "./first-seen";
import type {
  BrokenReview,
  OpenRemoval,
  OpenReview,
  ReviewFacts,
  SilentReview,
} from "./review-facts";

const DAY_MS = 86_400_000;

function withReviews(now: Date, more: Partial<ReviewFacts>): Facts {
  const facts = noFacts(now);
  return { ...facts, reviews: { ...facts.reviews, ...more } };
}

/** G9: a review does not end quietly by itself. */
export const reviewOverdue = defineDetector({
  id: "review-overdue",
  version: 1,
  title: "Access review overdue",
  means: "An access review was to be signed by its due day, and is not.",
  matters: "Nobody has confirmed who may call what for longer than the rule allows.",
  act: "Finish the open parts, or sign under the rule for silence that was chosen before the start. It stays late on record.",
  everyMinutes: 60,
  rules: [],
  toldBy: "access-reviews.remind",
  examined: ({ reviews }) => reviews.open.length,
  detect: ({ reviews }, _rules, now) =>
    reviews.open.filter(({ dueAt }) => dueAt < now).map((review) => overdue(review, now)),
  canary: (now) =>
    withReviews(now, {
      open: [
        { id: "canary", reference: "Canary", dueAt: new Date(now.getTime() - DAY_MS), ...HALF },
      ],
    }),
});
const HALF = { lines: 2, undecided: 1 };

function overdue({ id, reference, dueAt, lines, undecided }: OpenReview, now: Date): Raised {
  const days = Math.floor((now.getTime() - dueAt.getTime()) / DAY_MS);
  return {
    groupKey: `review:${id}`,
    severity: "warning",
    title: `${short(reference)} is overdue`,
    subject: { kind: "review", id },
    firstAt: dueAt,
    lastAt: now,
    explanation: explained({
      baseline: `It was due ${dueAt.toISOString()}.`,
      observed: `It is not signed, ${counted(days, "full day")} later.`,
      deviation: `${counted(undecided, "line")} of ${lines.toLocaleString("en")} without a decision.`,
      numbers: { unit: "days", baseline: 0, observed: days },
      evidence: [{ label: reference, href: `/access-reviews/${id}` }],
    }),
  };
}

/** G9: silence is visible, and never counted as keep. */
export const reviewSilence = defineDetector({
  id: "review-silence",
  version: 1,
  title: "Lines of a review without an answer",
  means: "A signed access review left lines as they were because nobody answered for them.",
  matters: "Access goes on that no named person looked at in that quarter.",
  act: "Have the lines looked at in a review out of turn, or taken away by an addendum.",
  everyMinutes: 60,
  rules: [],
  examined: ({ reviews }) => reviews.started,
  detect: ({ reviews }, _rules, now) =>
    reviews.silent.filter(({ silent }) => silent > 0).map((review) => silence(review, now)),
  canary: (now) =>
    withReviews(now, {
      silent: [{ id: "canary", reference: "Canary", signedAt: now, lines: 2, silent: 1 }],
    }),
});

function silence({ id, reference, signedAt, lines, silent }: SilentReview, now: Date): Raised {
  return {
    groupKey: `review:${id}`,
    severity: "warning",
    title: `${short(reference)}: ${counted(silent, "line")} without an answer`,
    subject: { kind: "review", id },
    firstAt: signedAt,
    lastAt: now,
    explanation: explained({
      baseline: "Each line of a review is answered by a named person.",
      observed: `${silent.toLocaleString("en")} of ${lines.toLocaleString("en")} were not.`,
      deviation: "They stayed as they were, by the rule that was chosen before the start.",
      numbers: { unit: "lines", baseline: 0, observed: silent },
      evidence: [{ label: reference, href: `/access-reviews/${id}/lines?outcome=no-response` }],
    }),
  };
}

/** REV-15: what was taken away is gone in time, by the data. */
export const removalOverdue = defineDetector({
  id: "removal-overdue",
  version: 1,
  title: "Removal of access overdue",
  means:
    "Access that a signed review took away was to be gone by now, and the data do not show it.",
  matters: "What nobody wants any more can still be called.",
  act: "Take it out of the gateway's policy and have the gateway state that policy. A closed ticket alone changes nothing here.",
  everyMinutes: 60,
  rules: [],
  toldBy: "access-reviews.removals",
  examined: ({ reviews }) => reviews.removals.length,
  detect: ({ reviews }, _rules, now) => {
    const late = reviews.removals.filter(({ dueAt }) => dueAt < now);
    return [...grouped(late, ({ reviewId }) => reviewId).values()].map((rows) => lateOf(rows, now));
  },
  canary: (now) => withReviews(now, { removals: [canaryRemoval(now)] }),
});

function lateOf(rows: readonly OpenRemoval[], now: Date): Raised {
  const [first] = rows;
  if (!first) throw new Error("a group without rows");
  const since = earliest(rows.map(({ dueAt }) => dueAt));
  const days = Math.floor((now.getTime() - since.getTime()) / DAY_MS);
  return {
    groupKey: `review:${first.reviewId}`,
    severity: rows.some(({ critical }) => critical) ? "critical" : "warning",
    title: `${short(first.reference)}: ${counted(rows.length, "removal")} overdue`,
    subject: { kind: "review", id: first.reviewId },
    firstAt: since,
    lastAt: now,
    explanation: explained({
      baseline: "Each is gone by its due day, as gateways state it.",
      observed: `${counted(rows.length, "removal")} overdue, the oldest for ${counted(days, "full day")}.`,
      deviation: short(first.standing, 300) || "The data do not show it gone.",
      numbers: { unit: "removals", baseline: 0, observed: rows.length },
      evidence: rows.slice(0, EVIDENCE).map(removalLink),
    }),
  };
}

const EVIDENCE = 8;

function removalLink({ id, reference, dueAt }: OpenRemoval) {
  const due = dueAt.toISOString().slice(0, 10);
  return { label: `${reference}, due ${due}`, href: `/access-reviews/removals?open=${id}` };
}

/** G10: a call that goes through after it was gone. */
export const removedAccessUsed = defineDetector({
  id: "removed-access-used",
  version: 1,
  title: "Access used after it was taken away",
  means: "A call went through that a signed review had taken away, after the data showed it gone.",
  matters: "The gateway says it refuses it, and does not: a way around the policy is open.",
  act: "Stop the key, find out by which way the call went through, and show with a denied call that it is closed.",
  everyMinutes: 60,
  rules: [],
  toldBy: "access-reviews.removals",
  examined: ({ reviews }) => reviews.removals.length,
  detect: ({ reviews }, _rules, now) =>
    reviews.removals.flatMap((row) => (row.usedAt ? [usedAgain(row, row.usedAt, now)] : [])),
  canary: (now) => withReviews(now, { removals: [{ ...canaryRemoval(now), usedAt: now }] }),
});

function usedAgain(row: OpenRemoval, usedAt: Date, now: Date): Raised {
  return {
    groupKey: `removal:${row.id}:${usedAt.toISOString()}`,
    severity: "critical",
    title: `Access taken away by ${short(row.reference)} was used`,
    subject: { kind: "review", id: row.reviewId },
    firstAt: usedAt,
    lastAt: now,
    explanation: explained({
      baseline: "No call goes through once access is gone.",
      observed: short(row.because, 300) || "A call went through.",
      deviation: "The removal is open again, as critical.",
      numbers: { unit: "removals", baseline: 0, observed: 1 },
      evidence: [removalLink(row)],
    }),
  };
}

/** G6: what was frozen and signed is what stands in the tables. */
export const reviewBroken = defineDetector({
  id: "review-broken",
  version: 1,
  title: "Signed review broken",
  means: "The snapshot or a signature of an access review is no longer what it was.",
  matters:
    "Somebody wrote to the database itself: the review proves nothing until it is as it was signed.",
  act: "Find out who can write to the database, and put the rows back from a pack or a backup that verifies.",
  everyMinutes: 60,
  rules: [],
  examined: ({ reviews }) => reviews.started,
  detect: ({ reviews }, _rules, now) => reviews.broken.map((review) => broken(review, now)),
  canary: (now) =>
    withReviews(now, {
      broken: [{ id: "canary", reference: "Canary", foundAt: now, detail: "Made up." }],
    }),
});

function broken({ id, reference, foundAt, detail }: BrokenReview, now: Date): Raised {
  return {
    groupKey: `review:${id}:${foundAt.toISOString()}`,
    severity: "critical",
    title: `${short(reference)} is broken`,
    subject: { kind: "review", id },
    firstAt: foundAt,
    lastAt: now,
    explanation: explained({
      baseline: "A snapshot and its signatures stay as they were made.",
      observed: short(detail, 300),
      deviation: "Nobody is on record for that.",
      numbers: { unit: "reviews", baseline: 0, observed: 1 },
      evidence: [{ label: reference, href: `/access-reviews/${id}` }],
    }),
  };
}

function canaryRemoval(now: Date): OpenRemoval {
  return {
    ...{ id: "canary", reviewId: "canary", reference: "Canary", critical: true },
    ...{ dueAt: new Date(now.getTime() - DAY_MS), standing: "Made up.", usedAt: null },
    because: "Made up.",
  };
}
