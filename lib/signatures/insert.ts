import "server-only";
import type { CommandContext, Recorder, Tx } from "@/lib/change-log/transact";
import { env } from "@/lib/core/env";
import { fromHex } from "@/lib/ledger/bytes";
import { hashOf, type SignedFacts, type StoredSignature } from "./as-record";
import type { OpenChallenge } from "./open-challenge";
import { askSeal } from "./orders/ask";
import { toBase64url } from "./pure/base64url";

type OfChallenge =
  | "id"
  | "challengeId"
  | "subjectKind"
  | "subjectId"
  | "sequence"
  | "role"
  | "personId"
  | "printedName"
  | "printedTitle"
  | "method"
  | "manifestHash"
  | "nonce"
  | "rpId"
  | "origin"
  | "software"
  | "receivedAt"
  | "previousHash";

/** What the answer adds to its challenge. */
export type Answered = Omit<SignedFacts, OfChallenge>;

/** Writes the signature, linked to the one before it, and its change, which holds all of it. Its id is that of its challenge. */
export async function insertSignature(
  tx: Tx,
  record: Recorder,
  ctx: CommandContext,
  { row, manifest }: OpenChallenge,
  answered: Answered,
): Promise<StoredSignature> {
  const { signer, rp } = manifest;
  const facts: SignedFacts = {
    ...{ id: row.id, challengeId: row.id, subjectKind: row.subjectKind, subjectId: row.subjectId },
    ...{ sequence: manifest.sequence, role: row.role, personId: row.personId },
    ...{ printedName: signer.name, printedTitle: signer.title, method: manifest.method },
    ...{ manifestHash: row.manifestHash, nonce: row.nonce },
    ...{ rpId: rp.id, origin: rp.origin, software: manifest.software },
    ...{ receivedAt: ctx.now, previousHash: manifest.previous },
    ...answered,
  };
  const stored = await tx.signature.create({
    data: { ...facts, manifest: row.manifest, hash: hashOf(facts) },
  });
  await record({
    action: "signature.made",
    subjectId: stored.id,
    before: null,
    after: shown(stored),
  });
  // SIG-06: an authority dates signature.json, whose SHA-256 this is, where one is configured.
  if (env().LEDGER_TSA_URL !== undefined) {
    const payload = fromHex(stored.hash) ?? new Uint8Array();
    const subject = { kind: "signature", id: stored.id };
    await askSeal(tx, record, ctx, { kind: "time-stamp", subject, payload });
  }
  return stored;
}

// Bytes as base64url.
function shown(row: StoredSignature) {
  const { nonce, publicKey, clientData, authenticatorData, signature, counter } = row;
  return {
    ...row,
    nonce: toBase64url(nonce),
    publicKey: publicKey && toBase64url(publicKey),
    clientData: clientData && toBase64url(clientData),
    authenticatorData: authenticatorData && toBase64url(authenticatorData),
    signature: toBase64url(signature),
    counter: counter === null ? null : String(counter),
  };
}
