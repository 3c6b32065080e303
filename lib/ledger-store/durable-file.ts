// Small files outside the store that must be there after a crash: keys, the last note, caches of the sealer.
import { link, open, readFile, rename, unlink } from "node:fs/promises";
import { dirname } from "node:path";
import { isTaken, nullWhereMissing } from "./fs-errors";
import { syncDirectory, syncFile } from "./fs-sync";

/** Writes a file in place of the one that was there, whole or not at all; durable when it returns. Errors: the disk's. */
export async function replaceFile(path: string, bytes: Uint8Array, mode: number): Promise<void> {
  const temporary = await writeBeside(path, bytes, mode);
  try {
    await rename(temporary, path);
  } catch (error) {
    await unlink(temporary);
    throw error;
  }
  await syncDirectory(dirname(path));
}

/** Writes a file that must not be there yet; durable when it returns. Errors: the disk's. */
export async function createFile(
  path: string,
  bytes: Uint8Array,
  mode: number,
): Promise<"created" | "exists"> {
  const temporary = await writeBeside(path, bytes, mode);
  try {
    await link(temporary, path);
    return "created";
  } catch (error) {
    if (isTaken(error)) return "exists";
    throw error;
  } finally {
    await unlink(temporary);
    await syncDirectory(dirname(path));
  }
}

/** The bytes of a file, or null where there is none. Errors: the disk's. */
export async function readFileIfThere(path: string): Promise<Uint8Array | null> {
  const bytes = await readFile(path).catch(nullWhereMissing);
  return bytes && new Uint8Array(bytes);
}

let written = 0;

async function writeBeside(path: string, bytes: Uint8Array, mode: number): Promise<string> {
  written += 1;
  const temporary = `${path}.${process.pid}-${written}.tmp`;
  await unlink(temporary).catch(nullWhereMissing); // left by a process of the same number that died here
  const file = await open(temporary, "wx", mode);
  try {
    await file.writeFile(bytes);
    await syncFile(file);
  } finally {
    await file.close();
  }
  return temporary;
}
