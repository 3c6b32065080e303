// Files and folders that are still there after the power went (ledger.md §7, fs).
import { type FileHandle, mkdir, open, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { isTaken, nullWhereMissing, SyncFailed } from "./fs-errors";

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

/** Makes a folder and those above it, where they are missing, each of them on the disk before it is used. Errors: the disk's. */
export async function makeDirectory(path: string): Promise<void> {
  if (made.has(path)) return;
  const first = await makeMissing(path);
  // Each name stands in the folder above it.
  for (let at = path; first !== null && at.length >= first.length; at = dirname(at)) {
    await syncDirectory(at);
    await syncDirectory(dirname(at));
  }
  made.add(path);
}

/** Answers the topmost folder that it made. Node's own recursive mkdir never returns below /proc, where nothing can be made. */
async function makeMissing(path: string): Promise<string | null> {
  if (await isFolder(path)) return null;
  const first = path === dirname(path) ? null : await makeMissing(dirname(path));
  try {
    await mkdir(path, { mode: OURS_ALONE });
  } catch (error) {
    // Somebody else made it meanwhile, and may have died before it was on the disk.
    if (!isTaken(error) || !(await isFolder(path))) throw error;
  }
  return first ?? path;
}

async function isFolder(path: string): Promise<boolean> {
  const found = await stat(path).catch(nullWhereMissing);
  return found?.isDirectory() ?? false;
}

/** The folder of temporary files of a store. */
export function temporaryFolder(directory: string): string {
  return join(directory, TEMPORARY);
}
