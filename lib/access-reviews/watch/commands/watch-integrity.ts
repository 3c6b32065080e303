import "server-only";
import { type CommandContext, transact } from "@/lib/change-log/transact";
import { addDays } from "@/lib/core/clock";
import { read } from "@/lib/db/read";
import { reviewIntegrity } from "../../sign/integrity";

const WATCHED_DAYS = 800;
const AT_ONCE = 200;

/**
 * Looks at every started review again as a stranger would, and records one that is broken, or whole again, once each time that it
 * turns. At most 200 reviews of the last 800 days a run, the newest first.
 */
export async function watchIntegrity(ctx: CommandContext): Promise<void> {
  const reviews = await read().accessReview.findMany({
    where: {
      status: { in: ["open", "signed", "remediated"] },
      launchedAt: { gt: addDays(ctx.now, -WATCHED_DAYS), lte: ctx.now },
    },
    select: { id: true },
    orderBy: [{ launchedAt: "desc" }, { id: "asc" }],
    take: AT_ONCE,
  });
  for (const { id } of reviews) await lookAt(ctx, id);
}

async function lookAt(ctx: CommandContext, id: string): Promise<void> {
  const [{ state, detail }, last] = await Promise.all([
    reviewIntegrity(id),
    read().changeLogEntry.findFirst({
      where: {
        ...{ subjectKind: "review", subjectId: id },
        action: { in: ["review.broken", "review.restored"] },
      },
      select: { action: true },
      orderBy: { seq: "desc" },
    }),
  ]);
  const wasBroken = last?.action === "review.broken";
  if (wasBroken === (state === "broken")) return;
  await transact(ctx, async (_tx, record) => {
    const action = state === "broken" ? "review.broken" : "review.restored";
    await record({ action, subjectId: id, before: null, after: { state, detail }, reason: detail });
  });
}
