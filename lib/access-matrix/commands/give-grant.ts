import "server-only";
import { answerableId } from "@/lib/auth/actor";
import type { CommandContext, Recorder, Tx } from "@/lib/change-log/transact";
import { AppError } from "@/lib/core/app-error";

/** A grant as it is stored. */
export type GrantRecord = Awaited<ReturnType<Tx["grant"]["findUniqueOrThrow"]>>;

/** How it came to be granted: asked and approved, by an entry of the catalogue, or in an emergency. */
export type GrantKind = "normal" | "standard" | "emergency";

/** What an exception for a wildcard says; instants are ISO texts. */
export type WildcardException = {
  reason: string;
  measures: string;
  acceptedById: string;
  acceptedAt: string;
  until: string;
};

/** A grant to be written. `operationId` null: every operation of the server, which needs an `exception`. */
export type NewGrant = {
  keyId: string;
  serverId: string;
  operationId: string | null;
  environment: string;
  purpose: string;
  kind: GrantKind;
  definitionHash: string | null;
  fromAt: Date;
  until: Date | null;
  requestId: string | null;
  requestedById: string;
  requestedAt: Date;
  approvedById: string;
  approvedAt: Date;
  standardId?: string;
  emergencyId?: string;
  exception?: WildcardException;
  replacesId?: string;
};

/**
 * Writes a grant and its change `grant.given`, inside a command that has checked who may have it. The only way a grant comes to
 * be: one without that change was written by somebody behind the application (SCN-01).
 */
export async function giveGrant(tx: Tx, record: Recorder, grant: NewGrant): Promise<GrantRecord> {
  const given = await tx.grant.create({ data: grant });
  await record({
    action: "grant.given",
    subjectId: given.id,
    before: null,
    after: given,
    reason: given.purpose,
  });
  return given;
}

/** Why a grant ends; `requestId` where somebody asked for that and another person approved it. */
export type GrantEnd = { reason: string; requestId?: string };

/** Ends a grant now, inside a command. Errors: conflict (it has ended already, by somebody or by its date). */
export async function endGrant(
  tx: Tx,
  record: Recorder,
  ctx: CommandContext,
  grant: GrantRecord,
  end: GrantEnd,
): Promise<GrantRecord> {
  const [ended] = await endGrants(tx, record, ctx, [grant], end);
  if (!ended) throw alreadyEnded();
  return ended;
}

/**
 * Ends several grants now for one reason, inside a command: one statement, and a change each. At most some thousand. Errors: conflict
 * (one of them has ended already).
 */
export async function endGrants(
  tx: Tx,
  record: Recorder,
  ctx: CommandContext,
  grants: readonly GrantRecord[],
  { reason, requestId }: GrantEnd,
): Promise<GrantRecord[]> {
  const ended = await tx.grant.updateManyAndReturn({
    where: {
      id: { in: grants.map(({ id }) => id) },
      endedAt: null,
      OR: [{ until: null }, { until: { gt: ctx.now } }],
    },
    data: {
      endedAt: ctx.now,
      endedById: answerableId(ctx.actor),
      endedReason: reason,
      ...(requestId === undefined ? {} : { endRequestId: requestId }),
    },
  });
  const after = new Map(ended.map((grant) => [grant.id, grant]));
  const changes = grants.map((before) => {
    const now = after.get(before.id);
    if (!now) throw alreadyEnded();
    return { action: "grant.ended", subjectId: before.id, before, after: now, reason } as const;
  });
  await record.each(changes);
  return ended;
}

function alreadyEnded(): AppError {
  return new AppError("conflict", "This grant has ended already.");
}
