// SIG-10: one signature and its manifest, checked against each other without a server. Who was to sign, and the files behind the
// manifest, are for whoever knows them.
import { fromHex, toHex } from "@/lib/ledger/bytes";
import { ed25519Verify } from "@/lib/ledger/crypto";
import { fails, HOLDS, type Verdict } from "@/lib/ledger/verdict";
import { parseVkey } from "@/lib/ledger/vkey";
import { authenticatorFacts, verifyAssertion } from "./assertion";
import { fromBase64url } from "./base64url";
import { challengeOf, sealMessage } from "./challenge";
import { manifestHashOf, parseSignatureManifest, type SignatureManifest } from "./manifest";
import type { SignatureRecord } from "./record";

/**
 * Whether the signature is over this manifest (its bytes), says the same as it, and was made by the passkey whose public key it
 * holds, or by the seal it names. Fails with `framing`, `challenge`, `other_subject`, `signer`, `signing_origin`,
 * `user_verification`, `assertion`, `seal`, `claim`.
 */
export function verifySignature(record: SignatureRecord, manifest: Uint8Array): Verdict {
  const parsed = parseSignatureManifest(manifest);
  if (!parsed.ok) return parsed;
  if (toHex(manifestHashOf(manifest)) !== record.manifestHash) {
    return fails("challenge", "The manifest is not the one this signature names.");
  }
  const said = saysTheSame(record, parsed.value);
  if (!said.ok) return said;
  const challenge = challengeOf(bytesOf(record.nonce), fromHex(record.manifestHash) ?? NONE);
  return record.method === "passkey" ? byPasskey(record, challenge) : bySeal(record, challenge);
}

const NONE = new Uint8Array();

function bytesOf(text: string | null): Uint8Array {
  return (text === null ? null : fromBase64url(text)) ?? NONE;
}

function saysTheSame(record: SignatureRecord, manifest: SignatureManifest): Verdict {
  const { subject, signer, rp } = manifest;
  if (subject.kind !== record.subjectKind || subject.id !== record.subjectId) {
    return fails("other_subject", `It was signed for ${subject.kind} ${subject.id}.`);
  }
  const isSigner =
    signer.id === record.personId &&
    signer.name === record.printedName &&
    signer.title === record.printedTitle;
  if (!isSigner) return fails("signer", "The manifest names another signer than the signature.");
  if (rp.id !== record.rpId || rp.origin !== record.origin) {
    return fails("signing_origin", "The manifest names another address than the signature.");
  }
  const isSame =
    manifest.role === record.role &&
    manifest.sequence === record.sequence &&
    manifest.previous === record.previousHash &&
    manifest.method === record.method &&
    manifest.software === record.software;
  return isSame
    ? HOLDS
    : fails("claim", "The signature says other things of itself than its manifest.");
}

function byPasskey(record: SignatureRecord, challenge: Uint8Array): Verdict {
  const { rpId, origin, algorithm } = record;
  const authenticatorData = bytesOf(record.authenticatorData);
  const verdict = verifyAssertion({
    clientData: bytesOf(record.clientData),
    authenticatorData,
    signature: bytesOf(record.signature),
    publicKey: bytesOf(record.publicKey),
    ...{ algorithm: algorithm ?? 0, challenge, rpId, origin },
  });
  if (!verdict.ok) return verdict;
  const facts = authenticatorFacts(authenticatorData);
  const isSame =
    facts.ok &&
    facts.value.userPresent === record.userPresent &&
    facts.value.userVerified === record.userVerified &&
    facts.value.backupEligible === record.backupEligible &&
    facts.value.backedUp === record.backedUp &&
    facts.value.counter === record.counter;
  return isSame
    ? HOLDS
    : fails("claim", "The signature says other things of the passkey than the passkey did.");
}

function bySeal(record: SignatureRecord, challenge: Uint8Array): Verdict {
  const key = parseVkey(record.sealKey ?? "");
  if (!key.ok) return fails("seal", "The signature by password names no seal of the server.");
  const message = sealMessage("sign-off", challenge);
  if (ed25519Verify(key.value.publicKey, message, bytesOf(record.signature))) return HOLDS;
  return fails("seal", "The server's seal does not fit this signature by password.");
}
