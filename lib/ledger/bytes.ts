// ledger.md §1: `‖` joins bytes; text is UTF-8; a hash on a screen or in JSON is lower-case hex.

const encoder = new TextEncoder();
// ignoreBOM keeps a byte order mark as a character, so that it is refused downstream instead of vanishing.
const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** The UTF-8 bytes of a text. */
export function utf8(text: string): Uint8Array {
  const most = text.length * 3;
  if (most > BLOCK_BYTES / 4) return encoder.encode(text);
  if (most > block.length - used) {
    block = new Uint8Array(BLOCK_BYTES);
    used = 0;
  }
  const start = used;
  used += encoder.encodeInto(text, block.subarray(start)).written;
  return block.subarray(start, used);
}

// Short texts share blocks of memory, each its own part: a new buffer for each takes four times as long as the encoding.
const BLOCK_BYTES = 2 ** 16;
let block = new Uint8Array(BLOCK_BYTES);
let used = 0;

/** How many bytes `utf8` makes of a text. */
export function utf8Length(text: string): number {
  const isShort = text.length * 3 <= measure.length;
  return isShort ? encoder.encodeInto(text, measure).written : encoder.encode(text).length;
}

const measure = new Uint8Array(BLOCK_BYTES);

/** The text of UTF-8 bytes, or null where they are not valid UTF-8. */
export function textOf(bytes: Uint8Array): string | null {
  try {
    return decoder.decode(bytes);
  } catch {
    return null; // the decoder has one failure, and it says nothing but this
  }
}

/** a ‖ b ‖ … for a few parts. */
export function concat(...parts: readonly Uint8Array[]): Uint8Array {
  return concatAll(parts);
}

/** The same for as many parts as there are: a hundred thousand arguments would overflow the stack. */
export function concatAll(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** Whether two byte strings are the same. Nothing compared here is secret, so time may leak. */
export function equalBytes(left: Uint8Array, right: Uint8Array): boolean {
  if (left.length !== right.length) return false;
  for (let at = 0; at < left.length; at += 1) {
    if (left[at] !== right[at]) return false;
  }
  return true;
}

/** Lower-case hex. */
export function toHex(bytes: Uint8Array): string {
  let text = "";
  for (let at = 0; at < bytes.length; at += 1) text += HEX[bytes[at] ?? 0];
  return text;
}

const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, "0"));

/** Bytes of lower-case hex, or null. */
export function fromHex(text: string): Uint8Array | null {
  if (text.length % 2 !== 0 || !/^[0-9a-f]*$/.test(text)) return null;
  const bytes = new Uint8Array(text.length / 2);
  for (let at = 0; at < bytes.length; at += 1) {
    bytes[at] = Number.parseInt(text.slice(at * 2, at * 2 + 2), 16);
  }
  return bytes;
}

/** -1, 0 or 1: names in the order of their UTF-8 bytes. Only beside surrogates is the order of JavaScript's strings another. */
export function compareBytewise(left: string, right: string): number {
  if (left === right) return 0;
  if (!/[\ud800-\udfff]/.test(left + right)) return left < right ? -1 : 1;
  const [a, b] = [utf8(left), utf8(right)];
  const at = a.findIndex((byte, place) => byte !== b[place]);
  return at < 0 || (a[at] ?? 0) < (b[at] ?? -1) ? -1 : 1;
}
