import { spawn } from "node:child_process";
import { mkdirSync, openSync } from "node:fs";
import { join } from "node:path";
import { findBrowser } from "../find-browser.mjs";
import { PINNED_NODE } from "../process/pinned-node.mjs";
import { anyPort } from "../process/ports.mjs";
import { programEnv } from "../process/program-env.mjs";
import { Refusal } from "../process/refusal.mjs";
import { at, ROOT } from "../process/root.mjs";
import { runQuietly } from "../process/run-quietly.mjs";
import { runTypescript, typescriptArgs } from "../process/run-typescript.mjs";
import { ensureBuilt } from "../start/build.mjs";
import { ensureLedger } from "../start/ledger.mjs";
import { ensureReadingWorker } from "../start/reading-worker.mjs";
import { ensureVerifier } from "../start/verifier.mjs";
import { playwright, vitest } from "./tools.mjs";

const STEPS = ["runtime", "lint", "rooms", "types"];

/**
 * The sections of `npm test` in their order. Each yields outcomes by the name of the part that ran:
 * `[name, { passed, failures }]`.
 */
export const SECTIONS = { check, db, process: processes, browser };

async function* check({ throwaway, say, signal }) {
  await ensureVerifier({ signal });
  for (const step of STEPS) yield [step, await oneStep(step, () => npmRun(step, signal), say)];
  yield ["unit", await vitest({ project: "unit", folder: throwaway.folder, signal })];
}

async function* db({ throwaway, signal }) {
  const { folder } = throwaway;
  await ensureVerifier({ signal }); // goes into every bundle
  await ensureReadingWorker({ signal }); // reads whatever is pushed
  const template = await throwaway.database("template");
  const env = {
    TEST_TEMPLATE_URL: template,
    TEST_FOLDER: folder,
    DATABASE_URL: template,
    DATA_DIR: join(folder, "data"),
  };
  yield ["database", await vitest({ project: "db", folder, env, signal })];
}

async function* processes({ throwaway, say, signal }) {
  const { folder } = throwaway;
  yield ["build", await oneStep("build", () => ensureBuilt({ say: () => {}, signal }), say)];
  const env = { TEST_TEMPLATE_URL: await throwaway.database("processes"), TEST_FOLDER: folder };
  // They start whole installations: side by side they would wait for each other's memory and ports.
  const args = ["--no-file-parallelism"];
  yield ["processes", await vitest({ project: "process", folder, env, args, signal })];
}

async function* browser({ throwaway, say, signal }) {
  const { folder } = throwaway;
  const found = await oneStep("browser found", () => findBrowser({ say }), say);
  yield ["browser found", found];
  const built = await oneStep("build", () => ensureBuilt({ say: () => {}, signal }), say);
  yield ["build", built];
  if (found.passed + built.passed < 2) return;
  const port = await anyPort();
  const env = {
    NODE_ENV: "production",
    PORT: String(port),
    BASE_URL: `http://localhost:${port}`, // passkeys work on localhost, not on 127.0.0.1
    DATABASE_URL: await throwaway.database("browser"),
    DATA_DIR: join(folder, "browser-data"),
  };
  await runTypescript(["bin/establish.ts", "Test organisation"], {
    env: programEnv(env),
    sentence: "The installation for the browser tests could not be named.",
    signal,
  });
  await ensureLedger({ url: env.DATABASE_URL, env: programEnv(env), signal });
  const running = [];
  try {
    running.push(await startProcess("web", [at("bin", "web.mjs")], env));
    running.push(await startProcess("sealer", typescriptArgs([at("bin", "sealer.ts")]), env));
    yield [
      "browser",
      await playwright({ folder, env: { ...env, E2E_BASE_URL: env.BASE_URL }, signal }),
    ];
  } finally {
    for (const process of running) await process.stop();
  }
}

async function oneStep(name, work, say) {
  const since = performance.now();
  try {
    await work();
    say(name, `passed in ${((performance.now() - since) / 1000).toFixed(1)} s`);
    return { passed: 1, failures: [] };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    say(name, "failed");
    return { passed: 0, failures: [{ name, message: error.message }] };
  }
}

async function npmRun(script, signal) {
  const sentence = `npm run ${script} failed:`;
  await runQuietly("npm", ["run", "--silent", script], { env: programEnv(), sentence, signal });
}

// Its words go to a file: between the lines of the tests nobody could read either.
async function startProcess(name, args, env) {
  mkdirSync(at("test-results"), { recursive: true });
  const log = at("test-results", `${name}.log`);
  const output = openSync(log, "w");
  const child = spawn(PINNED_NODE, args, {
    cwd: ROOT,
    env: programEnv(env),
    stdio: ["ignore", output, output, "ipc"],
  });
  const ended = new Promise((resolve) => child.once("exit", resolve));
  const ready = new Promise((resolve) => child.once("message", () => resolve("ready")));
  if ((await Promise.race([ended, ready])) !== "ready") {
    throw new Refusal(
      `The ${name} process for the browser tests ended while it was starting; see ${log}.`,
    );
  }
  return {
    stop: async () => {
      child.kill("SIGTERM");
      await ended;
    },
  };
}
