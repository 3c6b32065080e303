import "server-only";
import type { z } from "zod";
import { can } from "@/lib/auth/actor";
import type { CommandContext, Recorder, Tx } from "@/lib/change-log/transact";
import { AppError } from "@/lib/core/app-error";
import type { RequestRecord } from "@/lib/requests/define-request-kind";
import { inForce } from "../grants/in-force";
import {
  objectionToKey,
  objectionToOperation,
  objectionToServer,
  partiesOf,
} from "../grants/policy";
import {
  accessWish,
  removalWish,
  type WishedOperation,
  wildcardWish,
  wishedOperations,
} from "../grants/wish";
import {
  assertNone,
  grantedNow,
  type LoadedKey,
  type LoadedOperation,
  type LoadedServer,
  loadKey,
  loadOperations,
  loadServer,
  lockAccess,
} from "./access-facts";
import { endGrant, type GrantRecord, giveGrant, type NewGrant } from "./give-grant";

/**
 * Grants exactly what was approved, operation by operation. Errors: forbidden (the decider has a part in it by now), conflict
 * (key or agent not active, server out of scope, a definition that changed since, granted meanwhile, over).
 */
export async function carryOutAccess(
  tx: Tx,
  record: Recorder,
  ctx: CommandContext,
  request: RequestRecord,
): Promise<void> {
  const { key, server, current } = await subjectOf(tx, ctx, request);
  assertStillDecides(ctx, server);
  const wish = wishIn(accessWish, request);
  const wished = wishedOperations(wish);
  const operations = await loadOperations(
    tx,
    wished.map(({ id }) => id),
  );
  assertNone(
    objectionToServer(server, key.environment),
    ...operations.map((operation) => objectionToOperation(operation, key.environment)),
    ...wished.map((each) => changedSince(each, operations)),
    ...wished.map((each) => grantedMeanwhile(each, current)),
  );
  const common = await commonOf(tx, ctx, request, { key, wish, serverId: server.id });
  for (const { id, definition, replaces } of wished) {
    const held = current.find((grant) => grant.id === replaces);
    const reason = `Granted anew by the request ${request.title}.`;
    if (held) await endGrant(tx, record, ctx, held, { reason, requestId: request.id });
    await giveGrant(tx, record, {
      ...common,
      operationId: id,
      definitionHash: definition,
      ...(replaces === null ? {} : { replacesId: replaces }),
    });
  }
}

/** Grants every operation of a server, as an exception. Errors: as for single operations. */
export async function carryOutWildcard(
  tx: Tx,
  record: Recorder,
  ctx: CommandContext,
  request: RequestRecord,
): Promise<void> {
  const { key, server, current } = await subjectOf(tx, ctx, request);
  const wish = wishIn(wildcardWish, request);
  assertNone(
    objectionToServer(server, key.environment),
    grantedMeanwhile({ id: null, name: "every operation", replaces: wish.replaces }, current),
  );
  const common = await commonOf(tx, ctx, request, { key, wish, serverId: server.id });
  const held = current.find(({ id }) => id === wish.replaces);
  const reason = "Replaced by another exception.";
  if (held) await endGrant(tx, record, ctx, held, { reason, requestId: request.id });
  await giveGrant(tx, record, {
    ...common,
    operationId: null,
    definitionHash: null,
    exception: {
      reason: wish.exceptionReason,
      measures: wish.measures,
      acceptedById: common.approvedById,
      acceptedAt: common.approvedAt.toISOString(),
      until: wish.until,
    },
    ...(wish.replaces === null ? {} : { replacesId: wish.replaces }),
  });
}

