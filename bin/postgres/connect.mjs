import pg from "pg";
import { Refusal } from "../process/refusal.mjs";

const OLDEST_SERVER = 150_000; // server_version_num of PostgreSQL 15
const PATIENCE_MS = 10_000;

/** A database address that may be shown: its password is left out. */
export function masked(url) {
  try {
    const shown = new URL(url);
    if (shown.password) shown.password = "***";
    for (const name of [...shown.searchParams.keys()]) {
      if (/password/i.test(name)) shown.searchParams.set(name, "***");
    }
    return shown.href;
  } catch {
    return "the address in DATABASE_URL";
  }
}

/** Runs `work(client)` on one connection. Errors: Refusal, where the database cannot be reached or used. */
export async function withDatabase(url, work) {
  const client = await connect(url);
  try {
    await assertUsable(client, url);
    return await work(client);
  } finally {
    await client.end();
  }
}

async function connect(url) {
  try {
    const client = new pg.Client({
      connectionString: url,
      options: "-c timezone=UTC",
      connectionTimeoutMillis: PATIENCE_MS,
    });
    // A server that goes away while nothing is asked of it: the next question reports it.
    client.on("error", () => {});
    await client.connect();
    return client;
  } catch (error) {
    throw new Refusal(connectionSentence(url, error), { cause: error });
  }
}

/** Why a connection failed and what to do about it, in one sentence, without the password. */
export function connectionSentence(url, error) {
  const place = masked(url);
  switch (error.code) {
    case "28P01": // invalid_password
    case "28000": // invalid_authorization_specification
      return `The database at ${place} refused the user name or the password. Correct them in DATABASE_URL.`;
    case "3D000": // invalid_catalog_name
      return `The server at ${place} has no database of that name. Create it, or correct the name in DATABASE_URL.`;
    case "53300": // too_many_connections
      return `The database at ${place} has no connection left. Raise its max_connections, or stop something else that uses it.`;
    default:
      return `Countersign cannot reach the database at ${place} (${reasonOf(error)}). Start it, or correct DATABASE_URL.`;
  }
}

// Node tries every address of a name and puts the reasons into an AggregateError without a text of its own.
function reasonOf(error) {
  const reasons = [error, ...(error.errors ?? [])].map(({ message }) => message).filter(Boolean);
  return reasons.at(-1) ?? error.code ?? "no answer";
}

async function assertUsable(client, url) {
  const { rows } = await client.query(
    "SELECT current_setting('server_version_num')::int AS version, current_setting('TimeZone') AS zone",
  );
  const [{ version, zone }] = rows;
  if (version < OLDEST_SERVER) {
    throw new Refusal(
      `The database at ${masked(url)} is PostgreSQL ${Math.floor(version / 10_000)}, and Countersign needs 15 or newer. Set DATABASE_URL to a newer server.`,
    );
  }
  // A pooler in front may drop the options of a connection; times would then be shifted when stored.
  if (zone !== "UTC") {
    throw new Refusal(
      `Sessions of the database at ${masked(url)} run in the time zone ${zone} although Countersign asks for UTC. Run ALTER ROLE … SET timezone = 'UTC' for its user.`,
    );
  }
}
