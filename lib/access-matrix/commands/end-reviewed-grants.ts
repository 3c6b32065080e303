import "server-only";
import { z } from "zod";
import { type CommandContext, type Recorder, type Tx, transact } from "@/lib/change-log/transact";
import { type EndedGrants, reviewedEndings } from "../grants/reviewed";
import { loadOperations, lockAccessOf } from "./access-facts";
import { endGrant, endGrants, type GrantRecord, giveGrant, type NewGrant } from "./give-grant";

/**
 * Ends in our own register what signed access reviews took away: grants that were revoked; wildcards that were reduced, with grants
 * by name for what stays; grants that may last until a day and no longer, with one that ends then. The signer asked for it, the
 * reviewer approved it, and each has its change. What gateways enforce moves only with their next policy. Answers how many ended.
 */
export async function endReviewedGrants(ctx: CommandContext): Promise<number> {
  const removals = await reviewedEndings(ctx.now);
  const plain = removals.filter((removal) => isPlain(removal, ctx.now));
  let ended = 0;
  // Where something is granted instead, one by one and first: what one grants counts for the next, and what is revoked ends after it.
  for (const removal of removals) {
    if (!isPlain(removal, ctx.now)) ended += await endOne(ctx, removal);
  }
  for (let from = 0; from < plain.length; from += AT_ONCE) {
    ended += await endPlain(ctx, plain.slice(from, from + AT_ONCE));
  }
  return ended;
}

const AT_ONCE = 200; // removals of one transaction: whoever changes the access of these keys waits for it

/** Nothing is granted in its place. */
function isPlain({ remaining, until }: EndedGrants, now: Date): boolean {
  return remaining === null && (until === null || until <= now);
}

async function endPlain(ctx: CommandContext, removals: readonly EndedGrants[]): Promise<number> {
  return transact(ctx, async (tx, record) => {
    await lockAccessOf(
      tx,
      removals.map(({ keyId, serverId }) => `${keyId}:${serverId}`),
    );
    const grants = await tx.grant.findMany({
      where: { OR: removals.map((removal) => heldBy(removal, ctx.now)) },
      orderBy: [{ fromAt: "asc" }, { id: "asc" }],
    });
    const reasons = new Map(
      removals.toReversed().map((removal) => [placeOf(removal), reasonOf(removal)]),
    );
    const byReason = Map.groupBy(grants, (grant) => reasons.get(placeOf(grant)) ?? "");
    for (const [reason, some] of byReason) await endGrants(tx, record, ctx, some, { reason });
    const [first] = removals;
    if (grants.length === 0 && first) await noted(tx, record, first);
    return grants.length;
  });
}

type Place = Pick<EndedGrants, "keyId" | "serverId" | "operationId" | "environment">;

function placeOf({ keyId, serverId, operationId, environment }: Place): string {
  return [keyId, serverId, operationId ?? "*", environment].join("/");
}

function reasonOf({ words, reference }: EndedGrants): string {
  return `${words} in the access review ${reference}.`;
}

async function endOne(ctx: CommandContext, removal: EndedGrants): Promise<number> {
  return transact(ctx, async (tx, record) => {
    await lockAccessOf(tx, [`${removal.keyId}:${removal.serverId}`]);
    const grants = await tx.grant.findMany({
      where: heldBy(removal, ctx.now),
      orderBy: [{ fromAt: "asc" }, { id: "asc" }],
    });
    for (const grant of grants) {
      await endGrant(tx, record, ctx, grant, { reason: reasonOf(removal) });
      await replace(tx, record, ctx, { removal, grant });
    }
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

// Somebody else ended them between the look and the lock: that is recorded already, and so is this visit.
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
