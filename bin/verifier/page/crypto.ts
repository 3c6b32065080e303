// Stands in the browser for lib/ledger/crypto.ts, export by export: there is no synchronous SHA-256 and no certain Ed25519.
import { ed25519 } from "@noble/curves/ed25519.js";
import { p256 } from "@noble/curves/nist.js";
import { sha256 as nobleSha256, sha512 } from "@noble/hashes/sha2.js";

/** Bytes of a SHA-256 hash, of an Ed25519 public key and of an Ed25519 signature. */
export const HASH_SIZE = 32;
export const PUBLIC_KEY_SIZE = 32;
export const SIGNATURE_SIZE = 64;

/** SHA-256 of the parts, one after the other. */
export function sha256(...parts: readonly Uint8Array[]): Uint8Array {
  const hash = nobleSha256.create();
  for (const part of parts) hash.update(part);
  return hash.digest();
}

/** A SHA-256 that is fed piece by piece, for files larger than memory. */
export type RunningHash = { update(part: Uint8Array): void; digest(): Uint8Array };

/** A SHA-256 that has seen nothing yet. */
export function runningSha256(): RunningHash {
  const hash = nobleSha256.create();
  return { update: (part) => void hash.update(part), digest: () => hash.digest() };
}

/** Whether `signature` over `message` is by this Ed25519 key (RFC 8032). False for keys and signatures of any other size. */
export function ed25519Verify(
  publicKey: Uint8Array,
  message: Uint8Array,
  signature: Uint8Array,
): boolean {
  if (publicKey.length !== PUBLIC_KEY_SIZE || signature.length !== SIGNATURE_SIZE) return false;
  const isStrict = ed25519.verify(signature, message, publicKey, { zip215: false });
  return isStrict && holdsWithoutCofactor(publicKey, message, signature);
}

/** Bytes of an uncompressed P-256 point: 0x04, x, y. */
export const P256_POINT_SIZE = 65;

/**
 * Whether `signature` (r ‖ s, 32 bytes each) over SHA-256 of `message` is by this P-256 key, an uncompressed point (FIPS 186-5,
 * ECDSA). False for keys and signatures of any other size, and for points off the curve.
 */
export function p256Verify(
  publicKey: Uint8Array,
  message: Uint8Array,
  signature: Uint8Array,
): boolean {
  if (publicKey.length !== P256_POINT_SIZE || publicKey[0] !== 4) return false;
  if (signature.length !== SIGNATURE_SIZE) return false;
  try {
    return p256.verify(signature, message, publicKey, { lowS: false });
  } catch {
    return false; // a point that is not on the curve
  }
}

/**
 * RFC 8032 §5.1.7 allows two equations, and a signer may make signatures that only one of them accepts. OpenSSL checks
 * S·B = R + k·A, the package eight times that: both must hold here, or the page and `verify.mjs` could differ.
 */
function holdsWithoutCofactor(
  publicKey: Uint8Array,
  message: Uint8Array,
  signature: Uint8Array,
): boolean {
  const { Point } = ed25519;
  const encodedR = signature.subarray(0, 32);
  const k = littleEndian(sha512(join(encodedR, publicKey, message))) % Point.Fn.ORDER;
  const s = littleEndian(signature.subarray(32));
  const right = Point.fromBytes(encodedR).add(Point.fromBytes(publicKey).multiplyUnsafe(k));
  return Point.BASE.multiplyUnsafe(s).equals(right);
}

function littleEndian(bytes: Uint8Array): bigint {
  return bytes.reduceRight((value, byte) => value * 256n + BigInt(byte), 0n);
}

function join(...parts: readonly Uint8Array[]): Uint8Array {
  return Uint8Array.from(parts.flatMap((part) => [...part]));
}
