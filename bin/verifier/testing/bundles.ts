import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Files } from "@/lib/ledger/testing/memory-bundle";
import { zipOf } from "@/lib/ledger/testing/zip";
import { freshFolder } from "../../test/processes.mjs";

/** A file in a new folder: its path. */
export function fileOf(bytes: Uint8Array, name = "file"): string {
  const path = join(freshFolder(), name);
  writeFileSync(path, bytes);
  return path;
}

/** The files as a ZIP: its path. */
export function zipAt(files: Files): string {
  return fileOf(zipOf(files), "bundle.zip");
}

/** The same files as a directory: its path. */
export function directoryAt(files: Files): string {
  const root = freshFolder();
  for (const [name, bytes] of files) {
    const path = join(root, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, bytes);
  }
  return root;
}
