import { type FileHandle, open } from "node:fs/promises";
import type { RandomAccess } from "@/lib/ledger/zip-read";

// A bundle has thousands of small members side by side: one read of the disk serves many of them.
const WINDOW = 256 * 1024;

type Window = { readonly start: number; readonly bytes: Uint8Array };

/** A file on disk, read by place. Errors: those of the disk, and a file that becomes shorter meanwhile. */
export async function openFile(
  path: string,
): Promise<RandomAccess & { readonly close: () => Promise<void> }> {
  const handle = await open(path, "r");
  const { size } = await handle.stat();
  let window: Window = { start: 0, bytes: new Uint8Array() };
  return {
    size,
    close: () => handle.close(),
    read: async (start, end) => {
      if (end - start >= WINDOW) return await readExactly(handle, start, end);
      if (start < window.start || end > window.start + window.bytes.length) {
        const until = Math.min(start + WINDOW, size);
        window = { start, bytes: await readExactly(handle, start, until) };
      }
      return window.bytes.subarray(start - window.start, end - window.start);
    },
  };
}

async function readExactly(handle: FileHandle, start: number, end: number): Promise<Uint8Array> {
  const bytes = new Uint8Array(end - start);
  for (let at = 0; at < bytes.length; ) {
    const { bytesRead } = await handle.read(bytes, at, bytes.length - at, start + at);
    if (bytesRead === 0) throw new Error("The file became shorter while it was read.");
    at += bytesRead;
  }
  return bytes;
}
