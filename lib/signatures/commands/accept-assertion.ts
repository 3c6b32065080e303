import "server-only";
import type { CommandContext, Recorder, Tx } from "@/lib/change-log/transact";
import type { AppError } from "@/lib/core/app-error";
import { HOUR_MS } from "@/lib/core/clock";
import { type PasskeyAnswer, passkeyAnswer } from "../answer";
import type { StoredSignature } from "../as-record";
import { insertSignature } from "../insert";
import { RECENT_ENROLMENT_HOURS, type SigningRefusal } from "../labels";
import { type Acceptance, type OpenChallenge, openChallenge } from "../open-challenge";
import { authenticatorFacts, verifyAssertion } from "../pure/assertion";
import { refuseSignature, spendChallenge } from "../refusal";

/**
 * Keeps the answer of the actor's own passkey to a challenge of `beginSignature` as their signature. To be called before anything
 * else is written: a refusal is recorded, and answered to be thrown once that is committed. An answer that does not hold uses the
 * challenge up as well. Refusals: every SigningRefusal but `seal`. Errors: invalid_input (field `typedName`; nothing is used up).
 */
export async function acceptAssertion(
  tx: Tx,
  record: Recorder,
  ctx: CommandContext,
  wish: Acceptance & { readonly response: string },
): Promise<StoredSignature | AppError> {
  const open = await openChallenge(tx, ctx, wish, "passkey");
  if (typeof open === "string") return refuseSignature(record, ctx, wish, open);
  if (!(await spendChallenge(tx, open.row.id, ctx.now))) {
    return refuseSignature(record, ctx, wish, "replay");
  }
  const answer = passkeyAnswer(wish.response);
  if (answer === null) return refuseSignature(record, ctx, wish, "framing");
  const passkey = await passkeyOf(tx, open, answer);
  if (typeof passkey === "string") return refuseSignature(record, ctx, wish, passkey);
  const facts = await checked(tx, open, answer, passkey);
  if (typeof facts === "string") return refuseSignature(record, ctx, wish, facts);
  return insertSignature(tx, record, ctx, open, {
    typedName: wish.typedName.trim(),
    passkeyId: passkey.id,
    credentialId: passkey.credentialId,
    publicKey: passkey.publicKey,
    algorithm: passkey.algorithm,
    aaguid: passkey.aaguid,
    clientData: answer.clientData,
    authenticatorData: answer.authenticatorData,
    signature: answer.signature,
    counter: BigInt(facts.counter),
    userPresent: facts.userPresent,
    userVerified: facts.userVerified,
    backupEligible: facts.backupEligible,
    backedUp: facts.backedUp,
    recentlyEnrolled:
      ctx.now.getTime() - passkey.enrolledAt.getTime() < RECENT_ENROLMENT_HOURS * HOUR_MS,
    sealKey: null,
  });
}

type StoredPasskey = NonNullable<Awaited<ReturnType<Tx["passkey"]["findUnique"]>>>;

async function passkeyOf(
  tx: Tx,
  { row }: OpenChallenge,
  { credentialId }: PasskeyAnswer,
): Promise<StoredPasskey | SigningRefusal> {
  const passkey = await tx.passkey.findUnique({ where: { credentialId } });
  if (passkey === null || passkey.personId !== row.personId) return "unknown_credential";
  return passkey.revokedAt === null ? passkey : "revoked_passkey";
}

async function checked(
  tx: Tx,
  { row, manifest }: OpenChallenge,
  answer: PasskeyAnswer,
  passkey: StoredPasskey,
) {
  const { rp } = manifest;
  const { publicKey, algorithm } = passkey;
  const verdict = verifyAssertion({
    ...answer,
    ...{ publicKey, algorithm, challenge: row.challenge, rpId: rp.id, origin: rp.origin },
  });
  if (!verdict.ok) return refusalFor(tx, row, verdict.reason, answer);
  const facts = authenticatorFacts(answer.authenticatorData);
  if (!facts.ok) return "framing";
  const known = await countedTo(tx, passkey);
  // WebAuthn Level 3 §7.2: one that counts at all counts on; the same number again may be that of a copy.
  const isCopy = (facts.value.counter > 0 || known > 0n) && BigInt(facts.value.counter) <= known;
  return isCopy ? "counter" : facts.value;
}

async function countedTo(tx: Tx, { id, counter }: StoredPasskey): Promise<bigint> {
  const { _max } = await tx.signature.aggregate({
    where: { passkeyId: id },
    _max: { counter: true },
  });
  return _max.counter !== null && _max.counter > counter ? _max.counter : counter;
}

/** An answer to another challenge may be an old one, or one that was meant for something else: that is said. */
async function refusalFor(
  tx: Tx,
  row: OpenChallenge["row"],
  reason: string,
  { clientData }: PasskeyAnswer,
): Promise<SigningRefusal> {
  switch (reason) {
    case "signing_origin":
    case "user_verification":
    case "assertion":
    case "framing":
      return reason;
    default:
      return answeredFor(tx, row, clientData);
  }
}

async function answeredFor(
  tx: Tx,
  row: OpenChallenge["row"],
  clientData: Uint8Array,
): Promise<SigningRefusal> {
  const challenge = challengeIn(clientData);
  const other = challenge && (await tx.signatureChallenge.findFirst({ where: { challenge } }));
  if (!other) return "challenge";
  if (other.subjectKind !== row.subjectKind || other.subjectId !== row.subjectId) {
    return "other_subject";
  }
  return other.usedAt === null ? "challenge" : "replay";
}

function challengeIn(clientData: Uint8Array): Uint8Array<ArrayBuffer> | null {
  const { challenge }: { challenge?: unknown } = JSON.parse(
    Buffer.from(clientData).toString("utf8"),
  );
  return typeof challenge === "string" ? new Uint8Array(Buffer.from(challenge, "base64url")) : null;
}
