import { spawn } from "node:child_process";
import { ensureDatabase } from "../embedded-postgres.mjs";
import { migrate, pending } from "../migrate.mjs";
import { masked } from "../postgres/connect.mjs";
import { PINNED_NODE } from "../process/pinned-node.mjs";
import { programEnv } from "../process/program-env.mjs";
import { Refusal } from "../process/refusal.mjs";
import { ROOT } from "../process/root.mjs";
import { typescriptArgs } from "../process/run-typescript.mjs";
import { configurationOf } from "./configuration.mjs";
import { DATABASE, dataDirectoryOf, openDataDirectory } from "./data-directory.mjs";
import { openDatabase } from "./database.mjs";
import { runningAddress } from "./running.mjs";

/** Runs a TypeScript program with the environment of an installation. Answers its exit code. Errors: Refusal. */
export async function runAgainstInstallation(program) {
  configurationOf(process.env, { embedded: true });
  const dataDirectory = dataDirectoryOf(process.env);
  openDataDirectory(dataDirectory);
  const database = await openDatabase({
    dataDirectory,
    address: process.env.DATABASE_URL,
    say: () => {},
  });
  try {
    if (database.embedded) await ensureDatabase(database.embedded, DATABASE);
    await assertMigrated(database);
    // Links that the program prints have to lead to where the installation serves right now.
    const serving = runningAddress(dataDirectory);
    const address = serving && !process.env.BASE_URL ? { BASE_URL: serving } : {};
    const env = programEnv({ DATA_DIR: dataDirectory, DATABASE_URL: database.url, ...address });
    return await run(program, env);
  } finally {
    if (database.startedHere) await database.stop();
  }
}

/** Runs a TypeScript program that needs no installation. Answers its exit code. */
export async function runAlone(program) {
  return await run(program, programEnv());
}

// The embedded database is this build's own; another one belongs to whoever named it.
async function assertMigrated({ embedded, url }) {
  if (embedded) {
    await migrate({ url });
    return;
  }
  const lacking = await pending({ url });
  if (lacking.length === 0) return;
  throw new Refusal(
    `The database at ${masked(url)} lacks ${lacking.length} ${lacking.length === 1 ? "migration" : "migrations"}. Run \`node bin/migrate.mjs\` with the same DATABASE_URL first.`,
  );
}

function run(program, env) {
  const child = spawn(PINNED_NODE, typescriptArgs(program), { cwd: ROOT, env, stdio: "inherit" });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"])
    process.on(signal, () => child.kill(signal));
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (code) => resolve(code ?? 1));
  });
}
