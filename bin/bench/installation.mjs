import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ensureDatabase, startPostgres } from "../embedded-postgres.mjs";
import { migrate } from "../migrate.mjs";
import { PINNED_NODE } from "../process/pinned-node.mjs";
import { anyPort } from "../process/ports.mjs";
import { programEnv } from "../process/program-env.mjs";
import { at, ROOT } from "../process/root.mjs";
import { ensureBuilt } from "../start/build.mjs";
import { DATABASE, postgresHome } from "../start/data-directory.mjs";

/**
 * A demo installation of its own, as users run it (database durable, production build), in a temporary
 * folder that is gone afterwards. `work` gets its address and its database's.
 */
export async function withInstallation(work) {
  const say = (part, text) => console.error(`${part}: ${text}`);
  await ensureBuilt({ say });
  const dataDirectory = mkdtempSync(join(tmpdir(), "countersign-bench-"));
  const server = await startPostgres({ home: postgresHome(dataDirectory) });
  let web = null;
  try {
    await ensureDatabase(server, DATABASE);
    const url = server.address(DATABASE);
    await migrate({ url });
    const port = await anyPort();
    const env = programEnv({ DATA_DIR: dataDirectory, DATABASE_URL: url, PORT: String(port) });
    await program(["--conditions=react-server", "--import", "tsx", "bin/seed-demo.ts"], env);
    web = await startWeb(env);
    await work({ url, address: `http://localhost:${port}` });
  } finally {
    if (web) {
      web.kill("SIGTERM");
      await once(web, "exit");
    }
    await server.stop();
    rmSync(dataDirectory, { recursive: true, force: true });
  }
}

async function program(args, env) {
  const child = spawn(PINNED_NODE, args, { env, cwd: ROOT, stdio: ["ignore", 2, 2] });
  const [code] = await once(child, "exit");
  if (code !== 0) throw new Error(`${args.at(-1)} ended with ${code}`);
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
