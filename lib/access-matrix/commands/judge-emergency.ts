import "server-only";
import type { CommandContext, Recorder, Tx } from "@/lib/change-log/transact";
import { AppError } from "@/lib/core/app-error";
import type { RequestRecord } from "@/lib/requests/define-request-kind";
import { isRunning } from "../emergency/life";
import { endEmergencyGrants } from "./end-emergency";

/**
 * Writes what somebody who took no part made of an emergency. Declining one that runs ends it at once. Errors: forbidden (who
 * took it, or was alerted), conflict (judged already; approved while it runs, so that not every act could be seen).
 */
export async function judgeEmergency(
  tx: Tx,
  record: Recorder,
  ctx: CommandContext,
  request: RequestRecord,
  verdict: "approved" | "declined",
): Promise<void> {
  const emergency = await tx.emergencyAccess.findUnique({ where: { id: request.subjectId } });
  if (!emergency) throw new AppError("not_found", "No such emergency access.");
  if ([emergency.personId, emergency.onCallId].includes(ctx.actor.id)) {
    throw new AppError("forbidden", "You took part in this emergency, so somebody else judges it.");
  }
  const running = isRunning(emergency, ctx.now);
  if (running && verdict === "approved") {
    throw new AppError(
      "conflict",
      "This emergency access still runs, so not everything that is done with it can be seen. Judge it once it has ended, or decline it, which ends it.",
    );
  }
  const { decidedAt, decisionNote } = await tx.request.findUniqueOrThrow({
    where: { id: request.id },
    select: { decidedAt: true, decisionNote: true },
  });
  const [judged] = await tx.emergencyAccess.updateManyAndReturn({
    where: { id: emergency.id, version: emergency.version, decidedAt: null },
    data: {
      decidedAt: decidedAt ?? ctx.now,
      decidedById: ctx.actor.id,
      verdict,
      note: decisionNote ?? "",
      version: emergency.version + 1,
      ...(running ? { endedAt: ctx.now } : {}),
    },
  });
  if (!judged) throw new AppError("conflict", "Somebody else changed or judged this first.");
  await record({
    action: "emergency.judged",
    subjectId: emergency.id,
    before: emergency,
    after: judged,
    ...(decisionNote ? { reason: decisionNote } : {}),
  });
  const reason = "The emergency access was declined.";
  if (running) await endEmergencyGrants(tx, record, ctx, emergency.id, reason);
}
