import "server-only";
import { type CommandContext, type Recorder, type Tx, transact } from "@/lib/change-log/transact";
import { AppError } from "@/lib/core/app-error";
import { authorize } from "../actor";
import type { EndAllSessionsInput, PersonInput, SessionInput } from "../schema";

/** Ends one of the actor's own sessions, effective on its next request. Errors: not_found (also: not theirs, ended). */
export async function endSession(ctx: CommandContext, { sessionId }: SessionInput): Promise<void> {
  await transact(ctx, async (tx, record) => {
    const ended = await endSessionsOf(tx, record, ctx.now, {
      personId: ctx.actor.id,
      id: sessionId,
    });
    if (ended === 0) throw new AppError("not_found", "This session has ended already.");
  });
}

/** Signs the actor out everywhere, or everywhere but here. Answers how many sessions ended. Errors: not_found (none). */
export async function endAllSessions(
  ctx: CommandContext,
  { keep }: EndAllSessionsInput,
): Promise<number> {
  const { actor } = ctx;
  const here = actor.kind === "person" ? actor.sessionId : undefined;
  return transact(ctx, async (tx, record) => {
    const ended = await endSessionsOf(tx, record, ctx.now, {
      personId: actor.id,
      ...(keep === "this" && here ? { id: { not: here } } : {}),
    });
    if (ended === 0) throw new AppError("not_found", "No other session is open.");
    return ended;
  });
}

/** Signs somebody else out everywhere. Errors: forbidden, not_found (none is open). */
export async function endSessionsFor(
  ctx: CommandContext,
  { personId }: PersonInput,
): Promise<number> {
  authorize(ctx.actor, "person:manage");
  return transact(ctx, async (tx, record) => {
    const ended = await endSessionsOf(tx, record, ctx.now, { personId });
    if (ended === 0) throw new AppError("not_found", "This person has no open session.");
    return ended;
  });
}

type SessionFilter = { personId: string; id?: string | { not: string } };

/** Ends open sessions and records each. Answers how many. */
export async function endSessionsOf(
  tx: Tx,
  record: Recorder,
  now: Date,
  filter: SessionFilter,
): Promise<number> {
  const ended = await tx.session.updateManyAndReturn({
    where: { ...filter, endedAt: null, expiresAt: { gt: now } },
    data: { endedAt: now },
  });
  for (const session of ended) {
    await record({
      action: "session.ended",
      subjectId: session.id,
      before: { ...session, endedAt: null },
      after: session,
    });
  }
  return ended.length;
}
