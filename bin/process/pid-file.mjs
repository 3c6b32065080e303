import { randomUUID } from "node:crypto";
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { identityOf } from "./identity.mjs";

/** Notes in a file that process `pid` is at work, with anything else worth knowing about it. */
export function writePidFile(path, pid, more = {}) {
  const whole = draft(path, pid, more);
  renameSync(whole, path);
}

/** The note of a process that still runs and really is the one that was noted; else null. */
export function readPidFile(path) {
  const note = parse(path);
  return note && identityOf(note.pid) === note.identity ? note : null;
}

/** Takes the file for this process: null, or the note of the living process that holds it. */
export function claimPidFile(path, more = {}) {
  const mine = draft(path, process.pid, more);
  try {
    for (;;) {
      try {
        linkSync(mine, path); // fails where the file exists, so only one of two claimants gets it
        return null;
      } catch (error) {
        if (error.code !== "EEXIST") throw error;
      }
      const holder = readPidFile(path);
      if (holder) return holder;
      clearAway(path);
    }
  } finally {
    rmSync(mine, { force: true });
  }
}

/** Gives the file back, if it still is this process's. */
export function releasePidFile(path) {
  if (parse(path)?.pid === process.pid) rmSync(path, { force: true });
}

/** Does `work` while no other process does it: waits for the one that holds the file. */
export async function alone(path, { waiting }, work) {
  for (let told = false; claimPidFile(path); told = true) {
    if (!told) waiting();
    await sleep(500);
  }
  try {
    return await work();
  } finally {
    releasePidFile(path);
  }
}

/** Asks a process to stop and waits until it has; after `patienceMs` it is made to. */
export async function stopProcess(
  { pid, identity },
  { signal = "SIGTERM", patienceMs = 15_000 } = {},
) {
  const deadline = Date.now() + patienceMs;
  send(pid, signal);
  while (identityOf(pid) === identity) {
    if (Date.now() > deadline) send(pid, "SIGKILL");
    await sleep(50);
  }
}

function send(pid, signal) {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if (error.code !== "ESRCH") throw error; // it ended between the look and the signal
  }
}

function draft(path, pid, more) {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const whole = `${path}.${randomUUID()}`;
  writeFileSync(whole, JSON.stringify({ pid, identity: identityOf(pid), ...more }), {
    mode: 0o600,
  });
  return whole;
}

// The note of a dead process. Another claimant may have done this and taken the file meanwhile:
// what was moved aside is looked at once more, and put back if somebody is behind it.
function clearAway(path) {
  const aside = `${path}.${randomUUID()}`;
  try {
    renameSync(path, aside);
  } catch {
    return; // gone already
  }
  if (readPidFile(aside)) linkSync(aside, path);
  rmSync(aside, { force: true });
}

function parse(path) {
  try {
    const note = JSON.parse(readFileSync(path, "utf8"));
    return Number.isInteger(note?.pid) ? note : null;
  } catch {
    return null; // absent, or half written by something else
  }
}
