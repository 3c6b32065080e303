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
import { ensureBuilt } from "./build.mjs";
import { DATABASE, postgresHome } from "./data-directory.mjs";
import { ensureDemoDatabase } from "./demo-database.mjs";

/**
 * A demo installation of its own, as users run it (database durable, production build), in a temporary
 * folder that is gone afterwards. `work` gets its address and its database's.
 */
export async function withTemporaryDemo(work) {
  const say = (part, text) => console.error(`${part}: ${text}`);
  await ensureBuilt({ say });
  const dataDirectory = mkdtempSync(join(tmpdir(), "countersign-demo-"));
  const server = await startPostgres({ home: postgresHome(dataDirectory) });
  let web = null;
  try {
    const env = programEnv({ DATA_DIR: dataDirectory, PORT: String(await anyPort()) });
    await ensureDemoDatabase(server, { env, say });
    const url = server.address(DATABASE);
    web = await startWeb({ ...env, DATABASE_URL: url });
    await work({ url, address: `http://localhost:${env.PORT}` });
  } finally {
    if (web) {
      web.kill("SIGTERM");
      await once(web, "exit");
    }
    await server.stop();
    rmSync(dataDirectory, { recursive: true, force: true });
  }
}

async function startWeb(env) {
  const web = spawn(PINNED_NODE, [at("bin", "web.mjs")], {
    env,
    cwd: ROOT,
    stdio: ["ignore", 2, 2, "ipc"],
  });
  await Promise.race([
    once(web, "message"),
    once(web, "exit").then(() => Promise.reject(new Error("web ended while it was starting"))),
  ]);
  return web;
}
