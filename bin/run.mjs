// Runs one of the TypeScript programs against an installation: `node bin/run.mjs bin/admin.ts person list`.
// Uses DATABASE_URL, or the embedded PostgreSQL of DATA_DIR, which it starts and stops where it does not
// run. Notes go to standard error: standard output belongs to the program.
import { ensureInstalled } from "./install.mjs";
import { continuesOnPinnedNode } from "./process/pinned-node.mjs";
import { Refusal, runProgram } from "./process/refusal.mjs";

await runProgram(async () => {
  const [program, ...args] = process.argv.slice(2);
  if (!program?.endsWith(".ts"))
    throw new Refusal("Say which program: node bin/run.mjs bin/admin.ts");
  await ensureInstalled({ say: (part, text) => console.error(`${part}: ${text}`) });
  if (await continuesOnPinnedNode()) return;
  const { runAgainstInstallation } = await import("./start/run-against.mjs");
  process.exit(await runAgainstInstallation([program, ...args]));
});
