// The content of a chosen file, unpacked, a little at a time: a file of many gigabytes needs no more memory than a small one.
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";
import { HEAD_BYTES } from "@/lib/activity/imports/import-limits";

export type FileFacts = { readonly sha256: string; readonly bytes: number };

const GZIP = [0x1f, 0x8b];

/** Reads all of it once. `onRead`: which part of the file was read, from 0 to 1. Errors: those of the file; AbortError. */
export async function factsOf(
  file: File,
  { onRead, signal }: { onRead: (share: number) => void; signal: AbortSignal },
): Promise<FileFacts> {
  const hash = sha256.create();
  let bytes = 0;
  const content = await contentOf(file, 0, (read) => onRead(read / file.size));
  for (;;) {
    signal.throwIfAborted();
    const { value, done } = await content.read();
    if (done) break;
    hash.update(value);
    bytes += value.length;
  }
  return { sha256: bytesToHex(hash.digest()), bytes };
}

/** Its first bytes, by which the server sees what it is. */
export async function headOf(file: File): Promise<Uint8Array<ArrayBuffer>> {
  const window = new FileWindow(await contentOf(file, 0));
  const head = (await window.fill(HEAD_BYTES)).slice();
  await window.close();
  return head;
}

/** The content from a place on. */
export async function windowFrom(file: File, start: number): Promise<FileWindow> {
  const isPacked = await isGzip(file);
  const window = new FileWindow(await contentOf(file, isPacked ? 0 : start));
  if (isPacked) await window.skip(start);
  return window;
}

type Reader = ReadableStreamDefaultReader<Uint8Array<ArrayBuffer>>;

async function contentOf(
  file: File,
  start: number,
  onRead: (bytes: number) => void = () => {},
): Promise<Reader> {
  const isPacked = start === 0 && (await isGzip(file));
  let read = start;
  const counted = new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
    transform(chunk, controller) {
      read += chunk.length;
      onRead(read);
      controller.enqueue(chunk);
    },
  });
  const raw = file.slice(start).stream().pipeThrough(counted);
  return (isPacked ? raw.pipeThrough(new DecompressionStream("gzip")) : raw).getReader();
}

async function isGzip(file: File): Promise<boolean> {
  const start = new Uint8Array(await file.slice(0, GZIP.length).arrayBuffer());
  return GZIP.every((byte, at) => start[at] === byte);
}

/** The next bytes of a content, as many as are asked for. */
export class FileWindow {
  readonly #reader: Reader;
  #held: Uint8Array<ArrayBuffer>[] = [];
  #length = 0;
  #isEnded = false;

  constructor(reader: Reader) {
    this.#reader = reader;
  }

  /** So many bytes, or all that are left; they stay until they are dropped. */
  async fill(count: number): Promise<Uint8Array<ArrayBuffer>> {
    while (this.#length < count && !this.#isEnded) await this.#read();
    const whole = new Uint8Array(this.#length);
    let at = 0;
    for (const part of this.#held) {
      whole.set(part, at);
      at += part.length;
    }
    this.#held = [whole];
    return whole.subarray(0, count);
  }

  drop(count: number): void {
    const [first = new Uint8Array()] = this.#held;
    this.#held = [first.slice(count)];
    this.#length -= count;
  }

  async skip(count: number): Promise<void> {
    let left = count;
    while (left > 0 && !this.#isEnded) {
      if (this.#length === 0) await this.#read();
      await this.fill(0);
      const now = Math.min(left, this.#length);
      this.drop(now);
      left -= now;
    }
  }

  async close(): Promise<void> {
    await this.#reader.cancel();
  }

  async #read(): Promise<void> {
    const { value, done } = await this.#reader.read();
    if (done) this.#isEnded = true;
    else this.#held.push(value);
    this.#length += value?.length ?? 0;
  }
}
