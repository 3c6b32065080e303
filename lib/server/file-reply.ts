import "server-only";

/** A finished file. It is always sent as an attachment, so that no browser runs what is in it. */
export type Download = { fileName: string; mediaType: string; bytes: Uint8Array };

/** The same, too large to be held in memory: its bytes come piece by piece, `size` of them. */
export type FileDownload = Omit<Download, "bytes"> & {
  size: number;
  bytes: AsyncIterable<Uint8Array>;
};

/** The answer that carries a file. */
export function fileReply(file: Download | FileDownload): Response {
  if ("size" in file) {
    return new Response(streamed(file.bytes), { headers: headersOf(file, file.size) });
  }
  return new Response(Buffer.from(file.bytes), { headers: headersOf(file, file.bytes.byteLength) });
}

/** Read as fast as it is taken; whoever stops taking it ends the reading. */
function streamed(bytes: AsyncIterable<Uint8Array>): ReadableStream<Uint8Array> {
  const pieces = bytes[Symbol.asyncIterator]();
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
