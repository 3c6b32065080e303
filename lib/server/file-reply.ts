import "server-only";
import { logError } from "@/lib/core/log";

/** A finished file. It is always sent as an attachment, so that no browser runs what is in it. */
export type Download = { fileName: string; mediaType: string; bytes: Uint8Array };

/** The same, too large to be held in memory: its bytes come piece by piece, `size` of them. */
export type FileDownload = Omit<Download, "bytes"> & {
  size: number;
  bytes: AsyncIterable<Uint8Array>;
};

/** Who asks for the file: what of the request tells whether anybody will take it. */
type Asked = Pick<Request, "method" | "signal">;

/** The answer that carries a file. A file that comes in pieces is left alone again where nobody will take it, or not to its end. */
export function fileReply(file: Download | FileDownload, asked: Asked): Response {
  if (!("size" in file)) {
    return new Response(Buffer.from(file.bytes), {
      headers: headersOf(file, file.bytes.byteLength),
    });
  }
  const headers = headersOf(file, file.size);
  const pieces = file.bytes[Symbol.asyncIterator]();
  const end = () => {
    Promise.resolve(pieces.return?.()).catch((error: unknown) =>
      logError("download.not-ended", error),
    );
  };
  // Next neither reads nor cancels the body of a HEAD, nor one whose asker has gone before it was made.
  asked.signal.addEventListener("abort", end, { once: true });
  if (asked.method !== "HEAD" && !asked.signal.aborted) {
    return new Response(streamed(pieces), { headers });
  }
  end();
  return new Response(null, { headers });
}

/** Read as fast as it is taken; whoever stops taking it ends the reading. */
function streamed(pieces: AsyncIterator<Uint8Array>): ReadableStream<Uint8Array> {
  return new ReadableStream<Uint8Array>({
    pull: async (controller) => {
      const piece = await pieces.next();
      if (piece.done) controller.close();
      else controller.enqueue(piece.value);
    },
    cancel: async () => {
      await pieces.return?.();
    },
  });
}

function headersOf(
  { fileName, mediaType }: Pick<Download, "fileName" | "mediaType">,
  size: number,
): Record<string, string> {
  return {
    "Content-Type": mediaType,
    "Content-Length": String(size),
    "Content-Disposition": `attachment; filename="${fileName.replaceAll(/[^\w.-]/g, "_")}"`,
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "private, no-store",
  };
}
