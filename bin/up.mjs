// The one command: installs, starts the database, migrates, builds and serves, until Ctrl-C.
//   npm run up     the real installation in DATA_DIR (./data)
//   npm run demo   a demo company in a data directory of its own (./data-demo)
//   npm run dev    the real installation, with pages that follow the sources
// Runs on any Node from 20 on; everything after the installation runs on the pinned one.
import { ensureInstalled } from "./install.mjs";
import { continuesOnPinnedNode } from "./process/pinned-node.mjs";
import { runProgram } from "./process/refusal.mjs";
import { banner, say } from "./start/report.mjs";

await runProgram(async () => {
  const mode = { demo: process.argv.includes("--demo"), dev: process.argv.includes("--dev") };
  const interruption = new AbortController();
  for (const event of ["SIGINT", "SIGTERM", "SIGHUP"])
    process.on(event, () => interruption.abort());
  if (!process.env.COUNTERSIGN_RESTARTED) banner(mode);
  try {
    await ensureInstalled({ say, signal: interruption.signal });
  } catch (error) {
    if (interruption.signal.aborted) process.exit(0);
    throw error;
  }
  if (await continuesOnPinnedNode()) return;
  const { runInstallation } = await import("./start/run-installation.mjs");
  await runInstallation({ ...mode, interruption });
});
