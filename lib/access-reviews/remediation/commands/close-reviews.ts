import "server-only";
import { type CommandContext, transact } from "@/lib/change-log/transact";
import { read } from "@/lib/db/read";

const AT_ONCE = 500;
const SETTLED = ["verified", "accepted"];

/**
 * REV-17: a signed review is remediated when each of its removals is verified or accepted, and at once where it takes nothing away;
 * it is only signed again when one of them is open again. At most 500 reviews a run.
 */
export async function closeReviews(ctx: CommandContext): Promise<void> {
  const reviews = await read().accessReview.findMany({
    where: { status: { in: ["signed", "remediated"] }, signedAt: { lte: ctx.now } },
    select: { id: true, status: true },
    orderBy: [{ signedAt: "desc" }, { id: "asc" }],
    take: AT_ONCE,
  });
  const open = await read().reviewRemediation.groupBy({
    by: ["reviewId"],
    where: { reviewId: { in: reviews.map(({ id }) => id) }, state: { notIn: SETTLED } },
  });
  const unsettled = new Set(open.map(({ reviewId }) => reviewId));
  for (const { id, status } of reviews) {
    const settled = !unsettled.has(id);
    if (settled && status === "signed") await move(ctx, id, "signed", "remediated");
    if (!settled && status === "remediated") await move(ctx, id, "remediated", "signed");
  }
}

async function move(
  ctx: CommandContext,
  id: string,
  from: "signed" | "remediated",
  to: "signed" | "remediated",
): Promise<void> {
  await transact(ctx, async (tx, record) => {
    const before = await tx.accessReview.findUniqueOrThrow({ where: { id } });
    const after = await tx.accessReview.update({
      where: { id, status: from },
      data: { status: to, remediatedAt: to === "remediated" ? ctx.now : null },
    });
    const action = to === "remediated" ? "review.closed" : "review.reopened";
    await record({ action, subjectId: id, before, after });
  });
}
