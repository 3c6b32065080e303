import "server-only";
import type { read } from "@/lib/db/read";
import { toBase64url } from "./pure/base64url";
import { SIGNATURE_METHODS } from "./pure/manifest";
import { type SignatureRecord, signatureHash } from "./pure/record";

/** A row of `Signature`. */
export type StoredSignature = NonNullable<
  Awaited<ReturnType<ReturnType<typeof read>["signature"]["findUnique"]>>
>;

/** What of a row its record is made of: all but its hash and the text of its manifest. */
export type SignedFacts = Omit<StoredSignature, "hash" | "manifest">;

/** The row as signature.json holds it, and as its hash is taken over. */
export function asRecord(row: SignedFacts): SignatureRecord {
  const method = SIGNATURE_METHODS.find((known) => known === row.method);
  if (method === undefined) throw new Error(`no method of signing: ${row.method}`);
  const { nonce, publicKey, clientData, authenticatorData, signature, counter } = row;
  return {
    v: 1,
    id: row.id,
    challengeId: row.challengeId,
    subjectKind: row.subjectKind,
    subjectId: row.subjectId,
    sequence: row.sequence,
    role: row.role,
    personId: row.personId,
    printedName: row.printedName,
    printedTitle: row.printedTitle,
    typedName: row.typedName,
    method,
    manifestHash: row.manifestHash,
    nonce: toBase64url(nonce),
    passkeyId: row.passkeyId,
    credentialId: row.credentialId,
    publicKey: publicKey && toBase64url(publicKey),
    algorithm: row.algorithm,
    aaguid: row.aaguid,
    rpId: row.rpId,
    origin: row.origin,
    clientData: clientData && toBase64url(clientData),
    authenticatorData: authenticatorData && toBase64url(authenticatorData),
    signature: toBase64url(signature),
    counter: counter === null ? null : Number(counter),
    userPresent: row.userPresent,
    userVerified: row.userVerified,
    backupEligible: row.backupEligible,
    backedUp: row.backedUp,
    recentlyEnrolled: row.recentlyEnrolled,
    sealKey: row.sealKey,
    software: row.software,
    receivedAt: row.receivedAt.toISOString(),
    previousHash: row.previousHash,
  };
}

/** The hash of a row's facts, lower-case hex. */
export function hashOf(row: SignedFacts): string {
  return signatureHash(asRecord(row));
}
