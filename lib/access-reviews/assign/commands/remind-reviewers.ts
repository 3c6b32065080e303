import "server-only";
import { type CommandContext, type Recorder, type Tx, transact } from "@/lib/change-log/transact";
import { addDays } from "@/lib/core/clock";
import { read } from "@/lib/db/read";
import { accessReviewsSettings } from "../../settings";
import { policyOf } from "../../stored";
import type { ReviewerPart } from "../assign-view";
import { preparers } from "../preparers";
import { reviewerParts } from "../queries";
import { closedWords, leftWords, ownerWords, reminderWords } from "../reminder-words";
import { reminderAt } from "../reminders";
import { tellOfReview } from "../tell";

const AT_ONCE = 100;
const CLOSED_DAYS = 14;
const OWNER_STEPS = /^(?:three-days|one-day|due|overdue-\d+)$/;

/**
 * Reminds of open reviews on the published rhythm: kick-off, weekly, some days before, one day before, on the day, and daily once
 * overdue: only people whose part is not signed, each once a step. The owner is told from the last days on, or once all parts are
 * signed. Of a reviewer who left, whoever prepares reviews is told; of a signed review everybody who had a part.
 */
export async function remindReviewers(ctx: CommandContext): Promise<void> {
  for (const review of await reviewsOf({ status: "open" })) {
    await tellOfLeavers(ctx, review);
    await remind(ctx, review);
  }
  const since = addDays(ctx.now, -CLOSED_DAYS);
  for (const review of await reviewsOf({ signedAt: { gte: since } })) await tellClosed(ctx, review);
}

type Where = NonNullable<
  NonNullable<Parameters<ReturnType<typeof read>["accessReview"]["findMany"]>[0]>["where"]
>;

async function reviewsOf(where: Where) {
  return read().accessReview.findMany({
    where,
    orderBy: { id: "asc" },
    take: AT_ONCE,
  });
}

type Review = Awaited<ReturnType<typeof reviewsOf>>[number];

async function remind(ctx: CommandContext, review: Review): Promise<void> {
  const { id: reviewId, launchedAt, dueAt } = review;
  if (launchedAt === null) return;
  const values = policyOf(review.policy)?.values ?? {};
  const remindFirstDays =
    values.remindFirstDays ?? accessReviewsSettings.fields.remindFirstDays.default;
  const about = reminderAt({ launchedAt, dueAt, remindFirstDays }, ctx.now);
  const parts = await reviewerParts(reviewId);
  const unsigned = parts.filter(({ signedAt }) => signedAt === null);
  const owed = owedBy(unsigned);
  const owner = ownerStep(about, parts.length > 0 && unsigned.length === 0);
  const wanted = [...owed.keys()].map((personId) => ({ personId, about }));
  const told = await toldAlready(reviewId);
  const isNew = (each: { personId: string; about: string }) =>
    !told.has(`${each.personId} ${each.about}`);
  const people = wanted.filter(isNew);
  const tellOwner = owner !== null && isNew({ personId: review.ownerId, about: owner });
  if (people.length === 0 && !tellOwner) return;
  await transact(ctx, async (tx, record) => {
    for (const { personId } of people) {
      const words = reminderWords(about, review, owed.get(personId) ?? 0);
      const link = `/access-reviews/${reviewId}/decide`;
      await tellOfReview(tx, record, ctx, { review, personIds: [personId], about, words, link });
    }
    if (tellOwner) await tellTheOwner(tx, record, ctx, { review, about: owner, unsigned });
  });
}

// REV-21: whoever left decides nothing more, and somebody must hand their lines over.
async function tellOfLeavers(ctx: CommandContext, review: Review): Promise<void> {
  const parts = await reviewerParts(review.id);
  const unsigned = parts.filter(({ signedAt }) => signedAt === null);
  const left = await read().person.findMany({
    where: { id: { in: unsigned.map(({ personId }) => personId) }, deactivatedAt: { not: null } },
    select: { id: true },
    orderBy: { id: "asc" },
    take: AT_ONCE,
  });
  const told = await toldAlready(review.id);
  const fresh = left.filter(({ id }) => !told.has(`${review.ownerId} left:${id}`));
  if (fresh.length === 0) return;
  await transact(ctx, async (tx, record) => {
    const personIds = [...new Set([review.ownerId, ...(await preparers(tx))])];
    const link = `/access-reviews/${review.id}/reviewers`;
    for (const { id } of fresh) {
      const about = `left:${id}`;
      await tellOfReview(tx, record, ctx, {
        review,
        personIds,
        about,
        words: leftWords(review),
        link,
      });
    }
  });
}

function ownerStep(about: string, allSigned: boolean): string | null {
  if (allSigned && !about.startsWith("overdue")) return "all-signed";
  return OWNER_STEPS.test(about) ? `owner-${about}` : null;
}

async function tellTheOwner(
  tx: Tx,
  record: Recorder,
  ctx: CommandContext,
  told: {
    review: { id: string; reference: string; dueAt: Date; ownerId: string };
    about: string;
    unsigned: readonly ReviewerPart[];
  },
): Promise<void> {
  const { review, about, unsigned } = told;
  const words = ownerWords(about.replace("owner-", ""), review, unsigned.length);
  await tellOfReview(tx, record, ctx, { review, personIds: [review.ownerId], about, words });
}

function owedBy(unsigned: readonly ReviewerPart[]): Map<string, number> {
  const owed = new Map<string, number>();
  for (const { personId, undecided, cannotJudge } of unsigned) {
    owed.set(personId, (owed.get(personId) ?? 0) + undecided + cannotJudge);
  }
  return owed;
}

async function toldAlready(reviewId: string): Promise<ReadonlySet<string>> {
  const told = await read().reviewNotice.findMany({
    where: { reviewId },
    select: { personId: true, about: true },
    take: 100_000,
  });
  return new Set(told.map(({ personId, about }) => `${personId} ${about}`));
}

async function tellClosed(ctx: CommandContext, review: Review): Promise<void> {
  const reviewId = review.id;
  const had = await read().reviewAssignment.findMany({
    where: { reviewId },
    select: { personId: true },
    distinct: ["personId"],
    orderBy: { personId: "asc" },
    take: 5_000,
  });
  const told = await toldAlready(reviewId);
  const personIds = had.flatMap(({ personId }) =>
    told.has(`${personId} closed`) ? [] : [personId],
  );
  if (personIds.length === 0) return;
  await transact(ctx, async (tx, record) => {
    const words = closedWords(review);
    await tellOfReview(tx, record, ctx, { review, personIds, about: "closed", words });
  });
}
