import { constants } from "node:fs";
import { type FileHandle, open, readdir } from "node:fs/promises";
import { join } from "node:path";
import type { BundleSource } from "@/lib/ledger/bundle-source";
import { compareBytewise } from "@/lib/ledger/bytes";
import { LedgerError } from "@/lib/ledger/ledger-error";

const CHUNK = 256 * 1024;

/**
 * The bundle in a directory. Links are never followed: whoever packed them could point them at files of the person who
 * verifies. They, devices and pipes have a name and cannot be read. Errors: those of the disk.
 */
export async function directorySource(root: string): Promise<BundleSource> {
  const files = new Map<string, "file" | "other">();
  await walk(root, "", files);
  return {
    names: [...files.keys()].sort(compareBytewise),
    read: (name) => {
      const kind = files.get(name);
      return kind === undefined ? null : contentOf(join(root, name), kind);
    },
  };
}

async function walk(root: string, below: string, files: Map<string, "file" | "other">) {
  for (const entry of await readdir(join(root, below), { withFileTypes: true })) {
    const name = `${below}${entry.name}`;
    if (entry.isDirectory()) await walk(root, `${name}/`, files);
    else files.set(name, entry.isFile() ? "file" : "other");
  }
}

async function* contentOf(path: string, kind: "file" | "other"): AsyncGenerator<Uint8Array> {
  if (kind === "other") throw new LedgerError("unreadable", "it is no plain file");
  const handle = await openPlain(path);
  try {
    for (;;) {
      const bytes = new Uint8Array(CHUNK);
      const { bytesRead } = await handle.read(bytes, 0, CHUNK, null);
      if (bytesRead === 0) return;
      yield bytes.subarray(0, bytesRead);
    }
  } finally {
    await handle.close();
  }
}

async function openPlain(path: string): Promise<FileHandle> {
  try {
    return await open(path, constants.O_RDONLY | constants.O_NOFOLLOW);
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : null;
    // A name that is not UTF-8 cannot be opened by what was read of it, and a link may have taken the place of a file.
    if (code !== "ENOENT" && code !== "ELOOP") throw error;
    throw new LedgerError("unreadable", {
      message: "it cannot be opened by its name",
      cause: error,
    });
  }
}
