import { toHex } from "@/lib/ledger/bytes";
import { sha256 } from "@/lib/ledger/crypto";
import { sampleSigner } from "@/lib/ledger/testing/signer";
import { formatVkey } from "@/lib/ledger/vkey";
import { fromBase64url, toBase64url } from "../pure/base64url";
import { challengeOf, sealMessage } from "../pure/challenge";
import type { SignatureManifest } from "../pure/manifest";
import type { SignatureRecord } from "../pure/record";
import { type Differing, softwareAuthenticator } from "./software-authenticator";

export const RP = { id: "reviews.example.com", origin: "https://reviews.example.com" };
export const SEAL = sampleSigner("seal.example.com", 5);
export const SEAL_VKEY = formatVkey(SEAL.key);

/** One signature to be made, and how it differs from an honest one. */
export type SignWish = {
  readonly role: string;
  readonly person: string;
  readonly method?: "passkey" | "password";
  readonly differing?: Differing;
  /** Whose passkey is used; their own unless said. */
  readonly passkeyOf?: string;
  readonly synced?: boolean;
  /** Other files than the honest ones; null leaves one out. */
  readonly files?: Readonly<Record<string, Uint8Array | null>>;
  readonly says?: Partial<SignatureManifest>;
  readonly record?: (
    record: SignatureRecord,
    earlier: readonly SignatureRecord[],
  ) => SignatureRecord;
  readonly leaf?: { readonly actorId?: string; readonly hash?: string };
};

/** What the server would keep of an answer to this manifest. `at`: how many signatures there are before it. */
export function answered(wish: SignWish, manifestBytes: Uint8Array, at: number): SignatureRecord {
  const manifest: SignatureManifest = JSON.parse(new TextDecoder().decode(manifestBytes));
  const nonce = new Uint8Array(32).fill(at + 1);
  const challenge = challengeOf(nonce, sha256(manifestBytes));
  const method = wish.method ?? "passkey";
  return {
    ...{ v: 1, id: `signature-${at}`, challengeId: `challenge-${at}`, method },
    ...{ subjectKind: manifest.subject.kind, subjectId: manifest.subject.id },
    ...{ sequence: manifest.sequence, role: manifest.role, personId: manifest.signer.id },
    ...{ printedName: manifest.signer.name, printedTitle: manifest.signer.title },
    ...{ typedName: manifest.signer.name, manifestHash: toHex(sha256(manifestBytes)) },
    ...{ nonce: toBase64url(nonce), rpId: manifest.rp.id, origin: manifest.rp.origin },
    ...{ aaguid: null, recentlyEnrolled: false, software: "1.0.0" },
    ...(method === "passkey" ? byPasskey(wish, challenge) : bySeal(challenge)),
    receivedAt: new Date(Date.parse(manifest.preparedAt) + 60_000).toISOString(),
    previousHash: manifest.previous,
  };
}

function bySeal(challenge: Uint8Array) {
  return {
    ...{ passkeyId: null, credentialId: null, publicKey: null, algorithm: null, counter: null },
    ...{ clientData: null, authenticatorData: null, sealKey: SEAL_VKEY },
    signature: toBase64url(SEAL.sign(sealMessage("sign-off", challenge))),
    ...{ userPresent: false, userVerified: false, backupEligible: false, backedUp: false },
  };
}

function byPasskey({ person, passkeyOf, synced = false, differing }: SignWish, asked: Uint8Array) {
  const owner = passkeyOf ?? person;
  const passkey = softwareAuthenticator(owner, { origin: RP.origin, synced });
  const options = JSON.stringify({ challenge: toBase64url(asked), rpId: RP.id });
  const { response } = JSON.parse(passkey.sign(options, differing));
  const flags = fromBase64url(response.authenticatorData)?.[32] ?? 0;
  const { credentialId, algorithm } = passkey;
  return {
    ...{ passkeyId: `passkey-${owner}`, credentialId, algorithm, counter: 0, sealKey: null },
    publicKey: toBase64url(passkey.publicKey),
    clientData: response.clientDataJSON,
    authenticatorData: response.authenticatorData,
    signature: response.signature,
    ...{ userPresent: (flags & 1) !== 0, userVerified: (flags & 4) !== 0 },
    ...{ backupEligible: (flags & 8) !== 0, backedUp: (flags & 16) !== 0 },
  };
}
