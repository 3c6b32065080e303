import { Readable } from "node:stream";
import { createInflateRaw, deflateRawSync } from "node:zlib";
import { compareBytewise, concatAll } from "../bytes";
import { crc32 } from "../crc32";
import { LedgerError } from "../ledger-error";
import type { RandomAccess, StreamInflate } from "../zip-read";
import { type ZipMember, zipDirectory, zipLocalHeader } from "../zip-write";
import type { Files } from "./memory-bundle";

/** Raw DEFLATE as a stream, as Node has it. */
export const nodeInflate: StreamInflate = async function* (packed) {
  const inflated = Readable.from(packed).compose(createInflateRaw());
  try {
    for await (const chunk of inflated) yield new Uint8Array(chunk);
  } catch (error) {
    throw new LedgerError("unreadable", { message: "not a DEFLATE stream", cause: error });
  }
};

/** The files as one ZIP, every second one packed. */
export function zipOf(files: Files): Uint8Array {
  const named = [...files].sort(([left], [right]) => compareBytewise(left, right));
  const members = named.map(([name, bytes], at) => memberOf(name, bytes, at % 2 === 0 ? 8 : 0));
  return concatAll([
    ...members.flatMap(({ member, packed }) => [zipLocalHeader(member), packed]),
    zipDirectory(members.map(({ member }) => member)),
  ]);
}

export function memberOf(name: string, bytes: Uint8Array, method: 0 | 8) {
  const packed = method === 8 ? new Uint8Array(deflateRawSync(bytes)) : bytes;
  const sizes = { packed: packed.length, bytes: bytes.length };
  const member: ZipMember = { name, method, crc: crc32(bytes), ...sizes };
  return { member, packed };
}

export function inMemory(bytes: Uint8Array): RandomAccess {
  return { size: bytes.length, read: async (start, end) => bytes.subarray(start, end) };
}
