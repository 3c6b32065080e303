import { join } from "node:path";

/** Where the bundle of worker.ts lies in an installation: all its processes run in its folder. */
export function workerFile(): string {
  return join(/* turbopackIgnore: true */ process.cwd(), ".cache", "reading-worker.mjs");
}
