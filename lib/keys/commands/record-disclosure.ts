import "server-only";
import { type CommandContext, transact } from "@/lib/change-log/transact";
import { peopleOf } from "../people";
import { assertPossible } from "../policy";
import type { RecordDisclosureInput } from "../rotation-schema";
import { assertHere, assertPast, fieldError, loadKey, personOf } from "./key-row";
import { type KeyDone, keyDone } from "./register-key";

/**
 * Notes that the secret of a key was shown or taken out, as the vault's log says (KEY-06); never the secret. Errors: not_found,
 * forbidden, invalid_input (before it was issued, in the future, a person who is not there).
 */
export async function recordDisclosure(
  ctx: CommandContext,
  input: RecordDisclosureInput,
): Promise<KeyDone> {
  return transact(ctx, async (tx, record) => {
    const key = await loadKey(tx, ctx.actor, input.keyId);
    assertPossible("disclose", key, await peopleOf(tx, key), ctx.actor, ctx.now);
    assertPast("at", input.at, ctx.now);
    if (input.at < key.issuedAt) throw fieldError({ at: "The key was not issued yet." });
    await assertHere(tx, "personId", input.personId);
    const disclosure = await tx.keyDisclosure.create({
      data: { ...input, recordedById: personOf(ctx), recordedAt: ctx.now },
    });
    await record({
      action: "key-disclosure.recorded",
      subjectId: disclosure.id,
      before: null,
      after: disclosure,
      reason: input.reason,
    });
    return keyDone(key);
  });
}
