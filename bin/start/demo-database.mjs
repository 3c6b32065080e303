import { existsSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";
import { ensureDatabase } from "../embedded-postgres.mjs";
import { migrate } from "../migrate.mjs";
import { Refusal } from "../process/refusal.mjs";
import { runTypescript } from "../process/run-typescript.mjs";
import { DATABASE } from "./data-directory.mjs";

const UNFINISHED = `${DATABASE}_unfinished`;

/**
 * Makes the demo company in a database of another name and renames it once it is whole: what an
 * interrupted start left behind is never taken for a demo. Answers whether it had to. Errors: Refusal.
 */
export async function ensureDemoDatabase(server, { env, signal, say }) {
  if (await hasDatabase(server)) return false;
  say("demo", "making the demo company, which takes a moment");
  await asSuperuser(server, (client) =>
    client.query(`DROP DATABASE IF EXISTS ${UNFINISHED} WITH (FORCE)`),
  );
  await ensureDatabase(server, UNFINISHED);
  const url = server.address(UNFINISHED);
  await migrate({ url });
  await seed({ env: { ...env, DATABASE_URL: url }, signal });
  await asSuperuser(server, (client) =>
    client.query(`ALTER DATABASE ${UNFINISHED} RENAME TO ${DATABASE}`),
  );
  return true;
}

/**
 * Makes the demo company in the database of DATABASE_URL, which cannot be renamed: a note in the data
 * directory says that it was begun. Errors: Refusal.
 */
export async function seedGivenDatabase({ dataDirectory, env, signal, say }) {
  say("demo", "making the demo company, which takes a moment");
  const note = noteOf(dataDirectory);
  writeFileSync(note, "");
  await seed({ env, signal });
  rmSync(note);
}

/** Errors: Refusal, where an earlier start was interrupted while it made the demo in a given database. */
export function assertDemoFinished(dataDirectory, place) {
  if (!existsSync(noteOf(dataDirectory))) return;
  throw new Refusal(
    `${place} holds a demo that was interrupted while it was made. Give it an empty database, and delete ${noteOf(dataDirectory)}.`,
  );
}

function noteOf(dataDirectory) {
  return join(dataDirectory, "demo-unfinished");
}

async function seed({ env, signal }) {
  const sentence = "The demo company could not be made. The reason follows.";
  await runTypescript(["bin/seed-demo.ts"], { env, signal, sentence });
}

async function hasDatabase(server) {
  const found = await asSuperuser(server, (client) =>
    client.query("SELECT FROM pg_database WHERE datname = $1", [DATABASE]),
  );
  return found.rowCount > 0;
}

async function asSuperuser(server, work) {
  const client = new pg.Client({ connectionString: server.address("postgres") });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
