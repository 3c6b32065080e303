// ledger.md §7, fs: one folder of a local disk. It orders and detects; it does not stop root.
import { constants } from "node:fs";
import { type FileHandle, link, open, stat, unlink } from "node:fs/promises";
import { dirname, join } from "node:path";
import { AppError } from "@/lib/core/app-error";
import { isDiskBroken, isDiskFull, isTaken, nullWhereMissing } from "./fs-errors";
import { listFolder } from "./fs-list";
import { makeDirectory, syncDirectory, syncFile, TEMPORARY } from "./fs-sync";
import { probeChecks, probeReport } from "./probe";
import {
  assertStoreKey,
  type ByteRange,
  type Inspection,
  type Listed,
  OutcomeUnknown,
  type Store,
} from "./store";

/** How the process ends when the disk can no longer be believed. Never returns. */
export type EndProcess = (error: unknown) => never;

export type FsOptions = {
  readonly directory: string;
  /** A new name for each temporary file and probe. */
  readonly token: () => string;
  readonly endProcess: EndProcess;
};

const READ_ONLY = 0o444;
const NEW_FILE = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL;

/** The store of a folder, which `openFsStore` has made ready. Errors of `create`: unavailable (disk full, no key then). */
export function fsStore(options: FsOptions): Store {
  const { directory, token, endProcess } = options;
  const place = (key: string) => {
    assertStoreKey(key);
    return join(directory, key);
  };
  const store: Store = {
    create: (key, bytes) => orEnd(endProcess, () => create(options, place(key), bytes)),
    read: (key, range) => orEnd(endProcess, () => read(place(key), range)),
    list: (prefix, after) => listOrEnd(endProcess, listFolder(directory, prefix, after ?? "")),
    retain: () => Promise.resolve(), // a disk keeps no dates: what may go is the sweep's to know
    hold: () => Promise.resolve(),
    inspect: (key) => orEnd(endProcess, () => inspect(place(key))),
    remove: (key) => orEnd(endProcess, () => remove(place(key))),
    async probe() {
      const name = token();
      const checks = await probeChecks(store, name);
      for (const tail of ["race", "read"]) await store.remove(`probe/${name}-${tail}`);
      return probeReport("fs", directory, checks);
    },
  };
  return store;
}

async function create(
  { directory, token }: FsOptions,
  target: string,
  bytes: Uint8Array,
): Promise<"created" | "exists"> {
  const temporary = join(directory, TEMPORARY, token());
  try {
    await writeDurably(temporary, bytes);
    const folder = dirname(target);
    await makeDirectory(folder);
    const outcome = await linkTo(temporary, target);
    // Also where it exists: whoever linked it may have died before this step, and the caller builds on it.
    await Promise.all([syncDirectory(folder).catch(unknownUnlessBroken), unlinkIfThere(temporary)]);
    return outcome;
  } catch (error) {
    await unlinkIfThere(temporary);
    if (!isDiskFull(error)) throw error;
    const message = "The disk of the ledger is full. Free space on it, then send again.";
    throw new AppError("unavailable", { message, cause: error });
  }
}

async function writeDurably(path: string, bytes: Uint8Array): Promise<void> {
  const file = await open(path, NEW_FILE, READ_ONLY);
  try {
    await writeAll(file, bytes);
    await syncFile(file);
  } finally {
    await file.close();
  }
}

async function writeAll(file: FileHandle, bytes: Uint8Array): Promise<void> {
  let at = 0;
  while (at < bytes.length) {
    const { bytesWritten } = await file.write(bytes, at, bytes.length - at, at);
    at += bytesWritten;
  }
}

/** The name stands, but nothing says that it will after a crash. */
function unknownUnlessBroken(cause: unknown): never {
  if (isDiskBroken(cause)) throw cause;
  throw new OutcomeUnknown("The folder of the object could not be synced.", { cause });
}

async function linkTo(temporary: string, target: string): Promise<"created" | "exists"> {
  try {
    await link(temporary, target);
    return "created";
  } catch (error) {
    if (isTaken(error)) return "exists";
    throw error;
  }
}

async function read(path: string, range: ByteRange | undefined): Promise<Uint8Array | null> {
  const file = await open(path, constants.O_RDONLY).catch(nullWhereMissing);
  if (file === null) return null;
  try {
    if (range === undefined) return new Uint8Array(await file.readFile());
    const buffer = new Uint8Array(range.length);
    const { bytesRead } = await file.read(buffer, 0, range.length, range.offset);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

async function inspect(path: string): Promise<Inspection> {
  const found = await stat(path).catch(nullWhereMissing);
  const versions = found === null ? [] : [String(found.ino)];
  return { versions, markers: [], until: null, held: false };
}

async function remove(path: string): Promise<{ gone: boolean }> {
  await unlinkIfThere(path);
  await syncDirectory(dirname(path)).catch(nullWhereMissing);
  const found = await stat(path).catch(nullWhereMissing);
  return { gone: found === null };
}

async function unlinkIfThere(path: string): Promise<void> {
  await unlink(path).catch(nullWhereMissing);
}

/** After a failed fsync the page cache may hold what the disk does not: nobody in this process may believe it any more. */
async function orEnd<T>(endProcess: EndProcess, run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    if (isDiskBroken(error)) endProcess(error);
    throw error;
  }
}

async function* listOrEnd(
  endProcess: EndProcess,
  listed: AsyncIterable<Listed>,
): AsyncGenerator<Listed> {
  try {
    yield* listed;
  } catch (error) {
    if (isDiskBroken(error)) endProcess(error);
    throw error;
  }
}
