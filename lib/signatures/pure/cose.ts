// RFC 9052 and 9053, as far as passkeys of ES256 and EdDSA need them: a COSE key is a CBOR map of small integers and byte strings.
import { concat } from "@/lib/ledger/bytes";
import { ed25519Verify, PUBLIC_KEY_SIZE, p256Verify } from "@/lib/ledger/crypto";
import { rawSignature } from "./ecdsa-der";

/** COSE algorithms that count here: ECDSA with SHA-256 over P-256, and Ed25519. */
export const ES256 = -7;
export const EDDSA = -8;

/** A public key that can say whether a signature over a message is its own. */
export type CoseKey = {
  readonly algorithm: typeof ES256 | typeof EDDSA;
  readonly verify: (message: Uint8Array, signature: Uint8Array) => boolean;
};

// RFC 9053 §7: kty, alg; for both kinds of curve crv, x, and y.
const KTY = 1;
const ALG = 3;
const CRV = -1;
const X = -2;
const Y = -3;

/** The key in the bytes, whole and without rest; null for anything else. */
export function coseKey(bytes: Uint8Array): CoseKey | null {
  const map = cborMap(bytes);
  if (map === null) return null;
  const [kty, algorithm, curve] = [map.get(KTY), map.get(ALG), map.get(CRV)];
  const [x, y] = [map.get(X), map.get(Y)];
  if (!(x instanceof Uint8Array) || x.length !== PUBLIC_KEY_SIZE) return null;
  if (kty === 1 && algorithm === EDDSA && curve === 6 && map.size === 4) {
    return { algorithm, verify: (message, signature) => ed25519Verify(x, message, signature) };
  }
  if (!(y instanceof Uint8Array) || y.length !== PUBLIC_KEY_SIZE) return null;
  if (kty !== 2 || algorithm !== ES256 || curve !== 1 || map.size !== 5) return null;
  const point = concat(Uint8Array.of(4), x, y);
  return {
    algorithm,
    verify: (message, signature) => {
      const raw = rawSignature(signature);
      return raw !== null && p256Verify(point, message, raw);
    },
  };
}

type Value = number | Uint8Array;

// RFC 8949 §3.1: the major type in three bits, then a length or a number.
const UNSIGNED = 0;
const NEGATIVE = 1;
const BYTES = 2;
const MAP = 5;

function cborMap(bytes: Uint8Array): ReadonlyMap<number, Value> | null {
  const head = headAt(bytes, 0);
  if (head === null || head.major !== MAP || head.value > 8) return null;
  const map = new Map<number, Value>();
  let at = head.end;
  for (let member = 0; member < head.value; member += 1) {
    const name = valueAt(bytes, at);
    const value = name === null ? null : valueAt(bytes, name.end);
    if (name === null || value === null) return null;
    if (typeof name.value !== "number" || map.has(name.value)) return null;
    map.set(name.value, value.value);
    at = value.end;
  }
  return at === bytes.length ? map : null;
}

function valueAt(bytes: Uint8Array, at: number): { value: Value; end: number } | null {
  const head = headAt(bytes, at);
  if (head === null) return null;
  const { major, value, end } = head;
  if (major === UNSIGNED) return { value, end };
  if (major === NEGATIVE) return { value: -1 - value, end };
  if (major !== BYTES || end + value > bytes.length) return null;
  return { value: bytes.slice(end, end + value), end: end + value };
}

function headAt(bytes: Uint8Array, at: number) {
  const first = bytes[at];
  if (first === undefined) return null;
  const [major, short] = [first >> 5, first & 0x1f];
  if (short < 24) return { major, value: short, end: at + 1 };
  const size = short - 23; // RFC 8949 §3: 24 says that one byte follows, 25 that two do
  if (size > 2 || at + 1 + size > bytes.length) return null;
  let value = 0;
  for (const byte of bytes.subarray(at + 1, at + 1 + size)) value = value * 256 + byte;
  return { major, value, end: at + 1 + size };
}
