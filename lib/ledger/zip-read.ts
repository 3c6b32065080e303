// ledger.md §12: a bundle in a ZIP, read in place: only the directory is held, members are streamed and their checksum asked.
import type { BundleSource } from "./bundle-source";
import { equalBytes, utf8 } from "./bytes";
import { crc32 } from "./crc32";
import { LedgerError } from "./ledger-error";
import { fails, found, type Read } from "./verdict";
import { readZipDirectory, type ZipEntry } from "./zip-directory";

/** Bytes that can be asked for by place: a file on disk, a Blob, or memory. Answers exactly [start, end), which lies within `size`. */
export type RandomAccess = {
  readonly size: number;
  readonly read: (start: number, end: number) => Promise<Uint8Array>;
};

/** Raw DEFLATE as a stream. Errors: unreadable, for a broken stream; it must stop reading where the stream ends. */
export type StreamInflate = (packed: AsyncIterable<Uint8Array>) => AsyncIterable<Uint8Array>;

const END = 0x06054b50;
const END_BYTES = 22;
const ZIP64_END = 0x06064b50;
const ZIP64_END_BYTES = 56;
const ZIP64_LOCATOR = 0x07064b50;
const LOCATOR_BYTES = 20;
const LOCAL_HEADER = 0x04034b50;
const LOCAL_BYTES = 30;
const FULL_16 = 0xffff;
const FULL_32 = 0xffffffff;
const MAX_DIRECTORY_BYTES = 256 * 2 ** 20;
const PIECE = 256 * 1024;

type Directory = { readonly start: number; readonly end: number; readonly count: number };

/** The bundle in a ZIP. Fails with `framing`. */
export async function openZip(
  file: RandomAccess,
  inflate: StreamInflate,
): Promise<Read<BundleSource>> {
  const directory = await findDirectory(file);
  if (!directory.ok) return directory;
  const { start, end, count } = directory.value;
  const read = readZipDirectory(await file.read(start, end), count);
  if (!read.ok) return read;
  const entries = read.value;
  const ends = entries.map((_, at) => entries[at + 1]?.offset ?? start);
  const places = new Map(
    entries.map((entry, at) => [entry.name, { entry, end: ends[at] ?? start }]),
  );
  return found({
    names: entries.map(({ name }) => name),
    read: (name) => {
      const place = places.get(name);
      return place === undefined ? null : streamMember(file, place.entry, place.end, inflate);
    },
  });
}

/** §4.3.16: the end record is the last thing in the file; a comment after it could hold another one, and is refused. */
async function findDirectory(file: RandomAccess): Promise<Read<Directory>> {
  const view = await viewOf(file, file.size - END_BYTES, file.size);
  if (view === null || view.getUint32(0, true) !== END || view.getUint16(20, true) !== 0) {
    return no("it does not end like a ZIP without a comment");
  }
  const [count, size, start] = [
    view.getUint16(10, true),
    view.getUint32(12, true),
    view.getUint32(16, true),
  ];
  const end = file.size - END_BYTES;
  if (count !== FULL_16 && size !== FULL_32 && start !== FULL_32) {
    return directoryAt({ start, end: start + size, count }, end);
  }
  return await findLargeDirectory(file, end);
}

async function findLargeDirectory(file: RandomAccess, end: number): Promise<Read<Directory>> {
  const locator = await viewOf(file, end - LOCATOR_BYTES, end);
  const recordAt = end - LOCATOR_BYTES - ZIP64_END_BYTES;
  const record = await viewOf(file, recordAt, recordAt + ZIP64_END_BYTES);
  if (locator?.getUint32(0, true) !== ZIP64_LOCATOR || record?.getUint32(0, true) !== ZIP64_END) {
    return no("its zip64 end is missing");
  }
  const [count, size, start] = [32, 40, 48].map((at) => Number(record.getBigUint64(at, true)));
  if (count === undefined || size === undefined || start === undefined)
    return no("its end is broken");
  return directoryAt({ start, end: start + size, count }, recordAt);
}

function directoryAt(directory: Directory, expectedEnd: number): Read<Directory> {
  const { start, end } = directory;
  if (end !== expectedEnd || start > end) return no("its directory is not where its end says");
  return end - start <= MAX_DIRECTORY_BYTES ? found(directory) : no("its directory is too large");
}

async function viewOf(file: RandomAccess, start: number, end: number): Promise<DataView | null> {
  if (start < 0) return null;
  const bytes = await file.read(start, end);
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
}

async function* streamMember(
  file: RandomAccess,
  entry: ZipEntry,
  limit: number,
  inflate: StreamInflate,
): AsyncGenerator<Uint8Array> {
  const packed = await packedBytes(file, entry, limit);
  let [bytes, crc] = [0, 0];
  for await (const chunk of entry.method === 0 ? packed : inflate(packed)) {
    bytes += chunk.length;
    if (bytes > entry.bytes) throw new LedgerError("unreadable", "longer than the ZIP says");
    crc = crc32(chunk, crc);
    yield chunk;
  }
  if (bytes !== entry.bytes || crc !== entry.crc) {
    throw new LedgerError("unreadable", "length or checksum is not what the ZIP says");
  }
}

/** Members may not reach into each other: the bytes of one end before the next begins. */
async function packedBytes(file: RandomAccess, entry: ZipEntry, limit: number) {
  const name = utf8(entry.name);
  const nameAt = entry.offset + LOCAL_BYTES;
  const header = nameAt + name.length > limit ? null : await viewOf(file, entry.offset, nameAt);
  const isHere =
    header?.getUint32(0, true) === LOCAL_HEADER &&
    header.getUint16(26, true) === name.length &&
    equalBytes(await file.read(nameAt, nameAt + name.length), name);
  const start = nameAt + name.length + (header?.getUint16(28, true) ?? 0);
  if (!isHere || start + entry.packed > limit) {
    throw new LedgerError("unreadable", "its header is not where the ZIP says");
  }
  return pieces(file, start, start + entry.packed);
}

async function* pieces(file: RandomAccess, start: number, end: number): AsyncGenerator<Uint8Array> {
  for (let at = start; at < end; at += PIECE) yield await file.read(at, Math.min(at + PIECE, end));
}

function no(detail: string) {
  return fails("framing", `This ZIP cannot be taken for a bundle: ${detail}.`);
}
