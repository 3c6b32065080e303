// ledger.md §1: base64 is RFC 4648 §4, padded and canonical, so that no two texts name the same bytes.

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const VALUE_OF = new Map([...ALPHABET].map((char, value) => [char.charCodeAt(0), value]));
const PADDING = "=";

/** Padded base64 of bytes. */
export function toBase64(bytes: Uint8Array): string {
  let text = "";
  for (let at = 0; at < bytes.length; at += 3) {
    const [a = 0, b, c] = bytes.subarray(at, at + 3);
    text += digit(a >> 2) + digit(((a & 0x03) << 4) | ((b ?? 0) >> 4));
    text += b === undefined ? PADDING : digit(((b & 0x0f) << 2) | ((c ?? 0) >> 6));
    text += c === undefined ? PADDING : digit(c & 0x3f);
  }
  return text;
}

/** The bytes, or null: strange characters, missing padding and spare bits that are not zero (RFC 4648 §3.5) are refused. */
export function fromBase64(text: string): Uint8Array | null {
  if (text.length % 4 !== 0) return null;
  const padding = text.endsWith("==") ? 2 : Number(text.endsWith(PADDING));
  const digits = text.length - padding;
  const bytes = new Uint8Array((text.length / 4) * 3 - padding);
  let [bits, pending, written] = [0, 0, 0];
  for (let at = 0; at < digits; at += 1) {
    const value = VALUE_OF.get(text.charCodeAt(at));
    if (value === undefined) return null;
    bits = ((bits << 6) | value) & 0xfff;
    pending += 6;
    if (pending >= 8) {
      pending -= 8;
      bytes[written] = (bits >> pending) & 0xff;
      written += 1;
    }
  }
  const spare = bits & ((1 << pending) - 1);
  return spare === 0 ? bytes : null;
}

function digit(value: number): string {
  return ALPHABET.charAt(value);
}
