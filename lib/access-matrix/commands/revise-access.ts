import "server-only";
import { type CommandContext, type Tx, transact } from "@/lib/change-log/transact";
import { AppError } from "@/lib/core/app-error";
import { reviseRequest } from "@/lib/requests/commands";
import { objectionToKey } from "../grants/policy";
import type { ReviseAccessInput } from "../grants/schema";
import { ACCESS_REQUEST } from "../request-names";
import {
  askerOf,
  assertNone,
  grantedNow,
  loadKey,
  loadOperations,
  loadServer,
  lockAccess,
} from "./access-facts";
import { accessWishOf, assertGrantable } from "./access-wish";
import { assertUntil } from "./request-access";

/**
 * Asks for something else in the place of a request: the old one is void, also where it was approved and not carried out yet,
 * and whoever decides sees the new one (CHG-06). Errors: not_found, forbidden, conflict (closed, or decided first; as for asking),
 * invalid_input (another key or server; as for asking).
 */
export async function reviseAccess(
  ctx: CommandContext,
  { requestId, ...input }: ReviseAccessInput,
): Promise<{ id: string; title: string }> {
  return transact(ctx, async (tx, record) => {
    const { keyId, serverId, subjectId, barredIds } = await subjectOf(tx, requestId);
    const { key, agent } = await loadKey(tx, keyId);
    const requestedById = askerOf(ctx, key, agent);
    assertNone(objectionToKey(key, agent, ctx.now, { granting: false }));
    if (!agent) throw new AppError("conflict", "This key belongs to no agent.");
    await assertUntil(tx, ctx.now, input.until, "grantMaxDays");
    const operations = await loadOperations(tx, input.operationIds);
    assertSameSubject(
      input.keyId === keyId,
      operations.every((each) => each.serverId === serverId),
    );
    await lockAccess(tx, subjectId);
    const server = await loadServer(tx, serverId);
    const asking = { input, key, agent, requestedById, server, operations, barredIds };
    assertGrantable(asking);
    const current = await grantedNow(tx, keyId, serverId, ctx.now);
    const wish = await accessWishOf(tx, ctx, { ...asking, current });
    const { id } = await reviseRequest(tx, record, ctx, requestId, wish);
    return { id, title: wish.title };
  });
}

async function subjectOf(tx: Tx, requestId: string) {
  const request = await tx.request.findFirst({ where: { id: requestId, kind: ACCESS_REQUEST } });
  if (!request) throw new AppError("not_found", "No such request.");
  const [keyId = "", serverId = ""] = request.subjectId.split(":");
  const barredIds = [...request.excludedIds, request.requestedById];
  return { keyId, serverId, subjectId: request.subjectId, barredIds };
}

function assertSameSubject(sameKey: boolean, sameServer: boolean): void {
  const fieldErrors: Record<string, string[]> = {};
  if (!sameKey) fieldErrors.keyId = ["A request stays with its key. Ask anew for another key."];
  if (!sameServer) {
    fieldErrors.operationIds = [
      "A request is about one server. Ask anew for operations of others.",
    ];
  }
  if (Object.keys(fieldErrors).length === 0) return;
  throw new AppError("invalid_input", { message: "Check the fields.", fieldErrors });
}
