import { type FileHandle, open } from "node:fs/promises";
import type { RandomAccess } from "@/lib/ledger/zip-read";
import { windowed } from "../shared/windowed";

/** A file on disk, read by place. Errors: those of the disk, and a file that becomes shorter meanwhile. */
export async function openFile(
  path: string,
): Promise<RandomAccess & { readonly close: () => Promise<void> }> {
  const handle = await open(path, "r");
  const { size } = await handle.stat();
  const access = windowed(size, (start, end) => readExactly(handle, start, end));
  return { ...access, close: () => handle.close() };
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
