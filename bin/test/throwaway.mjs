import { randomBytes } from "node:crypto";
import { mkdtempSync, readdirSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { ensureDatabase, startPostgres, stopPostgres } from "../embedded-postgres.mjs";
import { migrate } from "../migrate.mjs";
import { withDatabase } from "../postgres/connect.mjs";
import { readPidFile, writePidFile } from "../process/pid-file.mjs";
import { anyPort } from "../process/ports.mjs";

const PREFIX = "countersign-test-";

/**
 * A temporary folder and a PostgreSQL server for one run of the tests: the embedded one without its
 * care for power cuts, or the one in TEST_DATABASE_URL. `close()` removes all of it. Errors: Refusal.
 */
export async function openThrowaway() {
  await removeLeftovers();
  const folder = mkdtempSync(join(realpathSync(tmpdir()), PREFIX));
  writePidFile(join(folder, "run.json"), process.pid);
  const given = process.env.TEST_DATABASE_URL;
  const server = given ? await givenServer(given) : await ownServer(folder);
  return {
    folder,
    database: server.database,
    close: async () => {
      await server.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A database's address with another database on the same server. */
export function sibling(url, name) {
  const address = new URL(url);
  address.pathname = `/${name}`;
  return address.href;
}

async function ownServer(folder) {
  const home = join(folder, "postgres");
  const server = await startPostgres({ home, throwaway: true, port: await anyPort() });
  return {
    database: async (name) => {
      await ensureDatabase(server, name);
      await migrate({ url: server.address(name) });
      return server.address(name);
    },
    close: () => server.stop(),
  };
}

// Databases on somebody's server carry a name of this run, and all of that name go with it.
async function givenServer(given) {
  const run = `${PREFIX}${randomBytes(4).toString("hex")}-`.replaceAll("-", "_");
  const onServer = (statement, ...values) =>
    withDatabase(given, (client) => client.query(statement, values));
  return {
    database: async (name) => {
      await onServer(`CREATE DATABASE ${pg.escapeIdentifier(run + name)} TEMPLATE template0`);
      const url = sibling(given, run + name);
      await migrate({ url });
      return url;
    },
    close: async () => {
      const { rows } = await onServer(
        "SELECT datname FROM pg_database WHERE starts_with(datname, $1)",
        run,
      );
      for (const { datname } of rows)
        await onServer(`DROP DATABASE ${pg.escapeIdentifier(datname)} WITH (FORCE)`);
    },
  };
}

// A run that was killed could not clean up after itself.
async function removeLeftovers() {
  const place = realpathSync(tmpdir());
  for (const name of readdirSync(place).filter((entry) => entry.startsWith(PREFIX))) {
    const folder = join(place, name);
    if (readPidFile(join(folder, "run.json"))) continue;
    try {
      await stopPostgres(join(folder, "postgres"));
      rmSync(folder, { recursive: true, force: true });
    } catch (error) {
      if (error.code !== "EACCES" && error.code !== "EPERM") throw error; // somebody else's
    }
  }
}
