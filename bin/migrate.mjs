// Applies prisma/migrations to a database: the same lock, table and checksums as `prisma migrate
// deploy`, so either may go on where the other stopped, but without an engine. `node bin/migrate.mjs [address]`
import { createHash, randomUUID } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { withDatabase } from "./postgres/connect.mjs";
import { Refusal, runProgram } from "./process/refusal.mjs";
import { at, isProgram } from "./process/root.mjs";

const LOCK_KEY = 72_707_369; // the advisory lock of Prisma's own engine
const MIGRATIONS = at("prisma", "migrations");

const CREATE_TABLE = `CREATE TABLE IF NOT EXISTS _prisma_migrations (
  id VARCHAR(36) PRIMARY KEY NOT NULL,
  checksum VARCHAR(64) NOT NULL,
  finished_at TIMESTAMPTZ,
  migration_name VARCHAR(255) NOT NULL,
  logs TEXT,
  rolled_back_at TIMESTAMPTZ,
  started_at TIMESTAMPTZ NOT NULL DEFAULT now(),
  applied_steps_count INTEGER NOT NULL DEFAULT 0
)`;

/** Brings the database up to this build. Answers the names it applied, oldest first. Errors: Refusal. */
export async function migrate({ url, folder = MIGRATIONS }) {
  return withDatabase(url, async (client) => {
    await client.query("SELECT pg_advisory_lock($1)", [LOCK_KEY]); // until the connection ends
    await client.query(CREATE_TABLE);
    const files = readMigrations(folder);
    const state = compare(files, await appliedRows(client));
    assertSound(state);
    for (const migration of state.pending) await apply(client, migration);
    return state.pending.map(({ name }) => name);
  });
}

/** The names of the migrations that the database still lacks. Errors: Refusal, where it can never fit this build. */
export async function pending({ url, folder = MIGRATIONS }) {
  return withDatabase(url, async (client) => {
    const state = compare(readMigrations(folder), await appliedRows(client));
    assertSound(state);
    return state.pending.map(({ name }) => name);
  });
}

/** Whether the database has been through migrations that this build does not know. */
export function isNewer(state) {
  return state.unknown.length > 0;
}

/**
 * What a build wants beside what a database has been through: `pending` files in order, names
 * `unknown` to this build, names `edited` after they were applied, and rows that `failed`.
 */
export function compare(files, rows) {
  const standing = rows.filter((row) => row.rolled_back_at === null);
  const finished = new Map(
    standing.filter((row) => row.finished_at !== null).map((row) => [row.migration_name, row]),
  );
  const known = new Set(files.map(({ name }) => name));
  return {
    pending: files.filter(({ name }) => !finished.has(name)),
    unknown: [...finished.keys()].filter((name) => !known.has(name)).sort(),
    edited: files
      .filter(
        ({ name, checksum }) => finished.has(name) && finished.get(name).checksum !== checksum,
      )
      .map(({ name }) => name),
    failed: standing.filter((row) => row.finished_at === null && !finished.has(row.migration_name)),
  };
}

/** Errors: Refusal, one sentence for a newer database, an edited migration or a failed one. */
export function assertSound(state) {
  const [failed] = state.failed;
  if (failed) {
    throw new Refusal(
      `The migration ${failed.migration_name} failed on this database before: ${reasonOf(failed)}. Mend the cause, then run \`node bin/prisma.mjs migrate resolve --rolled-back ${failed.migration_name}\` and start again.`,
    );
  }
  if (isNewer(state)) {
    throw new Refusal(
      `This database belongs to a newer Countersign: it has been through ${state.unknown.at(-1)}, which this build does not know. Start the newer build, or give this one a database of its own.`,
    );
  }
  const [edited] = state.edited;
  if (edited) {
    throw new Refusal(
      `The migration ${edited} was edited after it was applied to this database. Restore prisma/migrations/${edited}/migration.sql and put the change into a new migration.`,
    );
  }
}

// Prisma notes its engine's call stack under the reason.
function reasonOf({ logs }) {
  return logs ? logs.split(/\n\s+0:/)[0].replaceAll("\n", ", ") : "it was interrupted";
}

/** The migrations of a folder, oldest first: name, SQL text, and its SHA-256 as Prisma notes it. */
export function readMigrations(folder) {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(join(folder, entry.name, "migration.sql")))
    .map((entry) => {
      const sql = readFileSync(join(folder, entry.name, "migration.sql"), "utf8");
      return { name: entry.name, sql, checksum: createHash("sha256").update(sql).digest("hex") };
    })
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

async function appliedRows(client) {
  const { rows: tables } = await client.query(
    "SELECT to_regclass('_prisma_migrations') IS NOT NULL AS there",
  );
  if (!tables[0].there) return [];
  const { rows } = await client.query(
    "SELECT migration_name, checksum, logs, finished_at, rolled_back_at FROM _prisma_migrations ORDER BY started_at",
  );
  return rows;
}

// One transaction around a migration and its row: a kill in the middle leaves neither. A failure leaves
// its row, as Prisma does, because somebody has to look before anything else is tried.
async function apply(client, { name, sql, checksum }) {
  const row = [randomUUID(), checksum, name];
  try {
    await client.query("BEGIN");
    await client.query(
      "INSERT INTO _prisma_migrations (id, checksum, migration_name, finished_at, applied_steps_count) VALUES ($1, $2, $3, now(), 1)",
      row,
    );
    await client.query(sql);
    await client.query("COMMIT");
  } catch (error) {
    const logs = `${error.message}${error.position ? ` at character ${error.position}` : ""}`;
    await client.query("ROLLBACK");
    await client.query(
      "INSERT INTO _prisma_migrations (id, checksum, migration_name, logs) VALUES ($1, $2, $3, $4)",
      [...row, logs],
    );
    throw new Refusal(`The migration ${name} failed: ${logs}. Nothing of it was applied.`, {
      cause: error,
    });
  }
}

if (isProgram(import.meta.url)) {
  await runProgram(async () => {
    const url = process.argv[2] ?? process.env.DATABASE_URL;
    if (!url)
      throw new Refusal(
        "Say which database: node bin/migrate.mjs postgresql://user:password@host:5432/database",
      );
    const names = await migrate({ url });
    console.log(names.length === 0 ? "Nothing to apply." : `Applied ${names.join(", ")}.`);
  });
}
