import { Readable } from "node:stream";
import { createInflateRaw } from "node:zlib";
import { LedgerError } from "@/lib/ledger/ledger-error";
import type { StreamInflate } from "@/lib/ledger/zip-read";

const CHUNK = 256 * 1024;

/** Raw DEFLATE by zlib. Bytes after the end of the stream are refused, as browsers do: two readers must see one bundle. */
export const inflate: StreamInflate = async function* (packed) {
  let fed = 0;
  async function* counted() {
    for await (const piece of packed) {
      fed += piece.length;
      yield piece;
    }
  }
  const input = Readable.from(counted());
  const engine = createInflateRaw({ chunkSize: CHUNK });
  input.once("error", (error) => engine.destroy(error));
  try {
    for await (const chunk of input.pipe(engine)) yield plain(chunk);
  } catch (error) {
    if (!isBroken(error)) throw error;
    throw new LedgerError("unreadable", { message: "not a DEFLATE stream", cause: error });
  } finally {
    input.destroy();
    engine.destroy();
  }
  if (engine.bytesWritten !== fed) throw new LedgerError("unreadable", "bytes after its end");
};

/** The same memory: zlib writes no chunk twice. No Buffer goes into the core, where slice() must copy. */
function plain({ buffer, byteOffset, length }: Uint8Array): Uint8Array {
  return new Uint8Array(buffer, byteOffset, length);
}

/** zlib says so by its codes; anything else is the disk. */
function isBroken(error: unknown): boolean {
  const code = error instanceof Error && "code" in error ? error.code : null;
  return typeof code === "string" && code.startsWith("Z_");
}
