// ledger.md §7, fs: what is asked of a folder before a ledger is trusted to it.
import { readdir, stat, statfs, unlink } from "node:fs/promises";
import { resolve } from "node:path";
import { AppError } from "@/lib/core/app-error";
import { HOUR_MS } from "@/lib/core/clock";
import { type FsOptions, fsStore } from "./fs";
import { nullWhereMissing } from "./fs-errors";
import { makeDirectory, temporaryFolder } from "./fs-sync";
import type { Store } from "./store";

// linux/magic.h and the kernel's own tables: file systems that answer from another machine or another process, where a
// create that was acknowledged may be undone, or an fsync mean nothing.
const REFUSED = new Map([
  [0x6969, "NFS"],
  [0x517b, "SMB"],
  [0xfe534d42, "SMB"],
  [0xff534d42, "SMB"],
  [0x65735546, "FUSE"],
  [0x01021997, "9P"],
  [0x00c36400, "Ceph"],
  [0x5346414f, "AFS"],
  [0x6b414653, "AFS"],
  [0x73757245, "Coda"],
  [0x0bd00bd0, "Lustre"],
  [0x786f4256, "a VirtualBox share"],
]);

/** A crash leaves a file here; one that is older belongs to nobody who still writes. */
const LEFT_BEHIND_MS = HOUR_MS;

/** Makes the folder ready and opens the store in it. Errors: unavailable, where the folder is on another machine. */
export async function openFsStore(options: FsOptions & { readonly now: Date }): Promise<Store> {
  const directory = resolve(options.directory);
  await makeDirectory(temporaryFolder(directory));
  const { type } = await statfs(directory);
  assertLocal(type, directory);
  await removeLeftBehind(temporaryFolder(directory), options.now);
  return fsStore({ ...options, directory });
}

/** Errors: unavailable, for a file system that cannot keep the promises. `type` is that of statfs(2). */
export function assertLocal(type: number, directory: string): void {
  const name = REFUSED.get(type);
  if (name === undefined) return;
  throw new AppError(
    "unavailable",
    `${directory} is on ${name}, which cannot promise that what was written is there after a crash. Set LEDGER_STORE to a folder on a local disk.`,
  );
}

async function removeLeftBehind(folder: string, now: Date): Promise<void> {
  for (const name of await readdir(folder)) {
    const path = resolve(folder, name);
    // Another process may be using the store: its files come and go.
    const found = await stat(path).catch(nullWhereMissing);
    const isOld = found !== null && now.getTime() - found.mtimeMs > LEFT_BEHIND_MS;
    if (isOld) await unlink(path).catch(nullWhereMissing);
  }
}
