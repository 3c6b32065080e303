// ledger.md §12: the directory of a ZIP, read with suspicion: two readers of one ZIP must never see two bundles.
import { compareBytewise, textOf } from "./bytes";
import { fails, found, type Read } from "./verdict";
import type { ZipMember } from "./zip-write";

/** A member and where its local header stands. */
export type ZipEntry = ZipMember & { readonly offset: number };

const CENTRAL_HEADER = 0x02014b50;
const CENTRAL_BYTES = 46;
const FIRST_DAY = 0x0021;
const FULL_32 = 0xffffffff;
const ZIP64_FIELD = 0x0001;

// §4.4.4: levels of DEFLATE (1, 2), sizes repeated behind the data (3) and UTF-8 names (11) change nothing that counts here.
const HARMLESS_FLAGS = 0x0002 | 0x0004 | 0x0008 | 0x0800;

/** The entries of a directory of `count` headers, in strictly ascending order of their names. Fails with `framing`. */
export function readZipDirectory(bytes: Uint8Array, count: number): Read<readonly ZipEntry[]> {
  const entries: ZipEntry[] = [];
  let at = 0;
  for (let read = 0; read < count; read += 1) {
    const header = readHeader(bytes.subarray(at));
    if (!header.ok) return header;
    const { entry, length } = header.value;
    const before = entries.at(-1);
    if (before !== undefined && !isAfter(entry, before)) {
      return no(`${entry.name} is not in its place, or twice`);
    }
    entries.push(entry);
    at += length;
  }
  return at === bytes.length ? found(entries) : no("its directory has bytes left over");
}

function readHeader(bytes: Uint8Array): Read<{ entry: ZipEntry; length: number }> {
  if (bytes.length < CENTRAL_BYTES) return no("its directory ends early");
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const nameEnd = CENTRAL_BYTES + view.getUint16(28, true);
  const extraEnd = nameEnd + view.getUint16(30, true);
  const length = extraEnd + view.getUint16(32, true);
  const isWhole = view.getUint32(0, true) === CENTRAL_HEADER && length <= bytes.length;
  if (!isWhole) return no("its directory is broken");
  const name = textOf(bytes.subarray(CENTRAL_BYTES, nameEnd));
  if (name === null || !isBundlePath(name)) return no("a name in it is no path within a bundle");
  const entry = entryOf(view, name, bytes.subarray(nameEnd, extraEnd));
  return typeof entry === "string" ? no(`${name} ${entry}`) : found({ entry, length });
}

/** The entry, or what is wrong with it. */
function entryOf(view: DataView, name: string, extra: Uint8Array): ZipEntry | string {
  const method = view.getUint16(10, true);
  if (method !== 0 && method !== 8) return "is packed in an unknown way";
  if ((view.getUint16(8, true) & ~HARMLESS_FLAGS) !== 0) return "is encrypted or patched";
  // Time of day and date, each two bytes.
  if (view.getUint32(12, true) !== FIRST_DAY * 2 ** 16) return "is not dated 1980-01-01";
  const sizes = sizesOf(view, extra);
  if (sizes === null || (method === 0 && sizes.packed !== sizes.bytes)) {
    return "has sizes that contradict each other";
  }
  return { name, method, crc: view.getUint32(16, true), ...sizes };
}

/** §4.5.3: a number that is full stands in the zip64 field, in this order. */
function sizesOf(view: DataView, extra: Uint8Array) {
  const zip64 = zip64Numbers(extra);
  const [bytes, packed, offset] = [24, 20, 42].map((at) => {
    const value = view.getUint32(at, true);
    return value === FULL_32 ? zip64.shift() : value;
  });
  if (bytes === undefined || packed === undefined || offset === undefined) return null;
  return [bytes, packed, offset].every(Number.isSafeInteger) ? { bytes, packed, offset } : null;
}

function zip64Numbers(extra: Uint8Array): number[] {
  const view = new DataView(extra.buffer, extra.byteOffset, extra.length);
  for (let at = 0; at + 4 <= extra.length; ) {
    const end = at + 4 + view.getUint16(at + 2, true);
    if (end > extra.length) return [];
    if (view.getUint16(at, true) === ZIP64_FIELD) {
      const count = Math.floor((end - at - 4) / 8);
      const first = at + 4;
      return Array.from({ length: count }, (_, n) =>
        Number(view.getBigUint64(first + n * 8, true)),
      );
    }
    at = end;
  }
  return [];
}

/** "no absolute or .. names"; nor empty steps, backslashes and control characters, which some system would read as such. */
export function isBundlePath(name: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what this looks for
  if (/[\\:\u0000-\u001f\u007f]/.test(name)) return false;
  return name.split("/").every((step) => step !== "" && step !== "." && step !== "..");
}

function isAfter(entry: ZipEntry, before: ZipEntry): boolean {
  return compareBytewise(before.name, entry.name) < 0 && before.offset < entry.offset;
}

function no(detail: string) {
  return fails("framing", `This ZIP cannot be taken for a bundle: ${detail}.`);
}
