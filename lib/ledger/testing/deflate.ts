import { deflateRawSync, inflateRawSync, type ZlibOptions } from "node:zlib";
import type { Deflate } from "../gzip";

/** Raw DEFLATE as Node has it. With `info` its answer also says how much input the stream took. */
export const nodeDeflate: Deflate = {
  deflate: (bytes) => deflateRawSync(bytes),
  inflate: (bytes, maxOutput) => inflate(bytes, { maxOutputLength: maxOutput, info: true }),
};

type Inflated = { readonly buffer: Uint8Array; readonly engine: { readonly bytesWritten: number } };

function inflate(bytes: Uint8Array, options: ZlibOptions) {
  try {
    const inflated: unknown = inflateRawSync(bytes, options);
    return isInflated(inflated)
      ? { output: inflated.buffer, consumed: inflated.engine.bytesWritten }
      : null;
  } catch {
    return null;
  }
}

/** The types of Node do not know what `info` changes. */
function isInflated(value: unknown): value is Inflated {
  return typeof value === "object" && value !== null && "engine" in value && "buffer" in value;
}
