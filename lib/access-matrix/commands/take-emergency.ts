import "server-only";
import { isActivePerson } from "@/lib/auth/people";
import { type CommandContext, type Recorder, type Tx, transact } from "@/lib/change-log/transact";
import { AppError } from "@/lib/core/app-error";
import { endOfBusinessDay } from "@/lib/core/business-day";
import { addDays, MINUTE_MS, utcDay, utcText } from "@/lib/core/clock";
import { notify } from "@/lib/notify/notify";
import { openRequest } from "@/lib/requests/commands";
import { policyInForce } from "@/lib/settings/policies";
import type { TakeEmergencyInput } from "../emergency/schema";
import { objectionToServer } from "../grants/policy";
import { staying } from "../grants/wish";
import { EMERGENCY_APPROVAL } from "../request-names";
import { accessMatrixSettings } from "../settings";
import { assertNone, keyWords, loadKey, loadOperations, newId } from "./access-facts";
import { giveGrant } from "./give-grant";

/** What was taken, and until when. */
export type EmergencyTaken = { id: string; endsAt: Date; approvalDueAt: Date };

/**
 * A person takes access at once, with an emergency key of their own, for a limited time. The person on call is alerted, and
 * somebody who took no part judges it by the end of the next business day (CHG-09). Errors: forbidden (an agent, a token, a
 * key that is not theirs), not_found, conflict (key not active, one is running already), invalid_input (longer than the
 * policy allows, on call is oneself or has left).
 */
