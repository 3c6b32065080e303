import "server-only";
import { type CommandContext, type Tx, transact } from "@/lib/change-log/transact";
import { AppError } from "@/lib/core/app-error";
import { openRequest } from "@/lib/requests/commands";
import { STAYS_MAX } from "../grants/limits";
import { objectionToKey, objectionToServer, partiesOf } from "../grants/policy";
import type { RequestWildcardInput } from "../grants/schema";
import { staying, type WildcardWish } from "../grants/wish";
import { ACCESS_SUBJECT, ACCESS_WILDCARD, accessSubject } from "../request-names";
import {
  askerOf,
  assertNone,
  grantedNow,
  keyWords,
  loadKey,
  loadServer,
  lockAccess,
} from "./access-facts";
import { assertNothingWaits } from "./pending-access";
import { assertUntil } from "./request-access";

/**
 * Asks for every operation of a server for one key: an exception that somebody with exception:decide must accept, with what
 * makes up for it, for a short time. Errors: not_found, forbidden, conflict (as for single operations), invalid_input (until
 * later than the policy allows).
 */
export async function requestWildcard(
  ctx: CommandContext,
  input: RequestWildcardInput,
): Promise<{ id: string; title: string }> {
  return transact(ctx, async (tx, record) => {
    const { key, agent } = await loadKey(tx, input.keyId);
    const requestedById = askerOf(ctx, key, agent);
    assertNone(objectionToKey(key, agent, ctx.now, { granting: false }));
    if (!agent) throw new AppError("conflict", "This key belongs to no agent.");
    await assertUntil(tx, ctx.now, input.until, "wildcardMaxDays");
    const subjectId = accessSubject(key.id, input.serverId);
    await lockAccess(tx, subjectId);
    const server = await loadServer(tx, input.serverId);
    assertNone(objectionToServer(server, key.environment));
    await assertNothingWaits(tx, subjectId, server.name);
    const current = await grantedNow(tx, key.id, server.id, ctx.now);
    const held = current.find(({ operationId }) => operationId === null);
    const title = `Every operation of ${server.name} (${key.environment}) for ${agent.name}, by exception`;
    const { id } = await openRequest(tx, record, ctx, {
      kind: ACCESS_WILDCARD,
      subjectKind: ACCESS_SUBJECT,
      subjectId,
      title,
      reason: input.reason,
      before: null,
      after: {
        agent: agent.name,
        key: keyWords(key),
        server: server.name,
        environment: key.environment,
        ...(await expandedNow(tx, server.id)),
        purpose: input.purpose,
        exceptionReason: input.reason,
        measures: input.measures,
        until: input.until.toISOString(),
        replaces: held?.id ?? null,
        decidedBy: "Anybody who may accept exceptions",
      } satisfies WildcardWish,
      baseVersion: 0,
      permission: "exception:decide",
      excludedIds: partiesOf(key, agent),
      requestedById,
    });
    return { id, title };
  });
}

// What it means today, with the class of each: whoever accepts it sees what comes with it.
async function expandedNow(tx: Tx, serverId: string) {
  const operations = await tx.operation.findMany({
    where: { serverId, retiredAt: null },
    select: { name: true, access: true },
    orderBy: [{ name: "asc" }, { id: "asc" }],
    take: 5_000,
  });
  const names = operations.map(({ name, access }) => `${name} (${access ?? "not classified"})`);
  return {
    expanded: names.length > STAYS_MAX * 2 ? staying(names) : names,
    operationCount: operations.length,
  };
}
