import "server-only";
import { answerableId, authorize } from "@/lib/auth/actor";
import { type CommandContext, type Tx, transact } from "@/lib/change-log/transact";
import { AppError } from "@/lib/core/app-error";
import { addDays, utcDay } from "@/lib/core/clock";
import { policyInForce } from "@/lib/settings/policies";
import type { DismissCandidateInput } from "../calls/call-schema";
import { listCandidates } from "../calls/queries-calls";
import { activitySettings } from "../settings";

/**
 * Says why a caller needs no entry in the registry, and until when nobody is asked again: never longer than the policy in
 * force allows (G3). Errors: forbidden, not_found (nobody calls so, or it is registered by now), conflict (somebody dismissed
 * it already), invalid_input (the day is over, or too far away).
 */
export async function dismissCandidate(
  ctx: CommandContext,
  { kind, value, reason, until }: DismissCandidateInput,
): Promise<{ id: string; value: string }> {
  authorize(ctx.actor, "candidate:dismiss");
  const expiresAt = new Date(`${until}T00:00:00.000Z`);
  await assertWithinPolicy(expiresAt, ctx.now);
  const candidates = await listCandidates(ctx.actor, ctx.now);
  if (!candidates.some((one) => one.kind === kind && one.value === value)) {
    throw new AppError(
      "not_found",
      "Nobody calls under this name, or it stands in the registry by now. Look at the list again.",
    );
  }
  return transact(ctx, async (tx, record) => {
    await assertFirst(tx, kind, value, ctx.now);
    const dismissed = await tx.candidateDismissal.create({
      data: {
        ...{ kind, value, reason, expiresAt },
        dismissedById: answerableId(ctx.actor) ?? ctx.actor.id,
        dismissedAt: ctx.now,
      },
    });
    await record({
      action: "candidate.dismissed",
      subjectId: dismissed.id,
      before: null,
      after: dismissed,
      reason,
    });
    return { id: dismissed.id, value };
  });
}

async function assertWithinPolicy(expiresAt: Date, now: Date): Promise<void> {
  const { values } = await policyInForce(activitySettings, now);
  const last = utcDay(addDays(now, values.dismissalMaxDays));
  const wrong = (message: string) =>
    new AppError("invalid_input", {
      message: "Check the fields.",
      fieldErrors: { until: [message] },
    });
  if (expiresAt <= now) throw wrong("This day has begun. Choose a later one.");
  if (utcDay(expiresAt) > last) {
    throw wrong(
      `A dismissal lasts at most ${values.dismissalMaxDays} days: choose ${last} or a day before it.`,
    );
  }
}

// Two people at once: the second waits here, and then sees the first one's.
async function assertFirst(tx: Tx, kind: string, value: string, now: Date): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`candidate ${kind} ${value}`}, 0))`;
  const open = await tx.candidateDismissal.findFirst({
    where: { kind, value, endedAt: null, expiresAt: { gt: now } },
    select: { id: true },
  });
  if (open) throw new AppError("conflict", "Somebody dismissed this caller already.");
}
