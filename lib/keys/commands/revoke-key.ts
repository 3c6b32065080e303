import "server-only";
import { type CommandContext, type Recorder, type Tx, transact } from "@/lib/change-log/transact";
import { voidOpenRequests } from "@/lib/requests/commands";
import { peopleOf } from "../people";
import { assertPossible } from "../policy";
import type { RevokeKeyInput } from "../schema";
import { assertPast, fieldError, type KeyRecord, loadKey, personOf, writeKey } from "./key-row";
import { type KeyDone, keyDone } from "./register-key";
import { noteOldDisabled } from "./rotation-row";

/**
 * Says that a key is refused from an instant on, for good. Its grants stay as they are; where they show, they show as those of an
 * inactive key. Errors: not_found, forbidden, conflict (revoked), invalid_input (typed id, before its issue, in the future).
 */
export async function revokeKey(ctx: CommandContext, input: RevokeKeyInput): Promise<KeyDone> {
  return transact(ctx, async (tx, record) => {
    const key = await loadKey(tx, ctx.actor, input.keyId);
    assertPossible("revoke", key, await peopleOf(tx, key), ctx.actor, ctx.now);
    if (input.typedId.normalize("NFC").trim() !== key.publicId) {
      throw fieldError({ typedId: `Type the public id exactly: ${key.publicId}` });
    }
    const revokedAt = input.revokedAt ?? ctx.now;
    assertPast("revokedAt", revokedAt, ctx.now);
    if (revokedAt < (key.activatedAt ?? key.issuedAt)) {
      throw fieldError({ revokedAt: "It cannot be revoked before it was there." });
    }
    return keyDone(await becomeRevoked(tx, record, ctx, key, revokedAt, input.reason));
  });
}

/** Writes the revocation; an open rotation from this key goes on by it, open wishes about it are void. Whoever calls has checked that it may. */
export async function becomeRevoked(
  tx: Tx,
  record: Recorder,
  ctx: CommandContext,
  key: KeyRecord,
  revokedAt: Date,
  reason: string,
): Promise<KeyRecord> {
  const revoked = await writeKey(tx, key, {
    revokedAt,
    revokedById: personOf(ctx),
    revokedReason: reason,
  });
  await record({ action: "key.revoked", subjectId: key.id, before: key, after: revoked, reason });
  await voidOpenRequests(tx, record, ctx, "key", key.id, "The key was revoked.");
  await noteOldDisabled(tx, record, revoked);
  return revoked;
}
