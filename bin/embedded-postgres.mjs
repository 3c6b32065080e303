// Starts, finds and stops the PostgreSQL that npm brought. It is the real server, run with everything
// that keeps data safe; it listens on this machine only and its password lies beside its data.
import { spawn, spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import {
  appendFileSync,
  chownSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import pg from "pg";
import { postgresFolder, postgresMajor } from "./postgres/binaries.mjs";
import { osUser } from "./postgres/os-user.mjs";
import {
  dropStaleLock,
  postmasterOf,
  stopPostmaster,
  waitUntilReady,
} from "./postgres/postmaster.mjs";
import { anyPort, isFree } from "./process/ports.mjs";
import { Refusal } from "./process/refusal.mjs";

const SUPERUSER = "countersign";
const PREFERRED_PORT = 54329;
const START_ATTEMPTS = 5;
const LOG_SHOWN_CHARACTERS = 2_000;
const LOG_KEPT_BYTES = 10_000_000;

// Only this machine can connect. No socket file: its path may hold 107 bytes at most.
const SETTINGS = `
timezone = 'UTC'
log_timezone = 'UTC'
listen_addresses = '127.0.0.1'
unix_socket_directories = ''
shared_buffers = '256MB'
max_wal_size = '2GB'
max_connections = 100
logging_collector = off
`;
// For databases that are thrown away: nothing has to survive a power cut.
const THROWAWAY_SETTINGS = `
fsync = off
synchronous_commit = off
full_page_writes = off
`;

/**
 * Starts the server of `home`, made on first use, or attaches to the one that outlived its starter.
 * Answers `address(database)`, the server's `pid`, whether it was `startedHere`, and `stop()`. Errors: Refusal.
 */
export async function startPostgres({ home, throwaway = false, port }) {
  const cluster = openCluster(home, throwaway);
  const running = postmasterOf(cluster.data);
  const startedHere = !running;
  const server = running
    ? await waitUntilReady(cluster.data, { ended: () => !postmasterOf(cluster.data) })
    : await launch(cluster, port ?? PREFERRED_PORT);
  if (!server)
    throw new Refusal(failure(cluster, "The embedded PostgreSQL ended while it was starting."));
  return {
    pid: server.pid,
    port: server.port,
    startedHere,
    address: (database) =>
      // sslmode, because PGSSLMODE in somebody's environment would ask for what this server lacks.
      `postgresql://${SUPERUSER}:${cluster.password}@127.0.0.1:${server.port}/${database}?sslmode=disable`,
    stop: () => stopPostmaster(cluster.data),
  };
}

/** The server of `home` if it runs right now, without starting one: `{ pid, port }` or null. */
export function runningPostgres(home) {
  const data = join(home, "data");
  return existsSync(data) ? postmasterOf(realpathSync(data)) : null;
}

/** Stops the server of `home`, whoever started it. */
export async function stopPostgres(home) {
  const data = join(home, "data");
  if (existsSync(data)) await stopPostmaster(realpathSync(data));
}

/** Makes the database unless it is there. Answers whether it was made. */
export async function ensureDatabase(server, name) {
  const client = new pg.Client({ connectionString: server.address("postgres") });
  await client.connect();
  try {
    const found = await client.query("SELECT FROM pg_database WHERE datname = $1", [name]);
    if (found.rowCount > 0) return false;
    await client.query(`CREATE DATABASE ${client.escapeIdentifier(name)}`);
    return true;
  } finally {
    await client.end();
  }
}

function openCluster(home, throwaway) {
  try {
    mkdirSync(home, { recursive: true, mode: 0o700 });
    const place = realpathSync(home);
    const folder = postgresFolder();
    const cluster = {
      home: place,
      data: join(place, "data"),
      passwordFile: join(place, "password"),
      user: osUser(place, folder),
    };
    if (!existsSync(cluster.data)) initialise(cluster, throwaway);
    assertSameMajor(cluster.data, postgresMajor(folder));
    return { ...cluster, password: readFileSync(cluster.passwordFile, "utf8") };
  } catch (error) {
    if (error.code === undefined) throw error;
    throw new Refusal(
      `Countersign may not use the database folder ${home} (${error.message}). Start it as the user who owns that folder, or set DATA_DIR to another.`,
      { cause: error },
    );
  }
}

function initialise(cluster, throwaway) {
  const half = `${cluster.data}.new`;
  rmSync(half, { recursive: true, force: true });
  writeFileSync(cluster.passwordFile, randomBytes(24).toString("base64url"), { mode: 0o600 });
  const { uid, gid } = cluster.user.ids;
  if (uid !== undefined) chownSync(cluster.passwordFile, uid, gid);
  const { status, stderr, error } = run(cluster, "initdb", [
    ...["-D", half, "-U", SUPERUSER, "--pwfile", cluster.passwordFile, "-A", "scram-sha-256"],
    // The built-in locale sorts the same on every system; the operating system's would not.
    ...["-E", "UTF8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"],
    "--no-instructions",
    ...(throwaway ? ["--no-sync"] : []),
  ]);
  if (status !== 0)
    throw new Refusal(
      `The embedded PostgreSQL could not be set up in ${cluster.home}. ${stderr || error}`.trim(),
    );
  appendFileSync(
    join(half, "postgresql.conf"),
    throwaway ? SETTINGS + THROWAWAY_SETTINGS : SETTINGS,
  );
  renameSync(half, cluster.data); // a half-finished initdb is never taken for a database
}

function assertSameMajor(data, major) {
  const made = readFileSync(join(data, "PG_VERSION"), "utf8").trim();
  if (made !== major) {
    throw new Refusal(
      `The database in ${data} was made by PostgreSQL ${made}, and this build brings PostgreSQL ${major}. Use the build that made it, or set DATA_DIR to another folder.`,
    );
  }
}

async function launch(cluster, wantedPort) {
  for (let attempt = 1; attempt <= START_ATTEMPTS; attempt += 1) {
    dropStaleLock(cluster.data);
    const port = attempt === 1 && (await isFree(wantedPort)) ? wantedPort : await anyPort();
    const server = await spawnServer(cluster, port);
    // Gone already: somebody took the port at the same moment, somebody started this very server, or
    // the last children of a killed one are still leaving. Each is over in a second.
    const found =
      server ?? (await waitUntilReady(cluster.data, { ended: () => false, patienceMs: 500 }));
    if (found) return found;
  }
  throw new Refusal(failure(cluster, "The embedded PostgreSQL does not start."));
}

async function spawnServer(cluster, port) {
  const [command, args] = cluster.user.wrap(join(cluster.user.folder, "bin", "postgres"), [
    ...["-D", cluster.data],
    ...["-p", String(port)],
  ]);
  const log = openSync(logOf(cluster), isLong(logOf(cluster)) ? "w" : "a", 0o600);
  // A session of its own: Ctrl-C in the terminal must stop it last, after everybody who writes to it.
  const child = spawn(command, args, {
    ...cluster.user.ids,
    cwd: cluster.home,
    env: serverEnv(),
    detached: true,
    stdio: ["ignore", log, log],
  });
  closeSync(log);
  child.unref();
  let ended = false;
  for (const event of ["exit", "error"]) {
    child.once(event, () => {
      ended = true;
    });
  }
  return waitUntilReady(cluster.data, { ended: () => ended });
}

function run(cluster, program, programArgs) {
  const [command, args] = cluster.user.wrap(join(cluster.user.folder, "bin", program), programArgs);
  return spawnSync(command, args, {
    ...cluster.user.ids,
    cwd: cluster.home,
    encoding: "utf8",
    env: serverEnv(),
  });
}

// PGDATA, PGPORT and their like belong to some other PostgreSQL of this machine.
function serverEnv() {
  const foreign = Object.entries(process.env).filter(([name]) => !name.startsWith("PG"));
  return { ...Object.fromEntries(foreign), LC_ALL: "C" };
}

function isLong(log) {
  return existsSync(log) && statSync(log).size > LOG_KEPT_BYTES;
}

function failure(cluster, sentence) {
  const log = existsSync(logOf(cluster)) ? readFileSync(logOf(cluster), "utf8") : "";
  return `${sentence} Its log ${logOf(cluster)} ends with:\n\n${log.slice(-LOG_SHOWN_CHARACTERS).trimEnd()}`;
}

function logOf(cluster) {
  return join(cluster.home, "postgres.log");
}
