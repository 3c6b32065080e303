import { PINNED_NODE } from "./pinned-node.mjs";
import { runQuietly } from "./run-quietly.mjs";

/**
 * Arguments with which the pinned Node runs one of our TypeScript programs outside Next:
 * react-server, or the package `server-only` would refuse to load; tsx for the `@/` paths.
 */
export function typescriptArgs(program) {
  return ["--conditions=react-server", "--import", "tsx", ...program];
}

/** Runs a TypeScript program to its end and answers what it printed. Errors: Refusal. */
export async function runTypescript(program, options) {
  return runQuietly(PINNED_NODE, typescriptArgs(program), options);
}
