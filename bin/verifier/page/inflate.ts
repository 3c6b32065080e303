import { LedgerError } from "@/lib/ledger/ledger-error";
import type { StreamInflate } from "@/lib/ledger/zip-read";

// What goes in at once comes out at once, up to a thousand times as long: a hostile stream must not fill memory.
const FED_AT_ONCE = 16 * 1024;

/** Raw DEFLATE by the browser, which refuses bytes after the end of the stream. Errors: unreadable, and what `packed` throws. */
export const inflate: StreamInflate = async function* (packed) {
  const { readable, writable } = new DecompressionStream("deflate-raw");
  const feeding = feed(packed, writable.getWriter());
  const reader = readable.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } catch (error) {
    const cause = await feeding;
    if (cause !== null) throw cause;
    throw new LedgerError("unreadable", { message: "not a DEFLATE stream", cause: error });
  } finally {
    await reader.cancel().catch(() => {}); // it may have broken already, which was said above
  }
};

/** Answers what went wrong with the source; what goes wrong with the stream shows where it is read. */
async function feed(
  packed: AsyncIterable<Uint8Array>,
  writer: WritableStreamDefaultWriter<Uint8Array<ArrayBuffer>>,
): Promise<Error | null> {
  writer.closed.catch(() => {});
  try {
    for await (const piece of packed) {
      if (!(await fed(piece, writer))) return null;
    }
  } catch (error) {
    await writer.abort(error).catch(() => {});
    return error instanceof Error ? error : new Error(String(error));
  }
  await writer.close().catch(() => {});
  return null;
}

async function fed(
  piece: Uint8Array,
  writer: WritableStreamDefaultWriter<Uint8Array<ArrayBuffer>>,
): Promise<boolean> {
  try {
    for (let at = 0; at < piece.length; at += FED_AT_ONCE) {
      await writer.ready;
      await writer.write(new Uint8Array(piece.subarray(at, at + FED_AT_ONCE)));
    }
    return true;
  } catch {
    return false; // the stream is broken or nobody reads on
  }
}
