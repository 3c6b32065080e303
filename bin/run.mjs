// Runs one of the TypeScript programs against an installation: `node bin/run.mjs bin/admin.ts person list`.
// Uses DATABASE_URL, or the embedded PostgreSQL of DATA_DIR, which it starts and stops where it does not
// run. `--alone` before the program: it needs no installation. Notes go to standard error: standard output
// belongs to the program.
import { ensureInstalled } from "./install.mjs";
import { continuesOnPinnedNode } from "./process/pinned-node.mjs";
import { Refusal, runProgram } from "./process/refusal.mjs";

await runProgram(async () => {
  const given = process.argv.slice(2);
  const alone = given[0] === "--alone";
  const [program, ...args] = alone ? given.slice(1) : given;
  if (!program?.endsWith(".ts"))
    throw new Refusal("Say which program: node bin/run.mjs bin/admin.ts");
  await ensureInstalled({ say: (part, text) => console.error(`${part}: ${text}`) });
  if (await continuesOnPinnedNode()) return;
  const { runAgainstInstallation, runAlone } = await import("./start/run-against.mjs");
  const run = alone ? runAlone : runAgainstInstallation;
  process.exit(await run([program, ...args]));
});
