import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { programEnv } from "./program-env.mjs";
import { at } from "./root.mjs";

/** The Node that package.json pins; it stands there once the packages are installed. */
export const PINNED_NODE = at("node_modules", "node", "bin", "node");

/**
 * Goes on under the pinned Node. Answers false where this process already runs on it; else starts
 * the same program again, passes on signals and its exit code, and never comes back.
 */
export async function continuesOnPinnedNode() {
  if (process.version === `v${pinnedVersion()}`) return false;
  const child = spawn(PINNED_NODE, process.argv.slice(1), {
    env: programEnv({ COUNTERSIGN_RESTARTED: "1" }),
    stdio: "inherit",
  });
  // In a terminal Ctrl-C reaches both; this one only has to outlive the other.
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"])
    process.on(signal, () => child.kill(signal));
  const [code, signal] = await new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("exit", (...ending) => resolve(ending));
  });
  if (signal) process.exit(1);
  process.exit(code);
}

function pinnedVersion() {
  return JSON.parse(readFileSync(at("package.json"), "utf8")).dependencies.node;
}
