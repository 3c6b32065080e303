import "server-only";
import { can } from "@/lib/auth/actor";
import { type CommandContext, type Recorder, type Tx, transact } from "@/lib/change-log/transact";
import { AppError } from "@/lib/core/app-error";
import { isRunning } from "../emergency/life";
import type { AcknowledgeEmergencyInput, EndEmergencyInput } from "../emergency/schema";
import { whereInForce } from "../grants/in-force";
import { endGrant } from "./give-grant";

/** Ends emergency access before its time. Errors: not_found, forbidden (no part and no right), conflict (over). */
export async function endEmergency(
  ctx: CommandContext,
  { emergencyId, reason }: EndEmergencyInput,
): Promise<{ id: string }> {
  return transact(ctx, async (tx, record) => {
    const emergency = await loadEmergency(tx, emergencyId);
    const has = [emergency.personId, emergency.onCallId].includes(ctx.actor.id);
    if (!has && !can(ctx.actor, "grant:decide")) {
      throw new AppError(
        "forbidden",
        "Only who took it, who is on call, or who decides grants ends it.",
      );
    }
    if (!isRunning(emergency, ctx.now)) {
      throw new AppError("conflict", "This emergency access has ended already.");
    }
    const [ended] = await tx.emergencyAccess.updateManyAndReturn({
      where: { id: emergency.id, version: emergency.version, endedAt: null },
      data: { endedAt: ctx.now, version: emergency.version + 1 },
    });
    if (!ended) throw new AppError("conflict", "Somebody else ended this first. Reload the page.");
    await record({
      action: "emergency.ended",
      subjectId: emergency.id,
      before: emergency,
      after: ended,
      reason,
    });
    await endEmergencyGrants(tx, record, ctx, emergency.id, reason);
    return { id: emergency.id };
  });
}

/** The person on call says that they have seen it. Errors: not_found, forbidden (somebody else), conflict (done). */
export async function acknowledgeEmergency(
  ctx: CommandContext,
  { emergencyId }: AcknowledgeEmergencyInput,
): Promise<{ id: string }> {
  return transact(ctx, async (tx, record) => {
    const emergency = await loadEmergency(tx, emergencyId);
    if (emergency.onCallId !== ctx.actor.id) {
      throw new AppError("forbidden", "Only the person who was alerted acknowledges it.");
    }
    const [seen] = await tx.emergencyAccess.updateManyAndReturn({
      where: { id: emergency.id, version: emergency.version, acknowledgedAt: null },
      data: { acknowledgedAt: ctx.now, version: emergency.version + 1 },
    });
    if (!seen) throw new AppError("conflict", "This was acknowledged already. Reload the page.");
    await record({
      action: "emergency.acknowledged",
      subjectId: emergency.id,
      before: emergency,
      after: seen,
    });
    return { id: emergency.id };
  });
}

/** Ends what an emergency still grants, inside a command. */
export async function endEmergencyGrants(
  tx: Tx,
  record: Recorder,
  ctx: CommandContext,
  emergencyId: string,
  reason: string,
): Promise<void> {
  const grants = await tx.grant.findMany({
    where: { emergencyId, ...whereInForce(ctx.now) },
    orderBy: { id: "asc" },
    take: 1_000,
  });
  for (const grant of grants) await endGrant(tx, record, ctx, grant, { reason });
}

async function loadEmergency(tx: Tx, id: string) {
  const emergency = await tx.emergencyAccess.findUnique({ where: { id } });
  if (!emergency) throw new AppError("not_found", "No such emergency access.");
  return emergency;
}
