// Tests of threads need programs as files that Node alone can run.
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { bundleWorker } from "../reading/bundle-worker";

/** Bundles the program of a reading thread, and answers where it lies. */
export async function readingWorkerFile(): Promise<string> {
  const file = newFile();
  await bundleWorker(file);
  return file;
}

/** A program that is none of ours, in the place of a reading thread's. */
export function programFile(source: string): string {
  const file = newFile();
  writeFileSync(file, source);
  return file;
}

function newFile(): string {
  return join(mkdtempSync(join(tmpdir(), "reading-")), "worker.mjs");
}
