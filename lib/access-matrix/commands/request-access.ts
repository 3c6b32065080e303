import "server-only";
import { type CommandContext, type Recorder, type Tx, transact } from "@/lib/change-log/transact";
import { AppError } from "@/lib/core/app-error";
import { addDays, utcDay } from "@/lib/core/clock";
import { openRequest } from "@/lib/requests/commands";
import { policyInForce } from "@/lib/settings/policies";
import { objectionToKey } from "../grants/policy";
import type { RequestAccessInput } from "../grants/schema";
import { ACCESS_REQUEST, ACCESS_SUBJECT, accessSubject } from "../request-names";
import { accessMatrixSettings } from "../settings";
import {
  askerOf,
  assertNone,
  grantedNow,
  type LoadedOperation,
  loadKey,
  loadOperations,
  loadServer,
  lockAccess,
} from "./access-facts";
import { type Asking, accessWishOf, assertGrantable } from "./access-wish";
import type { GrantRecord } from "./give-grant";
import { assertNothingWaits } from "./pending-access";
import { giveStandard, splitByStandard } from "./standard-grants";

/** What came of it: a request per server for what needs a person, and what a standard change granted at once. */
export type AccessAsked = {
  requests: { id: string; serverId: string; title: string }[];
  granted: { id: string; serverId: string; operationId: string; standardId: string }[];
};

/**
 * Asks for access of a key to operations: one request per server, bound to every operation by its definition. What a standard
 * change covers is granted at once. Errors: not_found (key, operation), forbidden (neither part in the agent nor
 * grant:request-all), conflict (key revoked, agent not active for production, server out of scope, a definition nobody
 * approved, a request about the same key and server waits), invalid_input (until too late or past; too many of one server).
 */
export async function requestAccess(
  ctx: CommandContext,
  input: RequestAccessInput,
): Promise<AccessAsked> {
  return transact(ctx, async (tx, record) => {
    const { key, agent } = await loadKey(tx, input.keyId);
    const requestedById = askerOf(ctx, key, agent);
    assertNone(objectionToKey(key, agent, ctx.now, { granting: false }));
    if (!agent) throw new AppError("conflict", "This key belongs to no agent.");
    await assertUntil(tx, ctx.now, input.until, "grantMaxDays");
    const wish = { input, key, agent, requestedById };
    const asked: AccessAsked = { requests: [], granted: [] };
    for (const [serverId, operations] of byServer(await loadOperations(tx, input.operationIds))) {
      await lockAccess(tx, accessSubject(key.id, serverId));
      const server = await loadServer(tx, serverId);
      const part = await askOnServer(tx, record, ctx, { ...wish, server, operations });
      asked.granted.push(...part.granted);
      asked.requests.push(...part.requests);
    }
    return asked;
  });
}

/** Errors: invalid_input, at the field `until`: past, or later than the policy allows. */
export async function assertUntil(
  tx: Tx,
  now: Date,
  until: Date,
  rule: "grantMaxDays" | "wildcardMaxDays",
): Promise<void> {
  const { values } = await policyInForce(accessMatrixSettings, now, tx);
  const says = objectionToUntil(now, until, values[rule]);
  if (says === null) return;
  const fieldErrors = { until: [says] };
  throw new AppError("invalid_input", { message: "Check the fields.", fieldErrors });
}

function objectionToUntil(now: Date, until: Date, days: number): string | null {
  if (until <= now) return "This day is over. Give a later one.";
  if (until <= addDays(now, days + 1)) return null; // the last day is granted whole
  return `Give a day up to ${utcDay(addDays(now, days))}: the policy allows ${days} days at once.`;
}

async function askOnServer(
  tx: Tx,
  record: Recorder,
  ctx: CommandContext,
  asking: Asking,
): Promise<AccessAsked> {
  const { key, server } = asking;
  assertGrantable(asking);
  const { standard, others } = await splitByStandard(tx, ctx.now, asking);
  const held = await grantedNow(tx, key.id, server.id, ctx.now);
  const granted = await giveStandard(tx, record, ctx, { ...asking, standard, current: held });
  if (others.length === 0) return { requests: [], granted };
  const current = await grantedNow(tx, key.id, server.id, ctx.now);
  const request = await openAccess(tx, record, ctx, { ...asking, operations: others, current });
  return { requests: [request], granted };
}

async function openAccess(
  tx: Tx,
  record: Recorder,
  ctx: CommandContext,
  asking: Asking & { current: readonly GrantRecord[] },
): Promise<AccessAsked["requests"][number]> {
  const { key, server, requestedById } = asking;
  const subjectId = accessSubject(key.id, server.id);
  await assertNothingWaits(tx, subjectId, server.name);
  const wish = await accessWishOf(tx, ctx, asking);
  const { id } = await openRequest(tx, record, ctx, {
    ...wish,
    kind: ACCESS_REQUEST,
    subjectKind: ACCESS_SUBJECT,
    subjectId,
    baseVersion: 0,
    permission: "grant:decide",
    requestedById,
  });
  return { id, serverId: server.id, title: wish.title };
}

// In the order of their ids, so that two wishes that meet wait for each other in one order only.
function byServer(operations: readonly LoadedOperation[]): [string, LoadedOperation[]][] {
  const groups = Map.groupBy(operations, ({ serverId }) => serverId);
  return [...groups].sort(([one], [other]) => (one < other ? -1 : 1));
}
