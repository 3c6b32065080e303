import "server-only";
import type { CommandContext, Recorder, Tx } from "@/lib/change-log/transact";
import { AppError } from "@/lib/core/app-error";
import type { RequestRecord } from "@/lib/requests/define-request-kind";
import { standardWish } from "../standard/wish";

/**
 * Takes an entry into the catalogue exactly as it was approved; from then on what fits it is granted at once. Errors: conflict
 * (its time is over, adopted already).
 */
export async function adoptStandard(
  tx: Tx,
  record: Recorder,
  ctx: CommandContext,
  request: RequestRecord,
): Promise<void> {
  const wish = standardWish.safeParse(request.after);
  if (!wish.success) {
    throw new AppError(
      "conflict",
      "This version of Countersign does not understand what was asked.",
    );
  }
  const { servers: _, expiresAt, ...rule } = wish.data;
  if (new Date(expiresAt) <= ctx.now) {
    throw new AppError("conflict", "The time it was to grant in is over. Decline it.");
  }
  const { decidedAt } = await tx.request.findUniqueOrThrow({
    where: { id: request.id },
    select: { decidedAt: true },
  });
  const [adopted] = await tx.standardChange.createManyAndReturn({
    data: [
      {
        ...rule,
        id: request.subjectId,
        requestId: request.id,
        requestedById: request.requestedById,
        approvedById: ctx.actor.id,
        approvedAt: decidedAt ?? ctx.now,
        expiresAt: new Date(expiresAt),
      },
    ],
    skipDuplicates: true,
  });
  if (!adopted) throw new AppError("conflict", "This entry is in the catalogue already.");
  await record({
    action: "standard-change.adopted",
    subjectId: adopted.id,
    before: null,
    after: adopted,
    reason: request.reason,
  });
}
