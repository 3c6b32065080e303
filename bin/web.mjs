// The web process: Next behind a plain HTTP server. It starts only with a sound configuration and a
// database that fits this build, and says in one sentence what is missing (exit code 2: do not retry).
import { continuesOnPinnedNode } from "./process/pinned-node.mjs";
import { REFUSED, runProgram } from "./process/refusal.mjs";

await runProgram(
  async () => {
    if (await continuesOnPinnedNode()) return;
    const { startWeb } = await import("./start/web-server.mjs");
    await startWeb({ dev: process.argv.includes("--dev") });
  },
  { refusedCode: REFUSED },
);
