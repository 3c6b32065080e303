import "server-only";
import { type CommandContext, transact } from "@/lib/change-log/transact";
import { AppError } from "@/lib/core/app-error";
import type { AcknowledgeInput } from "../schema";
import { visibleNotifications } from "../visible";

/** Marks one notification of the actor as seen, or `all` of them, at most 500. Errors: not_found. */
export async function acknowledge(
  ctx: CommandContext,
  { notificationId }: AcknowledgeInput,
): Promise<{ count: number }> {
  return transact(ctx, async (tx, record) => {
    const one = notificationId === "all" ? {} : { id: notificationId };
    const unseen = await tx.notification.findMany({
      where: { AND: [one, { acknowledgedAt: null }, visibleNotifications(ctx.actor)] },
      include: { deliveries: true },
      orderBy: [{ createdAt: "asc" }, { id: "asc" }],
      take: 500,
    });
    if (unseen.length === 0) throw new AppError("not_found", "Nothing is left to acknowledge.");
    for (const before of unseen) {
      const [seen] = await tx.notification.updateManyAndReturn({
        where: { id: before.id, acknowledgedAt: null },
        data: { acknowledgedAt: ctx.now },
      });
      if (!seen)
        throw new AppError("conflict", "You acknowledged this in another window. Reload the page.");
      const after = { ...before, ...seen };
      await record({ action: "notification.acknowledged", subjectId: seen.id, before, after });
    }
    return { count: unseen.length };
  });
}
