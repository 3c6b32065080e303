// ledger.md §3.3: raw DEFLATE as Node has it, for the framing that lib/ledger does.
import { deflateRawSync, inflateRawSync, type ZlibOptions } from "node:zlib";
import type { Deflate } from "@/lib/ledger/gzip";

/** Level 1 takes half the time of the usual level for a twentieth more bytes, and the append waits for it. */
const LEVEL = 1;

/** With `info`, Node's answer also says how much input the stream took. */
export const zlibDeflate: Deflate = {
  deflate: (bytes) => deflateRawSync(bytes, { level: LEVEL }),
  inflate: (bytes, maxOutput) => inflate(bytes, { maxOutputLength: maxOutput, info: true }),
};

type Inflated = { readonly buffer: Uint8Array; readonly engine: { readonly bytesWritten: number } };

function inflate(bytes: Uint8Array, options: ZlibOptions) {
  try {
    const inflated: unknown = inflateRawSync(bytes, options);
    if (!isInflated(inflated)) return null;
    return { output: new Uint8Array(inflated.buffer), consumed: inflated.engine.bytesWritten };
  } catch {
    return null; // broken, or longer than allowed: the framing says which file
  }
}

/** The types of Node do not know what `info` changes. */
function isInflated(value: unknown): value is Inflated {
  return typeof value === "object" && value !== null && "engine" in value && "buffer" in value;
}
