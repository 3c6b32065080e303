// SIG-01: what a passkey is asked to sign: chance of the server and the digest of the manifest, under a purpose of its own.
import { utf8 } from "@/lib/ledger/bytes";
import { sha256 } from "@/lib/ledger/crypto";
import { SIGNATURE_PURPOSE } from "./manifest";

/** Bytes of a nonce. */
export const NONCE_SIZE = 32;

/** SHA-256(purpose ‖ nonce ‖ SHA-256(manifest)). `manifestHash`: the 32 bytes of that hash. */
export function challengeOf(nonce: Uint8Array, manifestHash: Uint8Array): Uint8Array {
  return sha256(utf8(SIGNATURE_PURPOSE), nonce, manifestHash);
}

/** What stands before what the server's seal signs: one text per kind, so that no seal of one kind passes for another. */
export const SEAL_PURPOSE = {
  "sign-off": "app/password-signoff/v1",
  pack: "app/pack-manifest/v1",
} as const;
export type SealPurpose = keyof typeof SEAL_PURPOSE;

/** The message the seal signs: purpose ‖ 32 bytes, a challenge or the SHA-256 of a pack's manifest.json. */
export function sealMessage(purpose: SealPurpose, digest: Uint8Array): Uint8Array {
  const prefix = utf8(SEAL_PURPOSE[purpose]);
  const message = new Uint8Array(prefix.length + digest.length);
  message.set(prefix);
  message.set(digest, prefix.length);
  return message;
}
