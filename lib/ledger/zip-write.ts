// ledger.md §12: the ZIP of a bundle (APPNOTE §4.3): methods 0 and 8, times 1980-01-01, zip64 where a number needs it.
import { compareBytewise, concat, concatAll, utf8 } from "./bytes";
import { LedgerError } from "./ledger-error";

/** One file in a ZIP. `packed` is its length as stored: that of the DEFLATE stream where `method` is 8. */
export type ZipMember = {
  readonly name: string;
  readonly method: 0 | 8;
  readonly crc: number;
  readonly packed: number;
  readonly bytes: number;
};

const LOCAL_HEADER = 0x04034b50;
const CENTRAL_HEADER = 0x02014b50;
const ZIP64_END = 0x06064b50;
const ZIP64_LOCATOR = 0x07064b50;
const END = 0x06054b50;

const VERSION = 45; // §4.4.3.2: zip64
const UTF8_NAMES = 0x0800; // §4.4.4, bit 11
const FIRST_DAY = 0x0021; // 1980-01-01 in MS-DOS form
const ZIP64_FIELD = 0x0001; // §4.5.3
const FULL_16 = 0xffff;
const FULL_32 = 0xffffffff;
const ZIP64_END_BYTES = 56;

/** What stands before the bytes of a member. */
export function zipLocalHeader(member: ZipMember): Uint8Array {
  const name = utf8(member.name);
  const sizes = [member.bytes, member.packed];
  // §4.5.3: in a local header both sizes stand in the field, or none.
  const isLarge = sizes.some((size) => size >= FULL_32);
  const extra = zip64Field(isLarge ? sizes : []);
  return concat(
    numbers([4, LOCAL_HEADER], [2, VERSION]),
    description(member),
    isLarge ? numbers([4, FULL_32], [4, FULL_32]) : numbers([4, member.packed], [4, member.bytes]),
    numbers([2, name.length], [2, extra.length]),
    name,
    extra,
  );
}

/** What stands after the last member: the directory and its end. Members stand in the order given, one right after the other. Errors: malformed. */
export function zipDirectory(members: readonly ZipMember[]): Uint8Array {
  let offset = 0;
  const headers: Uint8Array[] = [];
  for (const [at, member] of members.entries()) {
    const before = members[at - 1];
    if (before !== undefined && compareBytewise(before.name, member.name) >= 0) {
      throw new LedgerError("malformed", `${member.name} is not in its place`);
    }
    headers.push(centralHeader(member, offset));
    offset += zipLocalHeader(member).length + member.packed;
  }
  const directory = concatAll(headers);
  return concat(directory, endRecords(members.length, directory.length, offset));
}

function centralHeader(member: ZipMember, offset: number): Uint8Array {
  const name = utf8(member.name);
  const extra = zip64Field([member.bytes, member.packed, offset].filter((size) => size >= FULL_32));
  return concat(
    numbers([4, CENTRAL_HEADER], [2, VERSION], [2, VERSION]),
    description(member),
    numbers([4, capped(member.packed)], [4, capped(member.bytes)]),
    numbers([2, name.length], [2, extra.length], [2, 0], [2, 0], [2, 0], [4, 0]),
    numbers([4, capped(offset)]),
    name,
    extra,
  );
}

/** The four fields that both headers share. */
function description({ method, crc }: ZipMember): Uint8Array {
  return numbers([2, UTF8_NAMES], [2, method], [2, 0], [2, FIRST_DAY], [4, crc]);
}

function zip64Field(sizes: readonly number[]): Uint8Array {
  if (sizes.length === 0) return new Uint8Array();
  const content = numbers(...sizes.map((size): Field => [8, size]));
  return concat(numbers([2, ZIP64_FIELD], [2, content.length]), content);
}

function endRecords(count: number, size: number, offset: number): Uint8Array {
  const isLarge = count >= FULL_16 || size >= FULL_32 || offset >= FULL_32;
  return concat(
    isLarge ? zip64End(count, size, offset) : new Uint8Array(),
    numbers([4, END], [2, 0], [2, 0]),
    numbers([2, Math.min(count, FULL_16)], [2, Math.min(count, FULL_16)]),
    numbers([4, capped(size)], [4, capped(offset)], [2, 0]),
  );
}

function zip64End(count: number, size: number, offset: number): Uint8Array {
  return concat(
    numbers([4, ZIP64_END], [8, ZIP64_END_BYTES - 12], [2, VERSION], [2, VERSION], [4, 0], [4, 0]),
    numbers([8, count], [8, count], [8, size], [8, offset]),
    numbers([4, ZIP64_LOCATOR], [4, 0], [8, offset + size], [4, 1]),
  );
}

function capped(size: number): number {
  return Math.min(size, FULL_32);
}

/** Width in bytes and value. ZIP writes the least significant byte first. */
type Field = readonly [2 | 4 | 8, number];

function numbers(...fields: readonly Field[]): Uint8Array {
  const bytes = new Uint8Array(fields.reduce((sum, [width]) => sum + width, 0));
  const view = new DataView(bytes.buffer);
  let at = 0;
  for (const [width, value] of fields) {
    if (width === 2) view.setUint16(at, value, true);
    else if (width === 4) view.setUint32(at, value, true);
    else view.setBigUint64(at, BigInt(value), true);
    at += width;
  }
  return bytes;
}
