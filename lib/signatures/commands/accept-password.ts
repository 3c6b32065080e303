import "server-only";
import type { CommandContext, Recorder, Tx } from "@/lib/change-log/transact";
import type { AppError } from "@/lib/core/app-error";
import { isUuid } from "@/lib/core/text";
import { ed25519Verify } from "@/lib/ledger/crypto";
import { parseVkey } from "@/lib/ledger/vkey";
import type { StoredSignature } from "../as-record";
import { insertSignature } from "../insert";
import { type Acceptance, type OpenChallenge, openChallenge } from "../open-challenge";
import { sealMessage } from "../pure/challenge";
import { refuseSignature, spendChallenge } from "../refusal";

/**
 * Keeps a signature by password, which the server sealed for the actor (`sealByPassword`). As with `acceptAssertion`, a refusal is
 * recorded and answered, to be thrown once that is committed. Refusals: those of an open challenge, and `seal`. Errors:
 * invalid_input (field `typedName`; nothing is used up).
 */
export async function acceptPassword(
  tx: Tx,
  record: Recorder,
  ctx: CommandContext,
  wish: Acceptance & { readonly orderId: string },
): Promise<StoredSignature | AppError> {
  const open = await openChallenge(tx, ctx, wish, "password");
  if (typeof open === "string") return refuseSignature(record, ctx, wish, open);
  if (!(await spendChallenge(tx, open.row.id, ctx.now))) {
    return refuseSignature(record, ctx, wish, "replay");
  }
  const seal = await sealOf(tx, open, wish.orderId);
  if (seal === null) return refuseSignature(record, ctx, wish, "seal");
  return insertSignature(tx, record, ctx, open, {
    typedName: wish.typedName.trim(),
    ...{ passkeyId: null, credentialId: null, publicKey: null, algorithm: null, aaguid: null },
    ...{ clientData: null, authenticatorData: null, counter: null },
    ...{ userPresent: false, userVerified: false, backupEligible: false, backedUp: false },
    recentlyEnrolled: false,
    ...seal,
  });
}

/** The seal that was put on this very challenge for this very person, by a key the server has adopted; null for anything else. */
async function sealOf(tx: Tx, { row }: OpenChallenge, orderId: string) {
  const order = isUuid(orderId)
    ? await tx.sealOrder.findFirst({
        where: {
          id: orderId,
          kind: "sign-off",
          subjectId: row.id,
          askedById: row.personId,
          state: "done",
        },
      })
    : null;
  if (!order?.result || order.keyName === null) return null;
  const key = parseVkey(order.keyName);
  const adopted = await tx.sealKey.count({ where: { vkey: order.keyName } });
  const fits =
    key.ok &&
    adopted === 1 &&
    ed25519Verify(key.value.publicKey, sealMessage("sign-off", row.challenge), order.result);
  return fits ? { signature: order.result, sealKey: order.keyName } : null;
}
