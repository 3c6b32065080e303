import { execFileSync } from "node:child_process";
import { ensureDatabase } from "../embedded-postgres.mjs";
import { migrate } from "../migrate.mjs";
import { KeptAlive } from "../process/keep-alive.mjs";
import { releasePidFile, writePidFile } from "../process/pid-file.mjs";
import { PINNED_NODE } from "../process/pinned-node.mjs";
import { freePort } from "../process/ports.mjs";
import { programEnv } from "../process/program-env.mjs";
import { Refusal } from "../process/refusal.mjs";
import { at, ROOT } from "../process/root.mjs";
import { typescriptArgs } from "../process/run-typescript.mjs";
import { ensureBuilt } from "./build.mjs";
import { configurationOf } from "./configuration.mjs";
import { DATABASE, dataDirectoryOf, openDataDirectory, pidFileOf } from "./data-directory.mjs";
import { openDatabase } from "./database.mjs";
import { assertDemoFinished, ensureDemoDatabase, seedGivenDatabase } from "./demo-database.mjs";
import { ensureDemoTraffic } from "./demo-traffic.mjs";
import { assertSameKind, establish, firstAdminLink, installationState } from "./installation.mjs";
import { ensureLedger } from "./ledger.mjs";
import { ensureReadingWorker } from "./reading-worker.mjs";
import { say, sayKeys, sayServing } from "./report.mjs";
import { announce, launchersOf, takeOver, watchLaunchers } from "./running.mjs";
import { ensureVerifier } from "./verifier.mjs";
import { assertPort } from "./web-server.mjs";

/**
 * Starts an installation and serves until it is interrupted or cannot go on. Whatever was opened on
 * the way is closed in the opposite order, however it ends. Errors: Refusal.
 */
export async function runInstallation({ demo, dev, interruption }) {
  const { signal } = interruption;
  const closers = [];
  let sentence = null;
  try {
    sentence = await serve({ demo, dev, interruption, opened: (close) => closers.push(close) });
  } catch (error) {
    if (!signal.aborted) throw error;
  } finally {
    if (signal.aborted) say("stop", "stopping everything");
    for (const close of closers.reverse()) await close();
  }
  if (sentence) throw new Refusal(sentence);
  process.exit(0);
}

// Answers a sentence where it cannot go on, null where it was interrupted.
async function serve({ demo, dev, interruption, opened }) {
  const { signal } = interruption;
  const { PORT: wanted } = configurationOf(process.env, { embedded: true });
  const dataDirectory = dataDirectoryOf(process.env, { demo });
  openDataDirectory(dataDirectory);
  await claim(dataDirectory, interruption, opened);
  const port = await choosePort(wanted);
  const database = await openDatabase({ dataDirectory, address: process.env.DATABASE_URL, say });
  opened(database.stop);
  const env = childEnv({ dataDirectory, url: database.url, port, dev });
  await ensureReadingWorker({ signal }); // a demo is filled through it
  await bringUpToDate({ demo, dataDirectory, database, env, signal });
  signal.throwIfAborted();
  if (dev) await ensureVerifier({ signal });
  else say("build", (await ensureBuilt({ say, signal })) ? "built" : "up to date");
  signal.throwIfAborted();
  const firstAdmin = await prepare({ demo, url: database.url, env, signal });
  signal.throwIfAborted();
  sayKeys(await ensureLedger({ url: database.url, env, signal }));
  if (demo) await ensureDemoTraffic({ url: database.url, env, signal, say });
  return keepServing({ demo, dev, dataDirectory, database, env, signal, firstAdmin, opened });
}

async function keepServing({
  demo,
  dev,
  dataDirectory,
  database,
  env,
  signal,
  firstAdmin,
  opened,
}) {
  const start = (program) => {
    const started = (pid) => writePidFile(pidFileOf(dataDirectory, program.name), pid);
    const child = new KeptAlive({ ...program, env, say, started });
    opened(() => child.stop());
    return child;
  };
  const web = start(webProgram(dev));
  const sealer = start(sealerProgram());
  database.watch();
  const over = Promise.race([interrupted(signal), web.over, sealer.over]);
  const early = await Promise.race([over, Promise.all([web.ready, sealer.ready]).then(() => {})]);
  if (early !== undefined) return early;
  const { baseUrl } = configurationOf(env);
  announce(dataDirectory, { launchers: launchersOf(process.env), address: baseUrl });
  sayServing({ address: baseUrl, demo, firstAdmin });
  return over;
}

async function claim(dataDirectory, interruption, opened) {
  const launchers = launchersOf(process.env);
  await takeOver(dataDirectory, { launchers, say });
  opened(async () => releasePidFile(pidFileOf(dataDirectory, "up")));
  watchLaunchers(launchers, () => interruption.abort());
}

async function bringUpToDate({ demo, dataDirectory, database, env, signal }) {
  const { embedded, url } = database;
  const place = embedded ? dataDirectory : "The database in DATABASE_URL";
  if (demo) assertDemoFinished(dataDirectory, place);
  if (embedded && demo) await ensureDemoDatabase(embedded, { env, signal, say });
  if (embedded && !demo) await ensureDatabase(embedded, DATABASE);
  const setting = embedded ? "DATA_DIR" : "DATABASE_URL";
  assertSameKind(await installationState(url), { demo, place, setting }); // before it is changed
  const applied = await migrate({ url });
  say("migrations", applied.length === 0 ? "up to date" : `${applied.length} applied`);
}

// A port asked for by name is meant; the usual one is only a habit.
async function choosePort(wanted) {
  if (!process.env.PORT) return freePort(wanted);
  await assertPort(wanted);
  return wanted;
}

// Answers the link for the first admin while there is none. A demo has its people from the start.
async function prepare({ demo, url, env, signal }) {
  const state = await installationState(url);
  if (demo) {
    if (!state.installation)
      await seedGivenDatabase({ dataDirectory: env.DATA_DIR, env, signal, say });
    return null;
  }
  const organisation = process.env.ORGANISATION || "Our organisation";
  if (!state.installation) await establish({ organisation, env, signal });
  return state.hasAdmin ? null : firstAdminLink({ env, signal });
}

function childEnv({ dataDirectory, url, port, dev }) {
  return programEnv({
    NODE_ENV: dev ? "development" : "production",
    DATA_DIR: dataDirectory,
    DATABASE_URL: url,
    PORT: String(port),
    ...commit(),
  });
}

// What was built is noted in every export. A copy without git goes without it.
function commit() {
  if (process.env.BUILD_COMMIT) return {};
  try {
    const options = { cwd: ROOT, encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] };
    return { BUILD_COMMIT: execFileSync("git", ["rev-parse", "HEAD"], options).trim() };
  } catch {
    return {};
  }
}

function webProgram(dev) {
  return {
    name: "web",
    command: PINNED_NODE,
    args: [at("bin", "web.mjs"), ...(dev ? ["--dev"] : [])],
  };
}

function sealerProgram() {
  return { name: "sealer", command: PINNED_NODE, args: typescriptArgs([at("bin", "sealer.ts")]) };
}

function interrupted(signal) {
  return new Promise((resolve) => {
    if (signal.aborted) resolve(null);
    signal.addEventListener("abort", () => resolve(null));
  });
}
