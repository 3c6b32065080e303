import { setInterval } from "node:timers";
import { identityOf } from "../process/identity.mjs";
import { claimPidFile, readPidFile, stopProcess, writePidFile } from "../process/pid-file.mjs";
import { Refusal } from "../process/refusal.mjs";
import { pidFileOf } from "./data-directory.mjs";

/** The processes that a start keeps running, as their pid files are named. */
export const CHILDREN = ["web", "jobs"];

/** Takes the data directory for this start, and stops what an earlier one left behind. Errors: Refusal. */
export async function takeOver(dataDirectory, { launcher, say }) {
  const file = pidFileOf(dataDirectory, "up");
  for (
    let holder = claimPidFile(file, { launcher });
    holder;
    holder = claimPidFile(file, { launcher })
  ) {
    if (!isOrphan(holder)) throw new Refusal(runningSentence(dataDirectory, holder));
    say("start", `stopping process ${holder.pid}, left behind by an earlier start`);
    await stopProcess(holder, { patienceMs: 40_000 });
  }
  for (const name of CHILDREN) {
    const left = readPidFile(pidFileOf(dataDirectory, name));
    if (!left) continue;
    say(name, `stopping process ${left.pid}, left behind by an earlier start`);
    await stopProcess(left);
  }
}

/** Notes where this start serves, for the next one and for the command line. */
export function announce(dataDirectory, { launcher, address }) {
  writePidFile(pidFileOf(dataDirectory, "up"), process.pid, { launcher, address });
}

/** Where the installation of a data directory serves right now, or null. */
export function runningAddress(dataDirectory) {
  return readPidFile(pidFileOf(dataDirectory, "up"))?.address ?? null;
}

/**
 * The process that has to outlive this one: npm, or the Node that only installed the pinned one. null
 * where this was started directly, because a shell may go while its background work goes on.
 */
export function launcherOf(environment) {
  if (!environment.npm_lifecycle_event && !environment.COUNTERSIGN_RESTARTED) return null;
  const identity = identityOf(process.ppid);
  return identity === null ? null : { pid: process.ppid, identity };
}

/** Calls `gone` once the launcher has ended: without npm, nothing would carry Ctrl-C to this process. */
export function watchLauncher(launcher, gone) {
  if (!launcher) return;
  const timer = setInterval(() => {
    if (identityOf(launcher.pid) === launcher.identity) return;
    clearInterval(timer);
    gone();
  }, 1_000);
  timer.unref();
}

function isOrphan({ launcher }) {
  return Boolean(launcher) && identityOf(launcher.pid) !== launcher.identity;
}

function runningSentence(dataDirectory, { pid, address }) {
  const where = address ? ` at ${address}` : "";
  return `Countersign already runs${where} on the data directory ${dataDirectory}. Use that one, or stop it first: Ctrl-C in its terminal, or \`kill ${pid}\`.`;
}
