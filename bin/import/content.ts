// The content of a file, unpacked where it is packed with gzip, also in several pieces, and a little at a time.
import { createReadStream } from "node:fs";
import { open } from "node:fs/promises";
import { createGunzip } from "node:zlib";
import { AppError } from "@/lib/core/app-error";

const GZIP = [0x1f, 0x8b];

/** Errors: those of the disk; invalid_input (packed, and not to be unpacked). */
export async function* contentOf(file: string): AsyncGenerator<Uint8Array> {
  if (!(await isGzip(file))) {
    yield* createReadStream(file);
    return;
  }
  try {
    const unpacking = createGunzip();
    createReadStream(file)
      .on("error", (error) => unpacking.destroy(error))
      .pipe(unpacking);
    yield* unpacking;
  } catch (cause) {
    throw new AppError("invalid_input", {
      message: "This file cannot be unpacked to its end.",
      cause,
    });
  }
}

async function isGzip(file: string): Promise<boolean> {
  const handle = await open(file);
  try {
    const { buffer } = await handle.read(Buffer.alloc(GZIP.length), 0, GZIP.length, 0);
    return GZIP.every((byte, at) => buffer[at] === byte);
  } finally {
    await handle.close();
  }
}

/** The next bytes of a content, as many as are asked for; they stay until they are dropped. */
export class ContentReader {
  readonly #content: AsyncGenerator<Uint8Array>;
  #held: Uint8Array = new Uint8Array();

  constructor(content: AsyncGenerator<Uint8Array>) {
    this.#content = content;
  }

  /** So many bytes, or all that are left. */
  async fill(count: number): Promise<Uint8Array> {
    const parts = [this.#held];
    let length = this.#held.length;
    while (length < count) {
      const { value, done } = await this.#content.next();
      if (done) break;
      parts.push(value);
      length += value.length;
    }
    this.#held = parts.length === 1 ? this.#held : Buffer.concat(parts, length);
    return this.#held.subarray(0, count);
  }

  drop(count: number): void {
    this.#held = this.#held.subarray(count);
  }

  /** Goes over so many bytes that are not wanted. */
  async skip(count: number): Promise<void> {
    const STEP = 1_048_576;
    for (let left = count; left > 0; ) {
      const { length } = await this.fill(Math.min(left, STEP));
      if (length === 0) return;
      this.drop(length);
      left -= length;
    }
  }
}
