// What people can say of a removal. None of it verifies one: that is for the data (REV-16).
import "server-only";
import { z } from "zod";
import { answerableId } from "@/lib/auth/actor";
import { type CommandContext, type Recorder, type Tx, transact } from "@/lib/change-log/transact";
import { AppError } from "@/lib/core/app-error";
import { addDays, utcText } from "@/lib/core/clock";
import { isUuid } from "@/lib/core/text";
import { assignableOf } from "../../assign/assignable";
import { conflictsOf } from "../../assign/conflicts";
import { refusalOf } from "../../assign/may-decide";
import { peopleOf } from "../../assign/people";
import { ACCEPT_DAYS_MAX } from "../removal-limits";
import type { AcceptRemovalInput, ReportRemovalInput, TestRemovalInput } from "../removal-schema";
import { loadRemoval, type RemediationRecord, writeRemoval } from "../row";
import { readProof } from "../stored-removal";

export type RemovalDone = { readonly id: string; readonly reviewId: string };

/**
 * Keeps what somebody says of a removal: a ticket, or where it was done. It stays open until the data show it. Errors: not_found,
 * conflict (verified already).
 */
export async function reportRemoval(
  ctx: CommandContext,
  { removalId, ticket }: ReportRemovalInput,
): Promise<RemovalDone> {
  const reportedById = personOf(ctx);
  return transact(ctx, async (tx, record) => {
    const before = await unsettled(tx, removalId);
    const data = { reportedTicket: ticket, reportedById, reportedAt: ctx.now };
    const after = await writeRemoval(tx, before, data);
    const reason = `Said to be done: ${ticket}. It stays open until the data show it.`;
    await record({ action: "remediation.advanced", subjectId: before.id, before, after, reason });
    return doneOf(after);
  });
}

/**
 * Keeps the answer of a test call. A refusal is proof (d) of REV-16; access that was let through keeps the removal open until something
 * later says otherwise. Errors: not_found, conflict (verified already), invalid_input (before the signature, in the future).
 */
export async function testRemoval(
  ctx: CommandContext,
  { removalId, at, answer, how }: TestRemovalInput,
): Promise<RemovalDone> {
  const byId = personOf(ctx);
  const tested = new Date(`${at}Z`);
  if (Number.isNaN(tested.getTime())) throw fieldError("at", "There is no such time.");
  if (tested > ctx.now) throw fieldError("at", "This time has not come yet.");
  return transact(ctx, async (tx, record) => {
    const before = await unsettled(tx, removalId);
    if (tested < before.openedAt) {
      const signed = utcText(before.openedAt);
      throw fieldError("at", `The review was signed ${signed}. Test it after.`);
    }
    const negative = { kind: "test", at: tested.toISOString(), how, answer, byId };
    const proof = { ...readProof(before.proof), negative };
    const after = await writeRemoval(tx, before, { proof });
    await record({ action: "remediation.tested", subjectId: before.id, before, after });
    return doneOf(after);
  });
}

/**
 * Accepts that access stays until a day, at most 90 days from now (REV-17). It opens again by itself then. Nobody accepts what is
 * theirs, or what they asked for. Errors: not_found, forbidden (conflict of interest), conflict (verified or accepted already),
 * invalid_input.
 */
export async function acceptRemoval(
  ctx: CommandContext,
  { removalId, reason, until }: AcceptRemovalInput,
): Promise<RemovalDone> {
  const acceptedById = personOf(ctx);
  const acceptedUntil = new Date(`${until}T00:00:00.000Z`);
  if (Number.isNaN(acceptedUntil.getTime())) throw fieldError("until", "There is no such day.");
  if (acceptedUntil <= ctx.now) throw fieldError("until", "Choose a day to come.");
  if (acceptedUntil > addDays(ctx.now, ACCEPT_DAYS_MAX)) {
    throw fieldError("until", `Choose a day within ${ACCEPT_DAYS_MAX} days.`);
  }
  return transact(ctx, async (tx, record) => {
    const before = await unsettled(tx, removalId);
    await assertNoConflict(tx, acceptedById, before);
    const data = { state: "accepted", acceptedById, acceptedReason: reason, acceptedUntil };
    const after = await writeRemoval(tx, before, data);
    await accepted(record, before, after);
    return doneOf(after);
  });
}

async function assertNoConflict(tx: Tx, personId: string, row: RemediationRecord): Promise<void> {
  const { reviewId, lineId, lineKey } = row;
  const stored = lineId ? await tx.reviewLine.findUnique({ where: { id: lineId } }) : null;
  const delta = stored
    ? null
    : await tx.reviewDelta.findFirst({
        where: { reviewId, lineKey, disposition: "revoke" },
        orderBy: { version: "desc" },
      });
  const line = stored ? assignableOf(stored.text) : delta && readDelta(delta.text);
  if (!line) return;
  const agentId = line.agent?.id ?? "";
  const people = await peopleOf(tx, [personId], isUuid(agentId) ? agentId : null);
  const { blocking } = conflictsOf(personId, { ...line, stages: 2 }, people); // it is decided already: nobody is alone with it
  if (blocking.length > 0) throw refusalOf(blocking);
}

function readDelta(text: string) {
  const { now } = z.object({ now: z.record(z.string(), z.unknown()) }).parse(JSON.parse(text));
  return assignableOf(JSON.stringify({ n: 0, ...now }));
}

async function accepted(record: Recorder, before: RemediationRecord, after: RemediationRecord) {
  const reason = after.acceptedReason;
  await record({ action: "remediation.accepted", subjectId: before.id, before, after, reason });
}

async function unsettled(tx: Tx, id: string): Promise<RemediationRecord> {
  const row = await loadRemoval(tx, id);
  if (row.state === "open" || row.state === "reopened") return row;
  throw new AppError("conflict", "This removal is not open.");
}

function personOf({ actor }: CommandContext): string {
  const id = answerableId(actor);
  if (actor.kind === "person" && id !== null) return id;
  throw new AppError("forbidden", "Only a named person can do this.");
}

function fieldError(field: string, says: string): AppError {
  return new AppError("invalid_input", {
    message: "Check the fields.",
    fieldErrors: { [field]: [says] },
  });
}

function doneOf({ id, reviewId }: RemediationRecord): RemovalDone {
  return { id, reviewId };
}
