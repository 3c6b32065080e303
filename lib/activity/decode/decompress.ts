// gateway-logs §5.1 and §5.2: the bytes of a body as its sender had them, within bounds that are held while it is inflated: a
// small body that grows without end is given up at the limit. The work is zlib's, in its own threads.
import { createGunzip, createInflate, createInflateRaw } from "node:zlib";
import { AppError } from "@/lib/core/app-error";
import { MAX_BODY_BYTES, MAX_COMPRESSED_BYTES } from "./limits";

/**
 * A body without its compression. `encoding` is its Content-Encoding, or null; a sender that forgot it, or a proxy that unpacked the
 * body and left it, is seen by the first bytes. Gzip members in a row are joined (RFC 9110 §8.4.1.3, RFC 1952 §2.2; a log that is
 * appended to is sent so) and count together; zeros that pad the last are left out. Any other bytes behind the end are refused, as
 * they would be lost without a word. `deadline` ends the work. Takes at most twice the limit of memory, whatever is inside.
 * Errors: too_large; invalid_input (no known encoding, several of them, damaged, bytes behind the end); unavailable (deadline).
 */
export async function decompress(
  body: Uint8Array,
  encoding: string | null,
  deadline: AbortSignal,
): Promise<Uint8Array> {
  const ways = waysOf(codingOf(encoding), body);
  if (ways.length === 0) return bounded(body, MAX_BODY_BYTES, "is");
  bounded(body, MAX_COMPRESSED_BYTES, "is compressed to");
  let failure: unknown;
  for (const way of ways) {
    try {
      return await inflated(body, way, deadline);
    } catch (error) {
      if (deadline.aborted) throw tooSlow(error);
      if (error instanceof AppError) throw error;
      failure = error;
    }
  }
  const message = `This body is damaged, or is not compressed with ${ways[0]} as it says. Send it again.`;
  throw new AppError("invalid_input", { message, cause: failure });
}

/** Whether a body would be inflated, by its Content-Encoding and its first bytes. One in a coding that is not known counts as packed. */
export function isPacked(encoding: string | null, start: Uint8Array): boolean {
  const names = namesIn(encoding);
  const coding = names.length === 0 ? "identity" : CODINGS.get(names[0] ?? "");
  return coding === undefined || waysOf(coding, start).length > 0;
}

const STREAMS = {
  gzip: createGunzip,
  zlib: createInflate,
  deflate: createInflateRaw,
} as const;
type Way = keyof typeof STREAMS;
type Coding = "gzip" | "deflate" | "identity";

const CODINGS = new Map<string, Coding>([
  ["gzip", "gzip"],
  ["x-gzip", "gzip"], // RFC 9110 §8.4.1.3
  ["deflate", "deflate"],
]);

function codingOf(header: string | null): Coding {
  const [name, ...others] = namesIn(header);
  if (name === undefined) return "identity";
  const coding = CODINGS.get(name);
  if (coding && others.length === 0) return coding;
  const message = "This Content-Encoding is not one that is read here. Use gzip, deflate or none.";
  throw new AppError("invalid_input", message);
}

function namesIn(header: string | null): string[] {
  const names = (header ?? "").split(",").map((name) => name.trim().toLowerCase());
  return names.filter((each) => each !== "" && each !== "identity");
}

/** What to try, in order. What is not compressed is not to be inflated. */
function waysOf(coding: Coding, body: Uint8Array): Way[] {
  if (isGzip(body)) return ["gzip"];
  if (body.length === 0 || isJson(body)) return [];
  // RFC 9110 §8.4.1.2 calls zlib's format deflate; some senders take the word for RFC 1951's, whose bytes may begin like zlib's.
  if (coding === "deflate") return isZlib(body) ? ["zlib", "deflate"] : ["deflate"];
  if (isZlib(body)) return ["zlib"];
  return coding === "identity" || body[0] === OTLP_FIELD ? [] : ["gzip"];
}

/** What each OTLP request in protobuf begins with: its field 1, a message. */
const OTLP_FIELD = 0x0a;

/** RFC 1952 §2.3.1: ID1, ID2, and the one compression method there is. */
function isGzip([id1, id2, method]: Uint8Array): boolean {
  return id1 === 0x1f && id2 === 0x8b && method === 8;
}

/** RFC 1950 §2.2, as every zlib in use writes it: deflate with a window of 32 KiB, and the check of these two bytes. No JSON begins so. */
function isZlib([method, flags]: Uint8Array): boolean {
  return method === 0x78 && flags !== undefined && (method * 256 + flags) % 31 === 0;
}

const BOM = "\xef\xbb\xbf";

/** An object or a list, and nothing in its first bytes that is no text: what is compressed does not begin so. */
function isJson(body: Uint8Array): boolean {
  const start = new TextDecoder("latin1").decode(body.subarray(0, 16)).replace(BOM, "").trim();
  const isText = !/[^ -~\s\x80-\xff]/.test(start);
  return isText && /^[{[]\s*(?:["{[\]}]|$)/.test(start);
}

async function inflated(body: Uint8Array, way: Way, deadline: AbortSignal): Promise<Uint8Array> {
  deadline.throwIfAborted();
  const stream = STREAMS[way]({ chunkSize: CHUNK_BYTES });
  const abort = () => stream.destroy(new Error("deadline"));
  deadline.addEventListener("abort", abort, { once: true });
  try {
    stream.end(body);
    const chunks: Uint8Array[] = [];
    let length = 0;
    for await (const chunk of stream) {
      if (!(chunk instanceof Uint8Array)) continue;
      length += chunk.length;
      if (length > MAX_BODY_BYTES) throw tooLarge("grows to", MAX_BODY_BYTES);
      chunks.push(chunk);
    }
    if (hasMore(body, stream.bytesWritten)) throw new AppError("invalid_input", BEHIND_THE_END);
    return Buffer.concat(chunks, length);
  } finally {
    deadline.removeEventListener("abort", abort);
    stream.destroy();
  }
}

const CHUNK_BYTES = 65_536;
const BEHIND_THE_END =
  "There are bytes behind the end of this compressed body. Compress all of it as one.";

/** Behind the end of what zlib took: anything but zeros. */
function hasMore(body: Uint8Array, taken: number): boolean {
  return body.subarray(taken).some((byte) => byte !== 0);
}

function bounded(body: Uint8Array, most: number, what: string): Uint8Array {
  if (body.length > most) throw tooLarge(what, most);
  return body;
}

function tooLarge(what: string, most: number): AppError {
  const message = `This body ${what} more than ${most / 1_024 / 1_024} MiB. Send fewer records at once.`;
  return new AppError("too_large", message);
}

function tooSlow(cause: unknown): AppError {
  const message = "Unpacking this body took too long. Nothing of it was kept: send it again later.";
  return new AppError("unavailable", { message, cause });
}
