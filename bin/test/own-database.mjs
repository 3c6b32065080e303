// Runs before each file of database tests: gives it a database of its own, copied from the migrated one,
// and a data directory of its own. Files then never see each other's rows and may run side by side.
import { randomBytes } from "node:crypto";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";
import { sibling } from "./throwaway.mjs";

// Without it the tests run in the database of DATABASE_URL itself, as a developer asked by hand.
const template = process.env.TEST_TEMPLATE_URL;
if (template) {
  const from = new URL(template).pathname.slice(1);
  const name = `${from}_${randomBytes(6).toString("hex")}`;
  const client = new pg.Client({ connectionString: sibling(template, "postgres") });
  await client.connect();
  await client.query(
    `CREATE DATABASE ${pg.escapeIdentifier(name)} TEMPLATE ${pg.escapeIdentifier(from)}`,
  );
  await client.end();
  process.env.DATABASE_URL = sibling(template, name);
  process.env.DATA_DIR = join(process.env.TEST_FOLDER, name);
  mkdirSync(process.env.DATA_DIR, { recursive: true });
}
