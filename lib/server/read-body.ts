// The body of a push, held to its bounds while it arrives. What is left of a refused body is not read: the server in front
// takes it off the wire and closes the connection (bin/start/web-server.mjs).
import { AppError } from "@/lib/core/app-error";
import type { Place } from "./body-room";

/** What a body may be, seen by its first bytes: how long, and to how many times that it may grow when it is unpacked. */
export type BodyBound = {
  readonly maxBytes: number;
  readonly maxUnpackedBytes: number;
  readonly growth: number;
};

/** A body that trickles in holds its place in memory: after `graceMs` it has to come at a rate, and all of it in `wholeMs`. */
export type BodyPace = {
  readonly graceMs: number;
  readonly bytesPerSecond: number;
  readonly wholeMs: number;
};

/** As many of the first bytes as tell what a body is. */
const START_BYTES = 16;

/**
 * The bytes of a request's body. Its place in memory grows with it, and at the end has room for what it unpacks to.
 * Errors: too_large; throttled (no room); unavailable (too slow, or its sender is gone).
 */
export async function readBody(
  request: Request,
  place: Place,
  { boundOf, pace }: { boundOf: (start: Uint8Array) => BodyBound; pace: BodyPace },
): Promise<Uint8Array> {
  assertDeclared(request, boundOf(new Uint8Array()).maxBytes);
  const chunks: Uint8Array[] = [];
  let length = 0;
  let bound = boundOf(new Uint8Array());
  for await (const chunk of chunksOf(request, pace)) {
    if (length < START_BYTES) bound = boundOf(startOf([...chunks, chunk]));
    length += chunk.byteLength;
    if (length > bound.maxBytes) throw tooLarge(bound.maxBytes);
    place.hold(chunk.byteLength);
    chunks.push(chunk);
  }
  await place.toWork(Math.min(length * bound.growth, bound.maxUnpackedBytes));
  return Buffer.concat(chunks, length);
}

function startOf(chunks: readonly Uint8Array[]): Uint8Array {
  return Buffer.concat(chunks.map((chunk) => chunk.subarray(0, START_BYTES))).subarray(
    0,
    START_BYTES,
  );
}

// A length can lie or be absent, so the bytes are counted as well. One that is honest saves its sender the sending.
function assertDeclared(request: Request, most: number): void {
  if (Number(request.headers.get("content-length") ?? 0) > most) throw tooLarge(most);
}

/** The reader is let go of and not cancelled: that would end the connection before the answer. */
async function* chunksOf(request: Request, pace: BodyPace): AsyncGenerator<Uint8Array> {
  const reader = request.body?.getReader();
  if (!reader) return;
  const since = performance.now();
  let length = 0;
  for (;;) {
    const due = pace.graceMs + (length / pace.bytesPerSecond) * 1_000;
    const left = Math.min(due, pace.wholeMs) - (performance.now() - since);
    const { done, value } = await inTime(reader.read(), left);
    if (done) return;
    length += value.byteLength;
    yield value;
  }
}

async function inTime<T>(reading: Promise<T>, ms: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(tooSlow()), Math.max(0, ms));
  });
  try {
    return await Promise.race([reading.catch(gone), late]);
  } finally {
    clearTimeout(timer);
  }
}

function gone(cause: unknown): never {
  const message = "The connection ended before the body was whole. Send it again.";
  throw new AppError("unavailable", { message, cause });
}

function tooLarge(most: number): AppError {
  const message = `This body holds more than ${most / 1_024 / 1_024} MiB. Send fewer records at once.`;
  return new AppError("too_large", message);
}

function tooSlow(): AppError {
  const message = "This body took too long to arrive, and nothing of it was kept. Send it again.";
  return new AppError("unavailable", message);
}