export async function takeEmergency(
  ctx: CommandContext,
  input: TakeEmergencyInput,
): Promise<EmergencyTaken> {
  if (ctx.actor.kind !== "person") {
    throw new AppError("forbidden", "Emergency access is for people. Software has none.");
  }
  const personId = ctx.actor.id;
  return transact(ctx, async (tx, record) => {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext(${`emergency:${input.keyId}`}))`;
    const key = await ownKey(tx, ctx, input.keyId, personId);
    const { values } = await policyInForce(accessMatrixSettings, ctx.now, tx);
    await assertAllowed(tx, input, personId, values.emergencyMaxMinutes);
    await assertNoneRuns(tx, ctx.now, key.id);
    const operations = await operationsFor(tx, input.operationIds, key.environment);
    const endsAt = new Date(ctx.now.getTime() + input.minutes * MINUTE_MS);
    const dueAt = await approvalDueAt(tx, ctx.now, values.emergencyApprovalDays);
    const taken = { ...input, key, operations, personId, endsAt, approvalDueAt: dueAt };
    const id = await write(tx, record, ctx, taken);
    await alert(tx, record, ctx, { ...taken, id });
    return { id, endsAt, approvalDueAt: dueAt };
  });
}

type Key = Awaited<ReturnType<typeof loadKey>>["key"];

async function ownKey(tx: Tx, { now }: CommandContext, keyId: string, personId: string) {
  const { key } = await loadKey(tx, keyId);
  if (key.kind !== "emergency" || key.personId !== personId) {
    throw new AppError("forbidden", "Choose an emergency key of your own. Nobody uses another's.");
  }
  const active = key.activatedAt !== null && key.activatedAt <= now;
  const over = [key.revokedAt, key.expiresAt].some((at) => at !== null && at <= now);
  assertNone(active && !over ? null : `The key ${key.publicId} is not active.`);
  return key;
}

async function assertAllowed(
  tx: Tx,
  { onCallId, minutes }: TakeEmergencyInput,
  personId: string,
  maxMinutes: number,
): Promise<void> {
  const fieldErrors: Record<string, string[]> = {};
  if (onCallId === personId) {
    fieldErrors.onCallId = ["Choose somebody else: nobody is alerted of their own access."];
  } else if (!(await isActivePerson(tx, onCallId))) {
    fieldErrors.onCallId = ["This person has left or is unknown. Choose somebody else."];
  }
  if (minutes > maxMinutes) {
    fieldErrors.minutes = [
      `The policy allows ${maxMinutes} minutes. Take it again if it lasts longer.`,
    ];
  }
  if (Object.keys(fieldErrors).length === 0) return;
  throw new AppError("invalid_input", { message: "Check the fields.", fieldErrors });
}

async function assertNoneRuns(tx: Tx, now: Date, keyId: string): Promise<void> {
  const running = await tx.emergencyAccess.count({
    where: { keyId, endedAt: null, endsAt: { gt: now } },
  });
  assertNone(running > 0 ? "Emergency access with this key is running. End it first." : null);
}

// Scope is no reason to refuse here: what an emergency touches must be written down, in scope or not.
async function operationsFor(tx: Tx, ids: readonly string[], environment: string) {
  const operations = await loadOperations(tx, ids);
  const servers = await tx.server.findMany({
    where: { id: { in: operations.map(({ serverId }) => serverId) } },
    orderBy: { id: "asc" },
    take: ids.length,
  });
  assertNone(
    ...servers.map((server) => objectionToServer({ ...server, inScope: true }, environment)),
    ...operations.map(({ name, retiredAt }) =>
      retiredAt === null ? null : `The operation ${name} is retired.`,
    ),
  );
  const names = new Map(servers.map(({ id, slug }) => [id, slug]));
  return operations.map((operation) => ({ ...operation, server: names.get(operation.serverId) }));
}

/** By when it is judged: the end of a business day, holidays left out. A holiday declared later moves nothing. */
async function approvalDueAt(tx: Tx, now: Date, days: number): Promise<Date> {
  const holidays = await tx.holiday.findMany({
    where: { day: { gte: addDays(now, -1), lte: addDays(now, 400) }, removedAt: null },
    select: { day: true },
    orderBy: { day: "asc" },
    take: 400,
  });
  return endOfBusinessDay(now, days, new Set(holidays.map(({ day }) => utcDay(day))));
}

type Taken = TakeEmergencyInput & {
  key: Key;
  operations: Awaited<ReturnType<typeof operationsFor>>;
  personId: string;
  endsAt: Date;
  approvalDueAt: Date;
};

async function write(tx: Tx, record: Recorder, ctx: CommandContext, taken: Taken): Promise<string> {
  const { key, personId, reason, onCallId, endsAt, operations } = taken;
  const id = await newId(tx);
  const requestId = await askForJudgement(tx, record, ctx, { ...taken, id });
  const started = await tx.emergencyAccess.create({
    data: {
      ...{ id, personId, reason, onCallId, endsAt, requestId },
      keyId: key.id,
      environment: key.environment,
      operationIds: operations.map((operation) => operation.id),
      startedAt: ctx.now,
      approvalDueAt: taken.approvalDueAt,
    },
  });
  await record({
    action: "emergency.started",
    subjectId: id,
    before: null,
    after: started,
    reason,
  });
  for (const operation of operations) {
    await giveGrant(tx, record, {
      keyId: key.id,
      serverId: operation.serverId,
      operationId: operation.id,
      environment: key.environment,
      purpose: reason,
      kind: "emergency",
      definitionHash: operation.observedHash,
      fromAt: ctx.now,
      until: endsAt,
      requestId,
      requestedById: personId,
      requestedAt: ctx.now,
      approvedById: personId, // nobody has yet: the approval afterwards stands with the emergency
      approvedAt: ctx.now,
      emergencyId: id,
    });
  }
  return id;
}

async function askForJudgement(
  tx: Tx,
  record: Recorder,
  ctx: CommandContext,
  taken: Taken & { id: string },
): Promise<string> {
  const { id: subjectId, key, personId, reason, onCallId, endsAt, operations } = taken;
  const { id } = await openRequest(tx, record, ctx, {
    kind: EMERGENCY_APPROVAL,
    subjectKind: "emergency",
    subjectId,
    title: `Judge emergency access (${key.environment}), taken ${utcText(ctx.now)}`,
    reason,
    before: null,
    after: {
      person: personId,
      key: keyWords(key),
      environment: key.environment,
      operations: staying(operations.map(({ server, name }) => `${server}: ${name}`)),
      reason,
      startedAt: ctx.now,
      endsAt,
      onCall: onCallId,
    },
    baseVersion: 1,
    permission: "grant:decide",
    excludedIds: [onCallId],
    dueAt: taken.approvalDueAt,
    requestedById: personId,
  });
  return id;
}

async function alert(
  tx: Tx,
  record: Recorder,
  ctx: CommandContext,
  { id, key, operations, onCallId, endsAt }: Taken & { id: string },
): Promise<void> {
  const count = operations.length === 1 ? "1 operation" : `${operations.length} operations`;
  await notify(tx, record, ctx, {
    personIds: [onCallId],
    kind: "emergency.started",
    title: `Emergency access was taken: ${key.environment}, ${count}`,
    body: `It lasts until ${utcText(endsAt)}. Look at it now and acknowledge it.`,
    link: `/access-matrix/emergencies/${id}`,
  });
}
