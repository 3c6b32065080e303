// RFC 3279 §2.2.3: passkeys write an ECDSA signature as a DER sequence of two integers. Read strictly, so that all readers agree.

const SEQUENCE = 0x30;
const INTEGER = 0x02;
const SIZE = 32;

/** r ‖ s, 32 bytes each; null where the bytes are not the one DER form of two such numbers. */
export function rawSignature(der: Uint8Array): Uint8Array | null {
  if (der[0] !== SEQUENCE || der[1] !== der.length - 2 || der.length > 72) return null;
  const r = integerAt(der, 2);
  const s = r === null ? null : integerAt(der, r.end);
  if (r === null || s === null || s.end !== der.length) return null;
  const raw = new Uint8Array(2 * SIZE);
  raw.set(r.digits, SIZE - r.digits.length);
  raw.set(s.digits, 2 * SIZE - s.digits.length);
  return raw;
}

/** A positive integer without needless zeros (X.690 §8.3.2), its sign byte taken off. */
function integerAt(der: Uint8Array, at: number): { digits: Uint8Array; end: number } | null {
  const length = der[at + 1];
  if (der[at] !== INTEGER || length === undefined || length === 0) return null;
  const [start, end] = [at + 2, at + 2 + length];
  const [first = 0, second = 0] = [der[start], der[start + 1]];
  if (end > der.length || first >= 0x80) return null;
  if (first === 0 && (length === 1 || second < 0x80)) return null;
  const digits = der.subarray(first === 0 ? start + 1 : start, end);
  return digits.length <= SIZE ? { digits, end } : null;
}
