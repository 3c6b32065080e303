// Prisma's own command line, for developers: `node bin/prisma.mjs migrate dev`. It brings along what
// the command line would otherwise download or expect: an engine, and a database to work against.
import { spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { ensureDatabase, startPostgres } from "./embedded-postgres.mjs";
import { PINNED_NODE } from "./process/pinned-node.mjs";
import { programEnv } from "./process/program-env.mjs";
import { runProgram } from "./process/refusal.mjs";
import { at, isProgram, ROOT } from "./process/root.mjs";
import { DATABASE, dataDirectoryOf, postgresHome } from "./start/data-directory.mjs";

const NEEDS_DATABASE = new Set(["migrate", "db", "studio"]);

/**
 * Environment of Prisma's commands. Where its engine was not fetched, ours stands in for it: Prisma
 * checks for one before anything else, and would try to download it even for `generate`.
 */
export function prismaEnv(more = {}) {
  const standIn = hasEngine()
    ? {}
    : { PRISMA_SCHEMA_ENGINE_BINARY: at("bin", "schema-engine.mjs") };
  return programEnv({ ...standIn, ...more });
}

function hasEngine() {
  return readdirSync(at("node_modules", "@prisma", "engines")).some((name) =>
    name.startsWith("schema-engine-"),
  );
}

async function main() {
  const args = process.argv.slice(2);
  const server =
    !process.env.DATABASE_URL && NEEDS_DATABASE.has(args[0]) ? await developmentServer() : null;
  try {
    const address = server ? { DATABASE_URL: server.address(DATABASE) } : {};
    const cli = join(ROOT, "node_modules", "prisma", "build", "index.js");
    const { status } = spawnSync(PINNED_NODE, [cli, ...args], {
      cwd: ROOT,
      env: prismaEnv(address),
      stdio: "inherit",
    });
    process.exitCode = status ?? 1;
  } finally {
    if (server?.startedHere) await server.stop();
  }
}

async function developmentServer() {
  const server = await startPostgres({ home: postgresHome(dataDirectoryOf(process.env)) });
  await ensureDatabase(server, DATABASE);
  return server;
}

if (isProgram(import.meta.url)) await runProgram(main);
