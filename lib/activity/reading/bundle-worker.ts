// A thread is started from one file that Node alone can run: neither tsx, nor Next's bundle, nor vitest is there to resolve more.
import { randomUUID } from "node:crypto";
import { mkdirSync, renameSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

/** Bundles worker.ts into a file, whole or not at all. Takes a fifth of a second. Errors: those of esbuild and the disk. */
export async function bundleWorker(file: string): Promise<void> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL("./worker.ts", import.meta.url))],
    tsconfig: fileURLToPath(new URL("../../../tsconfig.json", import.meta.url)),
    bundle: true,
    write: false,
    platform: "node",
    format: "esm",
    target: "node24",
    logLevel: "silent",
  });
  mkdirSync(dirname(file), { recursive: true });
  const draft = `${file}.${randomUUID()}`;
  writeFileSync(draft, outputFiles[0]?.contents ?? "");
  renameSync(draft, file);
}
