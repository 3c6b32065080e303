// ledger.md §3.3: exactly one gzip member, RFC 1952: a 10-byte header with flags 0 and mtime 0, and no byte after it.
import { concat } from "./bytes";
import { crc32 } from "./crc32";
import { fails, found, type Read } from "./verdict";

/**
 * Raw DEFLATE (RFC 1951), handed in, as this room holds no zlib. `inflate` answers the output and how many bytes of input
 * the stream took, or null where it is broken or would exceed `maxOutput`.
 */
export type Deflate = {
  readonly deflate: (bytes: Uint8Array) => Uint8Array;
  readonly inflate: (
    bytes: Uint8Array,
    maxOutput: number,
  ) => { readonly output: Uint8Array; readonly consumed: number } | null;
};

// RFC 1952 §2.3.1: ID1 ID2, CM = 8 (deflate), FLG = 0, MTIME = 0; then XFL and OS, which say nothing about the content.
const FIXED_HEADER = Uint8Array.of(0x1f, 0x8b, 8, 0, 0, 0, 0, 0);
const XFL_AND_OS = Uint8Array.of(0, 255); // 255: unknown
const HEADER_BYTES = 10;
const TRAILER_BYTES = 8;

/** The bytes as one gzip member, which `zcat` reads. */
export function gzipMember(content: Uint8Array, { deflate }: Deflate): Uint8Array {
  return concat(FIXED_HEADER, XFL_AND_OS, deflate(content), trailerOf(content));
}

/**
 * The content of one gzip member, of at most `maxOutput` bytes. Common readers accept a second member after the first and
 * call both the file; here a byte too many is refused. Fails with `framing`.
 */
export function gunzipMember(
  member: Uint8Array,
  maxOutput: number,
  { inflate }: Deflate,
): Read<Uint8Array> {
  if (FIXED_HEADER.some((byte, at) => member[at] !== byte)) {
    return fails("framing", "It does not start with the plain gzip header.");
  }
  const inflated = inflate(member.subarray(HEADER_BYTES), maxOutput);
  if (inflated === null || inflated.output.length > maxOutput) {
    return fails("framing", `It is broken, or longer than ${maxOutput} bytes.`);
  }
  const trailer = member.subarray(HEADER_BYTES + inflated.consumed);
  if (trailer.length !== TRAILER_BYTES) {
    return fails("framing", "Bytes are missing or left over at the end of the gzip member.");
  }
  const expected = trailerOf(inflated.output);
  if (trailer.some((byte, at) => byte !== expected[at])) {
    return fails("framing", "The checksum or length of the gzip member does not fit its content.");
  }
  return found(inflated.output);
}

/** RFC 1952 §2.3.1: CRC32 and ISIZE, four bytes each, least significant first. */
function trailerOf(content: Uint8Array): Uint8Array {
  const trailer = new Uint8Array(TRAILER_BYTES);
  const view = new DataView(trailer.buffer);
  view.setUint32(0, crc32(content), true);
  view.setUint32(4, content.length % 2 ** 32, true);
  return trailer;
}
