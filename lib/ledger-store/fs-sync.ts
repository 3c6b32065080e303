// Files and folders that are still there after the power went (ledger.md §7, fs).
import { type FileHandle, mkdir, open } from "node:fs/promises";
import { dirname, join } from "node:path";
import { isTaken, SyncFailed } from "./fs-errors";

/** The folder of unfinished writes, beside those of the logs. */
export const TEMPORARY = "tmp";

const OURS_ALONE = 0o750;

/** Returns when the file's bytes are on the disk. Errors: SyncFailed. */
export async function syncFile(file: FileHandle): Promise<void> {
  try {
    await file.sync();
  } catch (cause) {
    throw new SyncFailed("The disk did not take what was written.", { cause });
  }
}

/** Returns when the names in a folder are on the disk. Errors: SyncFailed. */
export async function syncDirectory(path: string): Promise<void> {
  const folder = await open(path);
  try {
    await syncFile(folder);
  } finally {
    await folder.close();
  }
}

const made = new Set<string>();

/** Makes a folder and those above it, where they are missing, each of them on the disk before it is used. */
export async function makeDirectory(path: string): Promise<void> {
  if (made.has(path)) return;
  const first = await mkdir(path, { recursive: true, mode: OURS_ALONE }).catch(
    pathWhereTaken(path),
  );
  // mkdir answers the topmost folder it made; each name stands in the folder above it.
  for (let at = path; first !== undefined && at.length >= first.length; at = dirname(at)) {
    await syncDirectory(at);
    await syncDirectory(dirname(at));
  }
  made.add(path);
}

function pathWhereTaken(path: string) {
  return (error: unknown): string => {
    if (isTaken(error)) return path;
    throw error;
  };
}

/** The folder of temporary files of a store. */
export function temporaryFolder(directory: string): string {
  return join(directory, TEMPORARY);
}
