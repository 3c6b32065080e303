import "server-only";
import { answerableId } from "@/lib/auth/actor";
import { type CommandContext, transact } from "@/lib/change-log/transact";
import { AppError } from "@/lib/core/app-error";
import { utcDay } from "@/lib/core/clock";
import type { DeclareHolidayInput, RemoveHolidayInput } from "../emergency/schema";

/**
 * Declares a day on which nobody works. What is due already stays due: a holiday moves nothing that was taken before it was
 * declared. Errors: forbidden (no person), conflict (declared already).
 */
export async function declareHoliday(
  ctx: CommandContext,
  { day, name }: DeclareHolidayInput,
): Promise<{ day: string; name: string }> {
  const declaredById = answerableId(ctx.actor);
  if (declaredById === null) throw new AppError("forbidden", "Only a named person can declare it.");
  return transact(ctx, async (tx, record) => {
    const at = new Date(`${day}T00:00:00Z`);
    const before = await tx.holiday.findUnique({ where: { day: at } });
    if (before && before.removedAt === null) {
      throw new AppError("conflict", `${day} is a holiday already: ${before.name}.`);
    }
    const data = { name, declaredById, declaredAt: ctx.now, removedAt: null };
    const after = await tx.holiday.upsert({
      where: { day: at },
      create: { ...data, day: at },
      update: data,
    });
    await record({ action: "holiday.declared", subjectId: day, before, after });
    return { day, name };
  });
}

/** Takes a holiday back, for what is taken from now on. Errors: not_found. */
export async function removeHoliday(
  ctx: CommandContext,
  { day }: RemoveHolidayInput,
): Promise<{ day: string; name: string }> {
  return transact(ctx, async (tx, record) => {
    const at = new Date(`${day}T00:00:00Z`);
    const before = await tx.holiday.findUnique({ where: { day: at } });
    const [after] = await tx.holiday.updateManyAndReturn({
      where: { day: at, removedAt: null },
      data: { removedAt: ctx.now },
    });
    if (!before || !after) throw new AppError("not_found", "No such holiday.");
    await record({ action: "holiday.removed", subjectId: utcDay(at), before, after });
    return { day, name: after.name };
  });
}
