import { Buffer } from "node:buffer";
import { buffer } from "node:stream/consumers";
import { ZipFile } from "yazl";

export type ZipEntry = { name: string; bytes: Uint8Array };

/** The oldest time a ZIP can hold. A fixed one, so that the same content is the same file. */
export const ZIP_TIME = new Date(1980, 0, 1);

/** A ZIP of these files, in this order. The same files give the same bytes. */
export async function zipOf(entries: readonly ZipEntry[]): Promise<Uint8Array> {
  const zip = new ZipFile();
  for (const { name, bytes } of entries) {
    zip.addBuffer(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), name, {
      mtime: ZIP_TIME,
      mode: 0o100644,
      forceDosTimestamp: true,
    });
  }
  zip.end();
  return buffer(zip.outputStream);
}

// PKWARE APPNOTE 4.3.7, 4.3.12 and 4.3.16: signatures, and where a time and a name's lengths stand.
const END = 0x06054b50;
const CENTRAL = { signature: 0x02014b50, time: 12, lengths: 28, offset: 42, size: 46 };
const LOCAL = { time: 10 };
const DOS_1980 = 0x00210000; // date in the high half: year 0, month 1, day 1

/** Sets the time of every entry to 1980, in place: some writers put the present there. */
export function forgetZipTimes(zip: Buffer): Buffer {
  const end = zip.lastIndexOf(Buffer.from("504b0506", "hex"));
  if (end < 0 || zip.readUInt32LE(end) !== END) throw new Error("not a ZIP");
  let at = zip.readUInt32LE(end + 16);
  while (zip.readUInt32LE(at) === CENTRAL.signature) {
    zip.writeUInt32LE(DOS_1980, at + CENTRAL.time);
    zip.writeUInt32LE(DOS_1980, zip.readUInt32LE(at + CENTRAL.offset) + LOCAL.time);
    const [name, extra, comment] = [0, 2, 4].map((n) => zip.readUInt16LE(at + CENTRAL.lengths + n));
    at += CENTRAL.size + (name ?? 0) + (extra ?? 0) + (comment ?? 0);
  }
  return zip;
}
