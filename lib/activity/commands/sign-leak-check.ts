import "server-only";
import { authorize } from "@/lib/auth/actor";
import { type CommandContext, transact } from "@/lib/change-log/transact";
import { AppError } from "@/lib/core/app-error";
import type { SignLeakCheckInput } from "../redaction-desk/leak-schema";
import { shownLeakCheck } from "./leak-check-row";

/**
 * A person who opened the drawn entries says what they saw (RED-03). Whoever drew it may sign, and is named beside.
 * Errors: forbidden (also: not a person), not_found, conflict (signed already, or changed meanwhile).
 */
export async function signLeakCheck(
  ctx: CommandContext,
  { checkId, version, verdict, note }: SignLeakCheckInput,
): Promise<{ id: string; verdict: "clean" | "leak" }> {
  authorize(ctx.actor, "leak-check:sign");
  if (ctx.actor.kind !== "person") throw new AppError("forbidden", "Only a person signs this.");
  return await transact(ctx, async (tx, record) => {
    const check = await tx.leakCheck.findUnique({ where: { id: checkId } });
    if (!check) throw new AppError("not_found", "No such leak check.");
    const [signed] = await tx.leakCheck.updateManyAndReturn({
      where: { id: checkId, version, signedAt: null },
      data: {
        ...{ verdict, note, version: version + 1 },
        signedById: ctx.actor.id,
        signedAt: ctx.now,
      },
    });
    if (!signed) {
      throw new AppError("conflict", "Someone else signed this leak check first. Load the page.");
    }
    await record({
      action: "leak-check.signed",
      subjectId: check.id,
      before: shownLeakCheck(check),
      after: shownLeakCheck(signed),
      reason: note,
    });
    return { id: check.id, verdict };
  });
}
