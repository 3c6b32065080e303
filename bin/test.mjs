// Everything that is checked, on a fresh clone as well: `npm test`, or some sections of it by name:
// `npm test -- check db process browser`. The last line is "N passed, N failed".
import { ensureInstalled } from "./install.mjs";
import { continuesOnPinnedNode } from "./process/pinned-node.mjs";
import { runProgram } from "./process/refusal.mjs";

await runProgram(async () => {
  const interruption = new AbortController();
  for (const event of ["SIGINT", "SIGTERM", "SIGHUP"])
    process.on(event, () => interruption.abort());
  const say = (part, text) => console.log(`  ${part.padEnd(14)}${text}`);
  await ensureInstalled({ say, signal: interruption.signal });
  if (await continuesOnPinnedNode()) return;
  const { runTests } = await import("./test/run-tests.mjs");
  process.exit(await runTests({ names: process.argv.slice(2), say, signal: interruption.signal }));
});
