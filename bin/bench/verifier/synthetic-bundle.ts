import { createHash } from "node:crypto";
import { createReadStream, createWriteStream, rmSync } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import { PassThrough, Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createDeflateRaw } from "node:zlib";
import { bundleTiles, CHECKPOINT, ENTRIES, MANIFEST, tileName } from "@/lib/ledger/bundle-layout";
import { compareBytewise, concat } from "@/lib/ledger/bytes";
import { crc32 } from "@/lib/ledger/crc32";
import { type FileFact, formatManifest } from "@/lib/ledger/manifest";
import type { Range } from "@/lib/ledger/tree";
import { formatVkey } from "@/lib/ledger/vkey";
import { type ZipMember, zipDirectory, zipLocalHeader } from "@/lib/ledger/zip-write";
import { SyntheticLog } from "./synthetic-log";

const LF = Uint8Array.of(0x0a);

export type SyntheticWish = {
  readonly entries: number;
  readonly bytesPerEntry?: number;
  /** Stored as it is instead of packed, so that the file is as large as what is in it. */
  readonly unpacked?: boolean;
};

/** Writes a bundle over all but the first entry of a synthetic log. Answers the key to trust. Memory: 32 bytes for each entry. */
export async function writeSyntheticBundle(path: string, wish: SyntheticWish): Promise<string> {
  const log = new SyntheticLog(wish.entries, wish.bytesPerEntry);
  const packedPath = `${path}.entries`;
  const entries = await writeEntries(log, packedPath, wish.unpacked ?? false);
  const root = log.root();
  const tree = { size: BigInt(log.size), root };
  const range = { start: 1n, end: BigInt(log.size) };
  const files = new Map<string, FileFact>([[ENTRIES, entries.fact]]);
  const zip = new ZipFile(await open(path, "w"));
  await zip.addPacked(entries.member, packedPath);
  rmSync(packedPath);
  for (const [name, bytes] of ascending(log, range, root)) {
    files.set(name, { bytes: bytes.length, sha256: sha256Hex(bytes) });
    await zip.add(name, bytes);
  }
  const sources = [{ id: "gw-1", epoch: "e1", first: 1, last: log.size - 1, holes: [] }];
  const manifest = formatManifest({
    ...{ origin: log.origin, created: "2026-06-01T00:00:00.000Z", range, time: null, tree },
    ...{ minimumIndex: 0n, storage: "fs", keySeparation: "process" },
    ...{ disclosed: range.end - range.start, withheld: 0n, sources, unattested: [], files },
    claims: { range: true, time: false, source: true, filter: true },
  });
  await zip.add(MANIFEST, manifest);
  await zip.close();
  return formatVkey(log.key);
}

function ascending(log: SyntheticLog, range: Range, root: Uint8Array) {
  const tiles = [...bundleTiles(range, BigInt(log.size))].map(
    (tile) => [tileName(tile), log.tile(tile)] as const,
  );
  const all = [[CHECKPOINT, log.checkpoint(root)] as const, ...tiles];
  return all.sort(([left], [right]) => compareBytewise(left, right));
}

/** Entries in a file of their own, as one DEFLATE stream or not: their length must be known before they stand in a ZIP. */
async function writeEntries(log: SyntheticLog, path: string, unpacked: boolean) {
  const hash = createHash("sha256");
  let [bytes, crc] = [0, 0];
  function* pieces() {
    for (let index = 0; index < log.size; ) {
      const lines: Uint8Array[] = [];
      for (const end = Math.min(index + 500, log.size); index < end; index += 1) {
        lines.push(log.line(index), LF);
      }
      const piece = Buffer.concat(lines);
      hash.update(piece);
      crc = crc32(piece, crc);
      bytes += piece.length;
      yield piece;
    }
  }
  const file = createWriteStream(path);
  const pack = unpacked ? new PassThrough() : createDeflateRaw({ level: 1 });
  await pipeline(Readable.from(pieces()), pack, file);
  const sizes = { packed: file.bytesWritten, bytes };
  const member: ZipMember = { name: ENTRIES, method: unpacked ? 0 : 8, crc, ...sizes };
  return { member, fact: { bytes, sha256: hash.digest("hex") } };
}

class ZipFile {
  readonly #handle: FileHandle;
  readonly #members: ZipMember[] = [];

  constructor(handle: FileHandle) {
    this.#handle = handle;
  }

  async add(name: string, bytes: Uint8Array): Promise<void> {
    const sizes = { packed: bytes.length, bytes: bytes.length };
    const member: ZipMember = { name, method: 0, crc: crc32(bytes), ...sizes };
    this.#members.push(member);
    await this.#handle.writeFile(concat(zipLocalHeader(member), bytes));
  }

  async addPacked(member: ZipMember, path: string): Promise<void> {
    this.#members.push(member);
    await this.#handle.writeFile(zipLocalHeader(member));
    for await (const piece of createReadStream(path)) await this.#handle.writeFile(piece);
  }

  async close(): Promise<void> {
    await this.#handle.writeFile(zipDirectory(this.#members));
    await this.#handle.close();
  }
}

function sha256Hex(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}
