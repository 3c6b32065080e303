import "server-only";
import { isActivePerson } from "@/lib/auth/people";
import { type CommandContext, transact } from "@/lib/change-log/transact";
import { AppError } from "@/lib/core/app-error";
import type { RecordReviewerInput } from "../schema";

/**
 * Records why somebody is fit to review (REV-07): their role, when they were trained, why they can judge. Never of oneself, and
 * never changed: a newer record takes its place. Errors: forbidden (no person), invalid_input.
 */
export async function recordReviewer(
  ctx: CommandContext,
  { personId, role, trainedOn, suitability }: RecordReviewerInput,
): Promise<{ personId: string }> {
  const { actor, now } = ctx;
  if (actor.kind !== "person") throw new AppError("forbidden", "Only a person can record this.");
  if (actor.id === personId) throw refuse("personId", "Somebody else records it for you.");
  if (trainedOn > now) throw refuse("trainedOn", "Choose a day that has come.");
  return transact(ctx, async (tx, record) => {
    if (!(await isActivePerson(tx, personId))) {
      throw refuse("personId", "This person has left or is unknown.");
    }
    const before = await tx.reviewerRecord.findFirst({
      where: { personId },
      orderBy: [{ recordedAt: "desc" }, { id: "desc" }],
    });
    const after = await tx.reviewerRecord.create({
      data: { personId, role, trainedOn, suitability, recordedById: actor.id, recordedAt: now },
    });
    await record({ action: "reviewer.recorded", subjectId: personId, before, after });
    return { personId };
  });
}

function refuse(field: string, says: string): AppError {
  return new AppError("invalid_input", { message: says, fieldErrors: { [field]: [says] } });
}
