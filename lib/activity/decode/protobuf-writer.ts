// The wire format of Protocol Buffers (protobuf.dev/programming-guides/encoding), as much of it as replies need. As proto3 has it,
// a field with its default value is not written.
import { BYTES, FIXED64, VARINT } from "./protobuf-reader";

/** A whole number of 64 bits or less. */
export function integerField(field: number, value: bigint): Uint8Array {
  return value === 0n ? NONE : join(tag(field, VARINT), varint(BigInt.asUintN(64, value)));
}

/** A whole number of exactly 64 bits, such as a time in nanoseconds. */
export function fixed64Field(field: number, value: bigint): Uint8Array {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setBigUint64(0, BigInt.asUintN(64, value), true);
  return value === 0n ? NONE : join(tag(field, FIXED64), bytes);
}

export function textField(field: number, text: string): Uint8Array {
  return text === "" ? NONE : lengthPrefixed(field, new TextEncoder().encode(text));
}

/** A message, written also where it is empty: that it is there says something. */
export function messageField(field: number, ...parts: readonly Uint8Array[]): Uint8Array {
  return lengthPrefixed(field, join(...parts));
}

export function join(...parts: readonly Uint8Array[]): Uint8Array {
  return new Uint8Array(Buffer.concat(parts));
}

const NONE = new Uint8Array();

function lengthPrefixed(field: number, bytes: Uint8Array): Uint8Array {
  return join(tag(field, BYTES), varint(BigInt(bytes.length)), bytes);
}

function tag(field: number, type: number): Uint8Array {
  return varint((BigInt(field) << 3n) | BigInt(type));
}

/** Least significant group of seven bits first; the high bit says that another follows. */
function varint(value: bigint): Uint8Array {
  const bytes: number[] = [];
  for (let rest = value; ; rest >>= 7n) {
    const group = Number(rest & 0x7fn);
    if (rest < 0x80n) return Uint8Array.from([...bytes, group]);
    bytes.push(group | 0x80);
  }
}
