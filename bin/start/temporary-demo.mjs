import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startPostgres } from "../embedded-postgres.mjs";
import { PINNED_NODE } from "../process/pinned-node.mjs";
import { anyPort } from "../process/ports.mjs";
import { programEnv } from "../process/program-env.mjs";
import { at, ROOT } from "../process/root.mjs";
import { typescriptArgs } from "../process/run-typescript.mjs";
import { ensureBuilt } from "./build.mjs";
import { DATABASE, postgresHome } from "./data-directory.mjs";
import { ensureDemoDatabase } from "./demo-database.mjs";
import { ensureDemoTraffic } from "./demo-traffic.mjs";
import { ensureLedger } from "./ledger.mjs";
import { ensureReadingWorker } from "./reading-worker.mjs";

/**
 * A demo installation of its own, as users run it (database durable, production build), in a temporary
 * folder that is gone afterwards. `work` gets its address and its database's.
 */
export async function withTemporaryDemo(work) {
  const say = (part, text) => console.error(`${part}: ${text}`);
  await ensureBuilt({ say });
  const dataDirectory = mkdtempSync(join(tmpdir(), "countersign-demo-"));
  const server = await startPostgres({ home: postgresHome(dataDirectory) });
  const processes = [];
  try {
    const env = programEnv({ DATA_DIR: dataDirectory, PORT: String(await anyPort()) });
    await ensureDemoDatabase(server, { env, say });
    const url = server.address(DATABASE);
    const own = { ...env, DATABASE_URL: url };
    await ensureLedger({ url, env: own });
    await ensureReadingWorker();
    await ensureDemoTraffic({ url, env: own, say });
    processes.push(await startProcess([at("bin", "web.mjs")], own));
    processes.push(await startProcess(typescriptArgs([at("bin", "sealer.ts")]), own));
    await work({ url, address: `http://localhost:${env.PORT}` });
  } finally {
    for (const running of processes.reverse()) {
      running.kill("SIGTERM");
      await once(running, "exit");
    }
    await server.stop();
    rmSync(dataDirectory, { recursive: true, force: true });
  }
}

async function startProcess(args, env) {
  const started = spawn(PINNED_NODE, args, { env, cwd: ROOT, stdio: ["ignore", 2, 2, "ipc"] });
  const ended = once(started, "exit").then(() => {
    throw new Error(`${args.at(-1)} ended while it was starting`);
  });
  await Promise.race([once(started, "message"), ended]);
  ended.catch(() => {}); // it ends when it is told to
  return started;
}
