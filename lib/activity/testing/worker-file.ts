// Tests of threads need their programs as files that Node alone can run.
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

/** Bundles the program of a redaction thread, and answers where it lies. */
export async function redactionWorkerFile(): Promise<string> {
  const file = join(mkdtempSync(join(tmpdir(), "redaction-")), "worker.mjs");
  await build({
    entryPoints: [fileURLToPath(new URL("../redaction/worker.ts", import.meta.url))],
    tsconfig: fileURLToPath(new URL("../../../tsconfig.json", import.meta.url)),
    outfile: file,
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node24",
  });
  return file;
}

/** A program that is none of ours, in the place of a redaction thread's. */
export function programFile(source: string): string {
  const file = join(mkdtempSync(join(tmpdir(), "redaction-")), "worker.mjs");
  writeFileSync(file, source);
  return file;
}