/** Ends what of the named grants is still in force. Errors: conflict (nothing of it is). */
export async function carryOutRemoval(
  tx: Tx,
  record: Recorder,
  ctx: CommandContext,
  request: RequestRecord,
): Promise<void> {
  await lockAccess(tx, request.subjectId);
  const { ending } = wishIn(removalWish, request);
  const grants = await tx.grant.findMany({
    where: { id: { in: ending.map(({ id }) => id) } },
    orderBy: [{ fromAt: "asc" }, { id: "asc" }],
    take: ending.length,
  });
  const still = grants.filter((grant) => inForce(grant, ctx.now));
  if (still.length === 0) {
    throw new AppError(
      "conflict",
      "All of these grants have ended already. Nothing is left to do.",
    );
  }
  const end = { reason: request.reason, requestId: request.id };
  for (const grant of still) await endGrant(tx, record, ctx, grant, end);
}

async function subjectOf(tx: Tx, ctx: CommandContext, request: RequestRecord) {
  await lockAccess(tx, request.subjectId);
  const [keyId = "", serverId = ""] = request.subjectId.split(":");
  const { key, agent } = await loadKey(tx, keyId);
  const server = await loadServer(tx, serverId);
  assertNoPart(ctx, request, key, agent);
  assertNone(objectionToKey(key, agent, ctx.now, { granting: true }));
  return { key, server, current: await grantedNow(tx, key.id, server.id, ctx.now) };
}

// The inbox leaves these people out already; whoever became the owner since then must not slip through.
function assertNoPart(
  { actor }: CommandContext,
  { requestedById }: RequestRecord,
  key: LoadedKey["key"],
  agent: LoadedKey["agent"],
): void {
  if (![...partiesOf(key, agent), requestedById].includes(actor.id)) return;
  throw new AppError(
    "forbidden",
    "You answer for this key or its agent by now, so somebody else decides this.",
  );
}

// Who was asked as the owner of the server, and is not by now, decides by no right of their own (CHG-06).
function assertStillDecides({ actor }: CommandContext, server: LoadedServer): void {
  if (can(actor, "grant:decide")) return;
  if ([server.ownerId, server.deputyId].includes(actor.id)) return;
  throw new AppError(
    "forbidden",
    `You do not answer for ${server.name} any more. Hand this over, or have it asked for anew.`,
  );
}

type Wish = { purpose: string; until: string };

async function commonOf(
  tx: Tx,
  ctx: CommandContext,
  request: RequestRecord,
  { key, wish, serverId }: { key: LoadedKey["key"]; wish: Wish; serverId: string },
): Promise<Omit<NewGrant, "operationId" | "definitionHash">> {
  const until = new Date(wish.until);
  assertNone(until <= ctx.now ? "The time it was asked for is over." : null);
  const { decidedAt } = await tx.request.findUniqueOrThrow({
    where: { id: request.id },
    select: { decidedAt: true },
  });
  return {
    keyId: key.id,
    serverId,
    environment: key.environment,
    purpose: wish.purpose,
    kind: "normal",
    fromAt: ctx.now,
    until,
    requestId: request.id,
    requestedById: request.requestedById,
    requestedAt: request.requestedAt,
    approvedById: ctx.actor.id,
    approvedAt: decidedAt ?? ctx.now,
  };
}

function changedSince(
  { id, name, definition, access }: WishedOperation,
  operations: readonly LoadedOperation[],
): string | null {
  const now = operations.find((operation) => operation.id === id);
  if (now && now.observedHash !== definition) {
    return `The definition of ${name} changed since this was asked for. Decline this, so that it is asked for anew.`;
  }
  if (now && now.access !== access) {
    return `What ${name} can do was classified anew since this was asked for. Decline this, so that it is asked for anew.`;
  }
  return null;
}

function grantedMeanwhile(
  { id, name, replaces }: { id: string | null; name: string; replaces: string | null },
  current: readonly GrantRecord[],
): string | null {
  const held = current.find(({ operationId }) => operationId === id);
  if (!held || held.id === replaces) return null;
  return `${name.startsWith("every") ? "Every operation" : name} was granted to this key by somebody else meanwhile.`;
}

function wishIn<Shape extends z.ZodType>(shape: Shape, { after }: RequestRecord): z.infer<Shape> {
  const parsed = shape.safeParse(after);
  if (parsed.success) return parsed.data;
  throw new AppError("conflict", "This version of Countersign does not understand what was asked.");
}
