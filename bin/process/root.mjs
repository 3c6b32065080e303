import { realpathSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** The folder of the project, without a slash at the end, wherever a program was started from. */
export const ROOT = realpathSync(fileURLToPath(new URL("../..", import.meta.url)));

/** A path within the project. */
export function at(...parts) {
  return join(ROOT, ...parts);
}

/** Whether the module at `url` is the program that runs, not a part of another one. */
export function isProgram(url) {
  const started = process.argv[1];
  return started !== undefined && realpathSync(started) === realpathSync(fileURLToPath(url));
}
