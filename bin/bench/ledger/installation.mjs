import { mkdirSync, mkdtempSync, rmSync, statfsSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { ensureDatabase, startPostgres } from "../../embedded-postgres.mjs";
import { migrate } from "../../migrate.mjs";
import { at } from "../../process/root.mjs";
import { postgresHome } from "../../start/data-directory.mjs";

const MIGRATED = "migrated";
const TMPFS = 0x01021994; // linux/magic.h
const ORIGIN = "ledger.example.com/bench";

/**
 * PostgreSQL as users run it, durable, and empty ledgers beside it on the same disk, all of it gone afterwards. `work`
 * gets a function that makes a ledger and answers the environment of its processes.
 */
export async function withInstallation(work) {
  const directory = mkdtempSync(join(diskFolder(), "countersign-bench-"));
  const server = await startPostgres({ home: postgresHome(directory) });
  try {
    await ensureDatabase(server, MIGRATED);
    await migrate({ url: server.address(MIGRATED) });
    let made = 0;
    const newLedger = async () => {
      made += 1;
      const name = `ledger_${made}`;
      await copyDatabase(server, name);
      const store = join(directory, name);
      const settings = { LEDGER_ORIGIN: ORIGIN, LEDGER_STORE: `fs:${store}`, DATA_DIR: directory };
      return { store, env: { ...settings, DATABASE_URL: server.address(name) } };
    };
    return await work({ directory, newLedger });
  } finally {
    await server.stop();
    rmSync(directory, { recursive: true, force: true });
  }
}

/** The folder of temporary files, unless that is memory: a ledger is measured on a disk. */
function diskFolder() {
  if (statfsSync(tmpdir()).type !== TMPFS) return tmpdir();
  mkdirSync(at(".cache"), { recursive: true });
  return at(".cache");
}

async function copyDatabase(server, name) {
  const client = new pg.Client({ connectionString: server.address("postgres") });
  await client.connect();
  try {
    await client.query(`CREATE DATABASE ${name} TEMPLATE ${MIGRATED}`);
  } finally {
    await client.end();
  }
}
