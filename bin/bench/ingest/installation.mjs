import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, statfsSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ensureDatabase, startPostgres } from "../../embedded-postgres.mjs";
import { migrate } from "../../migrate.mjs";
import { anyPort } from "../../process/ports.mjs";
import { programEnv } from "../../process/program-env.mjs";
import { at } from "../../process/root.mjs";
import { runTypescript, typescriptArgs } from "../../process/run-typescript.mjs";
import { ensureBuilt } from "../../start/build.mjs";
import { DATABASE, postgresHome } from "../../start/data-directory.mjs";
import { ensureLedger } from "../../start/ledger.mjs";
import { runWorker, startProgram } from "../ledger/processes.mjs";

const TMPFS = 0x01021994; // linux/magic.h
const EMPTY = "empty";

/**
 * An installation as users run it, with a web process, a sealer and a source of agentgateway, gone afterwards. `work` gets its
 * address, the token of the source, the processes to watch, and the address of an empty database beside it.
 */
export async function withReceivingInstallation(work) {
  const say = (part, text) => console.error(`${part}: ${text}`);
  await ensureBuilt({ say });
  const directory = mkdtempSync(join(diskFolder(), "countersign-bench-"));
  const server = await startPostgres({ home: postgresHome(directory) });
  const running = [];
  try {
    for (const name of [DATABASE, EMPTY]) {
      await ensureDatabase(server, name);
      await migrate({ url: server.address(name) });
    }
    const settings = await establish(server.address(DATABASE), directory);
    const { id, token } = await runWorker({ program: "../ingest/make-source.ts", env: settings });
    const web = await start([at("bin", "web.mjs")], settings, running);
    await start(typescriptArgs([at("bin", "sealer.ts")]), settings, running);
    const address = `${settings.BASE_URL}/api/ingest/${id}`;
    const pids = { web: web.pid, postgres: server.pid };
    return await work({ address, token, pids, settings, emptyUrl: server.address(EMPTY) });
  } finally {
    for (const program of running.reverse()) await stop(program);
    await server.stop();
    rmSync(directory, { recursive: true, force: true });
  }
}

async function establish(url, directory) {
  const port = String(await anyPort());
  const address = `http://localhost:${port}`;
  const settings = {
    ...{ NODE_ENV: "production", DATA_DIR: directory, DATABASE_URL: url },
    ...{ PORT: port, BASE_URL: address },
  };
  const env = programEnv(settings);
  const sentence = "The installation for the bench could not be named.";
  await runTypescript(["bin/establish.ts", "Bench"], { env, sentence });
  await ensureLedger({ url, env });
  return settings;
}

async function start(args, settings, running) {
  const env = programEnv(settings);
  const program = startProgram(args, { env, stdio: ["ignore", 2, 2, "ipc"] });
  running.push(program);
  const ended = once(program, "exit").then(() => {
    throw new Error(`${args.at(-1)} ended while it was starting`);
  });
  await Promise.race([once(program, "message"), ended]);
  ended.catch(() => {}); // it ends when it is told to
  return program;
}

async function stop(program) {
  if (program.exitCode !== null || program.signalCode !== null) return;
  program.kill("SIGTERM");
  await once(program, "exit");
}

/** The folder of temporary files, unless that is memory: a ledger is measured on a disk. */
function diskFolder() {
  if (statfsSync(tmpdir()).type !== TMPFS) return tmpdir();
  mkdirSync(at(".cache"), { recursive: true });
  return at(".cache");
}
