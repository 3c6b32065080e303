import "server-only";
import type { CommandContext, Recorder, Tx } from "@/lib/change-log/transact";
import { notify } from "@/lib/notify/notify";
import type { Words } from "./reminder-words";

export type Telling = {
  readonly review: { readonly id: string; readonly reference: string };
  readonly personIds: readonly string[];
  /** What it is about: the same is told to the same person once. */
  readonly about: string;
  readonly words: Words;
  /** Where it leads; the review's page, unless said. */
  readonly link?: string;
};

/** Tells people of a review, each once about the same. Records `review.reminded` with whom; answers who was told now. */
export async function tellOfReview(
  tx: Tx,
  record: Recorder,
  ctx: CommandContext,
  { review, personIds, about, words, link }: Telling,
): Promise<string[]> {
  const told = await tx.reviewNotice.createManyAndReturn({
    data: personIds.map((personId) => ({ reviewId: review.id, personId, about, toldAt: ctx.now })),
    skipDuplicates: true,
    select: { personId: true },
  });
  const ids = told.map(({ personId }) => personId).sort();
  if (ids.length === 0) return [];
  await record({
    action: "review.reminded",
    subjectId: review.id,
    before: null,
    after: { reviewId: review.id, about, personIds: ids, toldAt: ctx.now.toISOString() },
    reason: words.title,
  });
  await notify(tx, record, ctx, {
    personIds: ids,
    kind: "review.reminded",
    ...words,
    link: link ?? `/access-reviews/${review.id}`,
  });
  return ids;
}
