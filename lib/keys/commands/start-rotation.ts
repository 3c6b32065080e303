import "server-only";
import { type CommandContext, type Tx, transact } from "@/lib/change-log/transact";
import { AppError } from "@/lib/core/app-error";
import { addDays } from "@/lib/core/clock";
import { policyInForce } from "@/lib/settings/policies";
import { stateOf } from "../labels";
import { peopleOf } from "../people";
import { assertPossible } from "../policy";
import type { StartRotationInput } from "../rotation-schema";
import { keysSettings } from "../settings";
import {
  assertHere,
  assertNamesFree,
  assertPast,
  fieldError,
  type KeyRecord,
  loadKey,
  lockRegister,
  personOf,
} from "./key-row";

/** What a step of a rotation left behind. */
export type RotationDone = { id: string; oldKeyId: string; newKeyId: string };

/**
 * Registers the key that takes the place of another and opens the rotation between them. Both may be used until the overlap ends.
 * Errors: not_found, forbidden, conflict (never active; replaced already), invalid_input (id or name taken, overlap over policy, times).
 */
export async function startRotation(
  ctx: CommandContext,
  input: StartRotationInput,
): Promise<RotationDone> {
  return transact(ctx, async (tx, record) => {
    await lockRegister(tx);
    const old = await loadKey(tx, ctx.actor, input.oldKeyId);
    assertPossible("rotate", old, await peopleOf(tx, old), ctx.actor, ctx.now);
    await assertFirst(tx, old);
    await assertStart(tx, ctx, old, input);
    const { publicId, names, label, algorithm, store, issuedAt, expiresAt } = input;
    const { kind, agentId, personId, serverId, ownerId, purpose, environment, issuerPolicy } = old;
    const key = await tx.key.create({
      data: {
        ...{ publicId, names, label, algorithm, store, issuedAt, expiresAt },
        ...{ kind, agentId, personId, serverId, ownerId, purpose, environment, issuerPolicy },
        replacesId: old.id,
        registeredById: personOf(ctx),
        registeredAt: ctx.now,
      },
    });
    await record({ action: "key.registered", subjectId: key.id, before: null, after: key });
    const { reason, note, ticket, dependants, performedById, overlapEndsAt } = input;
    const rotation = await tx.keyRotation.create({
      data: {
        ...{ reason, note, ticket, dependants, performedById, overlapEndsAt },
        oldKeyId: old.id,
        newKeyId: key.id,
        requestedById: personOf(ctx),
        startedAt: ctx.now,
        oldDisabledAt: old.revokedAt,
      },
    });
    await record({
      action: "key-rotation.started",
      subjectId: rotation.id,
      before: null,
      after: rotation,
      ...(note && { reason: note }),
    });
    return { id: rotation.id, oldKeyId: old.id, newKeyId: key.id };
  });
}

// A key is replaced once. Whatever replaced it is what is rotated next.
async function assertFirst(tx: Tx, old: KeyRecord): Promise<void> {
  const next = await tx.key.findUnique({
    where: { replacesId: old.id },
    select: { label: true },
  });
  if (!next) return;
  throw new AppError("conflict", `The key ${next.label} replaces this one already. Rotate that.`);
}

async function assertStart(
  tx: Tx,
  ctx: CommandContext,
  old: KeyRecord,
  input: StartRotationInput,
): Promise<void> {
  await assertHere(tx, "performedById", input.performedById);
  assertPast("issuedAt", input.issuedAt, ctx.now);
  if (input.issuedAt <= old.issuedAt) {
    throw fieldError({
      issuedAt: "The new key is issued after the old one. Another label is no rotation.",
    });
  }
  if (input.expiresAt && input.expiresAt <= input.issuedAt) {
    throw fieldError({ expiresAt: "It cannot expire before it was issued." });
  }
  if (stateOf(old, ctx.now) !== "revoked") await assertOverlap(tx, ctx, input.overlapEndsAt);
  await assertNamesFree(tx, input, null);
}

async function assertOverlap(tx: Tx, ctx: CommandContext, endsAt: Date): Promise<void> {
  const { values } = await policyInForce(keysSettings, ctx.now, tx);
  if (endsAt < ctx.now) throw fieldError({ overlapEndsAt: "The overlap ends after it begins." });
  if (endsAt <= addDays(ctx.now, values.overlapDays)) return;
  throw fieldError({
    overlapEndsAt: `Both keys may be used side by side for at most ${values.overlapDays} days.`,
  });
}
