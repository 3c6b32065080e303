import "server-only";
import { type CommandContext, type Recorder, type Tx, transact } from "@/lib/change-log/transact";
import { AppError } from "@/lib/core/app-error";
import { utcText } from "@/lib/core/clock";
import { peopleOf } from "../people";
import { assertManages } from "../policy";
import { lastLetThrough, refusalAfter } from "../refusals";
import type { ProveByTestInput, RotationInput } from "../rotation-schema";
import { proofOf } from "../rotation-state";
import { assertPast, fieldError, loadKey, personOf } from "./key-row";
import { advance, loadRotation, type RotationRecord, writeRotation } from "./rotation-row";
import type { RotationDone } from "./start-rotation";

/**
 * Takes the first refused call of the old key after it was disabled as the proof, with its place in the ledger. Errors: not_found,
 * forbidden, conflict (not disabled yet, finished, or no such call in the ledger).
 */
export async function proveByLedger(
  ctx: CommandContext,
  { rotationId }: RotationInput,
): Promise<RotationDone> {
  return transact(ctx, async (tx, record) => {
    const { rotation, old, disabledAt } = await disabledIn(tx, ctx, rotationId);
    const refused = await refusalAfter(old, disabledAt);
    if (!refused) {
      throw new AppError(
        "conflict",
        `The ledger holds no refused call of ${old.publicId} after ${utcText(disabledAt)}. Show the old key to the gateway once, or enter a test.`,
      );
    }
    const proof = { kind: "call", index: refused.index, at: refused.at.toISOString() };
    return doneOf(await advance(tx, record, rotation, { proof }));
  });
}

/**
 * Takes what a person tested as the proof: the old key was shown, and refused. Errors: not_found, forbidden, conflict (not disabled
 * yet, finished), invalid_input (before it was disabled, in the future).
 */
export async function proveByTest(
  ctx: CommandContext,
  { rotationId, at, status, how }: ProveByTestInput,
): Promise<RotationDone> {
  return transact(ctx, async (tx, record) => {
    const { rotation, disabledAt } = await disabledIn(tx, ctx, rotationId);
    assertPast("at", at, ctx.now);
    if (at < disabledAt) {
      throw fieldError({
        at: `The old key was disabled at ${utcText(disabledAt)}. Test it after.`,
      });
    }
    const proof = {
      ...{ kind: "test", status: Number(status), how },
      ...{ at: at.toISOString(), byId: personOf(ctx) },
    };
    return doneOf(await advance(tx, record, rotation, { proof }));
  });
}

/**
 * Closes a rotation: the new key is active, the old one disabled and shown to be refused. Errors: not_found, forbidden, conflict (a
 * step is missing; a call of the old key was let through after the proof).
 */
export async function finishRotation(
  ctx: CommandContext,
  { rotationId }: RotationInput,
): Promise<RotationDone> {
  return transact(ctx, async (tx, record) => {
    const { rotation, old, disabledAt } = await disabledIn(tx, ctx, rotationId);
    await assertNewIsThere(tx, rotation);
    const provenAt = provenAtOf(rotation);
    if (!provenAt) {
      throw new AppError(
        "conflict",
        "Nothing shows yet that the old key is refused. Prove it first.",
      );
    }
    const used = await lastLetThrough(old, disabledAt);
    if (used && used.at >= provenAt) {
      throw new AppError(
        "conflict",
        `A call of the old key was let through at ${utcText(used.at)}, after the proof (calls #${used.index}). It is not refused; prove it again.`,
      );
    }
    return doneOf(await finished(tx, record, rotation, ctx.now));
  });
}

async function finished(tx: Tx, record: Recorder, rotation: RotationRecord, finishedAt: Date) {
  const after = await writeRotation(tx, rotation, { finishedAt });
  await record({
    action: "key-rotation.finished",
    subjectId: rotation.id,
    before: rotation,
    after,
  });
  return after;
}

// A new key that was revoked before it became active was replaced itself: its own rotation says by what.
async function assertNewIsThere(tx: Tx, { newActiveAt, newKeyId }: RotationRecord): Promise<void> {
  if (newActiveAt !== null) return;
  const key = await tx.key.findUnique({ where: { id: newKeyId }, select: { revokedAt: true } });
  if (key?.revokedAt) return;
  throw new AppError("conflict", "The new key is not active yet. Activate it first.");
}

/** The rotation, its old key, and since when that is disabled. Errors: not_found, forbidden, conflict. */
async function disabledIn(tx: Tx, ctx: CommandContext, rotationId: string) {
  const rotation = await loadRotation(tx, rotationId);
  const old = await loadKey(tx, ctx.actor, rotation.oldKeyId);
  assertManages(await peopleOf(tx, old), ctx.actor);
  if (rotation.finishedAt) throw new AppError("conflict", "This rotation is finished.");
  if (!rotation.oldDisabledAt) {
    throw new AppError("conflict", "The old key is not disabled yet. Revoke it first.");
  }
  return { rotation, old, disabledAt: rotation.oldDisabledAt };
}

/** When the old key was shown to be refused; null if it was not. */
function provenAtOf(rotation: RotationRecord): Date | null {
  const proof = proofOf(rotation.proof);
  return proof && new Date(proof.at);
}

function doneOf({ id, oldKeyId, newKeyId }: RotationRecord): RotationDone {
  return { id, oldKeyId, newKeyId };
}
