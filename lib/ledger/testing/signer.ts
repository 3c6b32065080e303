import { createPrivateKey, createPublicKey, type KeyObject, sign } from "node:crypto";
import type { NoteSigner } from "../note";
import { verifierKey } from "../vkey";

// RFC 8410 §7: what stands before the 32-byte seed in a PKCS #8 Ed25519 key.
const PKCS8 = Uint8Array.of(0x30, 46, 2, 1, 0, 0x30, 5, 6, 3, 0x2b, 0x65, 0x70, 4, 34, 4, 32);

/** A signer whose private key everybody knows: for tests alone. */
export function signerFromSeed(name: string, seed: Uint8Array): NoteSigner {
  const key = createPrivateKey({
    key: Buffer.concat([PKCS8, seed]),
    format: "der",
    type: "pkcs8",
  });
  return {
    key: verifierKey(name, publicBytes(key)),
    sign: (message) => sign(null, message, key),
  };
}

/** A signer from a seed of one byte, 32 times. */
export function sampleSigner(name: string, byte = 1): NoteSigner {
  return signerFromSeed(name, new Uint8Array(32).fill(byte));
}

function publicBytes(key: KeyObject): Uint8Array {
  return createPublicKey(key).export({ format: "der", type: "spki" }).subarray(-32);
}
