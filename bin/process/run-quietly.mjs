import { spawn } from "node:child_process";
import { Refusal } from "./refusal.mjs";
import { ROOT } from "./root.mjs";

// Enough to see why a tool failed, not so much that the sentence above it scrolls away.
const SHOWN_CHARACTERS = 8_000;

/**
 * Runs a tool to its end and keeps what it prints to itself, unless it fails: then `sentence` comes
 * first and the end of the output under it. Answers the output. Errors: Refusal.
 */
export async function runQuietly(command, args, { env, sentence, signal }) {
  const child = spawn(command, args, { cwd: ROOT, env, signal, stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text) => {
      output += text;
    });
  }
  const code = await new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", resolve);
  }).catch((error) => {
    throw new Refusal(`${sentence} (${command}: ${error.message})`, { cause: error });
  });
  if (code !== 0) throw new Refusal(`${sentence}\n\n${output.slice(-SHOWN_CHARACTERS).trimEnd()}`);
  return output;
}
