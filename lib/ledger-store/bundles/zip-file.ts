// ledger.md §12: the ZIP of a bundle, written member after member in memory that does not grow with them.
import { createHash, type Hash } from "node:crypto";
import { createReadStream, createWriteStream } from "node:fs";
import { type FileHandle, open, unlink } from "node:fs/promises";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { crc32, createDeflateRaw, deflateRawSync } from "node:zlib";
import type { FileFact } from "@/lib/ledger/manifest";
import { type ZipMember, zipDirectory, zipLocalHeader } from "@/lib/ledger/zip-write";
import { syncFile } from "../fs-sync";

const BUFFERED = 256 * 1024;

/** Length and hash of a file, as a manifest names them. */
export function fileFact(content: Uint8Array): FileFact {
  return { bytes: content.length, sha256: createHash("sha256").update(content).digest("hex") };
}

/** A ZIP under way. Members come in the order of their names; the file is whole once `finish` has returned. */
export class ZipFile {
  readonly #path: string;
  readonly #file: FileHandle;
  readonly #hash: Hash = createHash("sha256");
  readonly #members: ZipMember[] = [];
  #waiting: Uint8Array[] = [];
  #waitingBytes = 0;
  #bytes = 0;

  private constructor(path: string, file: FileHandle) {
    this.#path = path;
    this.#file = file;
  }

  /** Begins a file that must not be there yet. Errors: the disk's. */
  static async create(path: string): Promise<ZipFile> {
    return new ZipFile(path, await open(path, "wx", 0o640));
  }

  /** A member that is in memory. It is packed where that makes it smaller; hashes, which it never does, need not be tried. */
  async add(name: string, content: Uint8Array, isText = true): Promise<FileFact> {
    const packed = isText ? smallerOf(content) : content;
    const method = packed === content ? 0 : 8;
    const sizes = { packed: packed.length, bytes: content.length };
    await this.#put({ name, method, crc: crc32(content), ...sizes }, [packed]);
    return fileFact(content);
  }

  /** A member of any length: its header names its length, so it is packed into a file of its own first. */
  async addStream(name: string, content: AsyncIterable<Uint8Array>): Promise<FileFact> {
    const spool = `${this.#path}.spool`;
    const hash = createHash("sha256");
    let [bytes, crc] = [0, 0];
    async function* counted() {
      for await (const piece of content) {
        hash.update(piece);
        crc = crc32(piece, crc);
        bytes += piece.length;
        yield piece;
      }
    }
    const written = createWriteStream(spool, { mode: 0o640 });
    try {
      await pipeline(Readable.from(counted()), createDeflateRaw(), written);
      const member = { name, method: 8, crc, packed: written.bytesWritten, bytes } as const;
      await this.#put(member, createReadStream(spool, { highWaterMark: BUFFERED }));
    } finally {
      await unlink(spool);
    }
    return { bytes, sha256: hash.digest("hex") };
  }

  /** Writes the directory and brings all of it to the disk. Answers the length and hash of the file. Errors: SyncFailed. */
  async finish(): Promise<FileFact> {
    await this.#write(zipDirectory(this.#members));
    await this.#flush();
    await syncFile(this.#file);
    await this.#file.close();
    return { bytes: this.#bytes, sha256: this.#hash.digest("hex") };
  }

  /** Closes and removes what was written so far. */
  async abandon(): Promise<void> {
    await this.#file.close();
    await unlink(this.#path);
  }

  async #put(member: ZipMember, pieces: Iterable<Uint8Array> | AsyncIterable<Uint8Array>) {
    this.#members.push(member);
    await this.#write(zipLocalHeader(member));
    for await (const piece of pieces) await this.#write(piece);
  }

  async #write(bytes: Uint8Array): Promise<void> {
    this.#waiting.push(bytes);
    this.#waitingBytes += bytes.length;
    if (this.#waitingBytes >= BUFFERED) await this.#flush();
  }

  async #flush(): Promise<void> {
    const bytes = Buffer.concat(this.#waiting);
    this.#waiting = [];
    this.#waitingBytes = 0;
    this.#hash.update(bytes);
    this.#bytes += bytes.length;
    await this.#file.writeFile(bytes); // appends: a handle keeps its place
  }
}

function smallerOf(content: Uint8Array): Uint8Array {
  const deflated = new Uint8Array(deflateRawSync(content));
  return deflated.length < content.length ? deflated : content;
}
