import "server-only";
import { z } from "zod";
import { type CommandContext, type Recorder, type Tx, transact } from "@/lib/change-log/transact";
import { read } from "@/lib/db/read";
import { type EndedGrants, reviewedEndings } from "../grants/reviewed";
import { loadOperations, lockAccess } from "./access-facts";
import { endGrant, type GrantRecord, giveGrant, type NewGrant } from "./give-grant";

/**
 * Ends in our own register what signed access reviews took away: grants that were revoked; wildcards that were reduced, with grants
 * by name for what stays; grants that may last until a day and no longer, with one that ends then. The signer asked for it, the
 * reviewer approved it, and each has its change. What gateways enforce moves only with their next policy. Answers how many ended.
 */
export async function endReviewedGrants(ctx: CommandContext): Promise<number> {
  let ended = 0;
  for (const removal of await reviewedEndings(ctx.now)) ended += await endOne(ctx, removal);
  return ended;
}

async function endOne(ctx: CommandContext, removal: EndedGrants): Promise<number> {
  const held = await read().grant.count({ where: heldBy(removal, ctx.now) });
  if (held === 0) return 0;
  return transact(ctx, async (tx, record) => {
    await lockAccess(tx, `${removal.keyId}:${removal.serverId}`);
    const grants = await tx.grant.findMany({
      where: heldBy(removal, ctx.now),
      orderBy: [{ fromAt: "asc" }, { id: "asc" }],
    });
    const reason = `${removal.words} in the access review ${removal.reference}.`;
    for (const grant of grants) {
      await endGrant(tx, record, ctx, grant, { reason });
      await replace(tx, record, ctx, { removal, grant });
    }
    // Somebody else ended them between the look and the lock: that is recorded already, and so is this visit.
    if (grants.length === 0) await noted(tx, record, removal);
    return grants.length;
  });
}

/** What of a removal can still be ended: begun or not, and not over. Of a keep-until what lasts longer. */
function heldBy({ keyId, serverId, operationId, environment, until }: EndedGrants, now: Date) {
  const later = until !== null && until > now ? until : now;
  return {
    ...{ keyId, serverId, operationId, environment, endedAt: null },
    OR: [{ until: null }, { until: { gt: later } }],
  };
}

async function noted(tx: Tx, record: Recorder, { remediationId }: EndedGrants): Promise<void> {
  const row = await tx.reviewRemediation.findUniqueOrThrow({ where: { id: remediationId } });
  const change = { subjectId: row.id, before: row, after: row };
  await record({ ...change, action: "remediation.advanced", reason: "Ended by somebody else." });
}

type Replaced = { readonly removal: EndedGrants; readonly grant: GrantRecord };

async function replace(
  tx: Tx,
  record: Recorder,
  ctx: CommandContext,
  { removal, grant }: Replaced,
): Promise<void> {
  const { remaining, until } = removal;
  if (remaining !== null) return replaceByNames(tx, record, ctx, { removal, grant });
  if (until === null || until <= ctx.now) return;
  const exception = exceptionUntil(grant, until);
  await giveGrant(tx, record, {
    ...common(ctx, removal, grant),
    ...{ operationId: grant.operationId, definitionHash: grant.definitionHash, until },
    ...(exception ? { exception } : {}),
  });
}

async function replaceByNames(
  tx: Tx,
  record: Recorder,
  ctx: CommandContext,
  { removal, grant }: Replaced,
): Promise<void> {
  const { keyId, serverId, environment } = grant;
  const named = await tx.operation.findMany({
    where: { serverId, retiredAt: null },
    select: { id: true, name: true },
  });
  const wanted = new Set(removal.remaining?.map((name) => name.toLowerCase()));
  const ids = named.flatMap(({ id, name }) => (wanted.has(name.toLowerCase()) ? [id] : []));
  const held = await tx.grant.findMany({
    where: {
      ...{ keyId, serverId, environment, operationId: { in: ids }, endedAt: null },
      OR: [{ until: null }, { until: { gt: ctx.now } }],
    },
    select: { operationId: true },
  });
  const granted = new Set(held.map(({ operationId }) => operationId));
  for (const { id, pinnedHash, observedHash } of await loadOperations(tx, ids)) {
    if (granted.has(id)) continue;
    await giveGrant(tx, record, {
      ...common(ctx, removal, grant),
      ...{ operationId: id, definitionHash: pinnedHash ?? observedHash, until: grant.until },
    });
  }
}

function common({ now }: CommandContext, removal: EndedGrants, grant: GrantRecord) {
  const { keyId, serverId, environment, purpose } = grant;
  return {
    ...{ keyId, serverId, environment, purpose, kind: "normal", fromAt: now },
    ...{ requestId: null, requestedById: removal.signerId, requestedAt: removal.signedAt },
    ...{ approvedById: removal.reviewerId, approvedAt: removal.decidedAt, replacesId: grant.id },
  } as const satisfies Partial<NewGrant>;
}

const wildcardException = z.object({
  ...{ reason: z.string(), measures: z.string(), acceptedById: z.string() },
  acceptedAt: z.string(),
});

function exceptionUntil({ exception }: GrantRecord, until: Date): NewGrant["exception"] | null {
  const read = wildcardException.safeParse(exception);
  return read.success ? { ...read.data, until: until.toISOString() } : null;
}
