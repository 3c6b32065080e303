import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { commandOf, identityOf } from "../process/identity.mjs";
import { stopProcess } from "../process/pid-file.mjs";

/** The PostgreSQL server that runs on a data folder: its pid, port and whether it takes connections; else null. */
export function postmasterOf(data) {
  const file = join(data, "postmaster.pid");
  if (!existsSync(file)) return null;
  const lines = readFileSync(file, "utf8").split("\n");
  const pid = Number(lines[0]);
  const identity = identityOf(pid);
  // The number may have gone to another program since, even to another PostgreSQL.
  if (identity === null || !commandOf(pid).includes(data)) return null;
  return { pid, identity, port: Number(lines[3]), ready: lines[7]?.trim() === "ready" };
}

/**
 * Drops the lock of a server that died. PostgreSQL does so itself, but takes for running what has only
 * become a zombie (in a container whose first process collects nobody) or has handed on its number.
 */
export function dropStaleLock(data) {
  if (!postmasterOf(data)) rmSync(join(data, "postmaster.pid"), { force: true });
}

/** Waits until the server takes connections. Answers it, or null where it ended first. */
export async function waitUntilReady(data, { ended, patienceMs = 60_000 }) {
  const deadline = Date.now() + patienceMs;
  while (!ended() && Date.now() < deadline) {
    const server = postmasterOf(data);
    if (server?.ready) return server;
    await sleep(25);
  }
  return null;
}

/** Stops the server: open transactions are rolled back, what was committed is safe. */
export async function stopPostmaster(data) {
  const server = postmasterOf(data);
  // SIGINT is PostgreSQL's "fast" stop; SIGTERM would wait for every client to leave.
  if (server) await stopProcess(server, { signal: "SIGINT", patienceMs: 30_000 });
}
