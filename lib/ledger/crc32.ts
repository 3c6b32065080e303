// ledger.md §3.3 and §12: the checksum of gzip members (RFC 1952 §8) and of ZIP files. It finds accidents, never intent.

const POLYNOMIAL = 0xedb88320;

/** Four tables: of the byte at hand, and of the same byte with one, two and three zero bytes behind it. */
const TABLES = tables();
const [LAST, THIRD, SECOND, FIRST] = [0, 256, 512, 768];

/** CRC-32 of the bytes. `before` is that of the bytes that came earlier. */
export function crc32(bytes: Uint8Array, before = 0): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const whole = bytes.length - (bytes.length % 4);
  let crc = ~before;
  for (let at = 0; at < whole; at += 4) {
    const word = crc ^ view.getInt32(at, true);
    crc =
      entry(FIRST, word) ^
      entry(SECOND, word >>> 8) ^
      entry(THIRD, word >>> 16) ^
      entry(LAST, word >>> 24);
  }
  for (let at = whole; at < bytes.length; at += 1) {
    crc = entry(LAST, crc ^ view.getUint8(at)) ^ (crc >>> 8);
  }
  return ~crc >>> 0;
}

function entry(table: number, value: number): number {
  return TABLES[table + (value & 0xff)] ?? 0;
}

function tables(): Int32Array {
  const table = new Int32Array(4 * 256);
  for (let byte = 0; byte < 256; byte += 1) {
    let remainder = byte;
    for (let bit = 0; bit < 8; bit += 1) {
      remainder = remainder & 1 ? (remainder >>> 1) ^ POLYNOMIAL : remainder >>> 1;
    }
    table[byte] = remainder;
  }
  for (let at = 256; at < table.length; at += 1) {
    const before = table[at - 256] ?? 0;
    table[at] = (before >>> 8) ^ (table[before & 0xff] ?? 0);
  }
  return table;
}
