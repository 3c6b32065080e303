import "server-only";
import { type CommandContext, type Tx, transact } from "@/lib/change-log/transact";
import { addDays } from "@/lib/core/clock";
import { read } from "@/lib/db/read";
import { authorize } from "../actor";

// The longest window a policy can set for failed sign-ins is a day; a challenge is good for minutes.
const KEEP_DAYS = 2;

/**
 * Deletes what only ever counted for minutes: challenges of passkeys, and failed sign-ins, which the
 * change log keeps anyway. Sessions stay, ended by their date. Records counts, if anything went.
 */
export async function sweep(ctx: CommandContext): Promise<void> {
  authorize(ctx.actor, "session:sweep");
  const cutoff = addDays(ctx.now, -KEEP_DAYS);
  if (!(await anythingOlder(cutoff))) return;
  await transact(ctx, async (tx, record) => {
    const after = { ...(await deleteOlder(tx, cutoff)), before: cutoff.toISOString() };
    await record({ action: "session.swept", subjectId: ctx.actor.id, before: null, after });
  });
}

async function anythingOlder(cutoff: Date): Promise<boolean> {
  const counts = await Promise.all([
    read().passkeyChallenge.count({ where: { expiresAt: { lt: cutoff } }, take: 1 }),
    read().signInFailure.count({ where: { at: { lt: cutoff } }, take: 1 }),
  ]);
  return counts.some((count) => count > 0);
}

async function deleteOlder(tx: Tx, cutoff: Date) {
  const challenges = await tx.passkeyChallenge.deleteMany({ where: { expiresAt: { lt: cutoff } } });
  const failures = await tx.signInFailure.deleteMany({ where: { at: { lt: cutoff } } });
  return { passkeyChallenges: challenges.count, failedSignIns: failures.count };
}
