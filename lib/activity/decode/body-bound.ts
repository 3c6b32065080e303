// gateway-logs §5.2: what a body may be, before all of it is there. decompress.ts holds the same limits again, for whatever did not
// come through a door.
import { isPacked } from "./decompress";
import { MAX_BODY_BYTES, MAX_COMPRESSED_BYTES } from "./limits";

/** Deflate makes no byte out of less than a thousandth: 258 bytes cost two bits at least (RFC 1951 §3.2.5). */
const MOST_GROWTH = 1_032;

/** `encoding` is its Content-Encoding, or null; `start` its first bytes, as many as there are yet. */
export function bodyBound(encoding: string | null, start: Uint8Array) {
  return isPacked(encoding, start)
    ? { maxBytes: MAX_COMPRESSED_BYTES, maxUnpackedBytes: MAX_BODY_BYTES, growth: MOST_GROWTH }
    : { maxBytes: MAX_BODY_BYTES, maxUnpackedBytes: MAX_BODY_BYTES, growth: 1 };
}
