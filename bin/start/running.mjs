import { setInterval } from "node:timers";
import { commandOf, identityOf, parentOf } from "../process/identity.mjs";
import { claimPidFile, readPidFile, stopProcess, writePidFile } from "../process/pid-file.mjs";
import { Refusal } from "../process/refusal.mjs";
import { pidFileOf } from "./data-directory.mjs";

/** The processes that a start keeps running, as their pid files are named. */
const CHILDREN = ["web", "sealer"];

const FURTHEST_LAUNCHER = 5;

/** Takes the data directory for this start, and stops what an earlier one left behind. Errors: Refusal. */
export async function takeOver(dataDirectory, { launchers, say }) {
  const file = pidFileOf(dataDirectory, "up");
  for (
    let holder = claimPidFile(file, { launchers });
    holder;
    holder = claimPidFile(file, { launchers })
  ) {
    if (allRun(holder.launchers)) throw new Refusal(runningSentence(dataDirectory, holder));
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
export function announce(dataDirectory, { launchers, address }) {
  writePidFile(pidFileOf(dataDirectory, "up"), process.pid, { launchers, address });
}

/** Where the installation of a data directory serves right now, or null. */
export function runningAddress(dataDirectory) {
  return readPidFile(pidFileOf(dataDirectory, "up"))?.address ?? null;
}

/**
 * The processes that have to outlive this one, from the nearest up to npm: the Node that only installed
 * the pinned one, the shell of the npm script, npm. None where this was started directly, because a
 * shell may go while its background work goes on.
 */
export function launchersOf(environment) {
  if (!environment.npm_lifecycle_event && !environment.COUNTERSIGN_RESTARTED) return [];
  const launchers = [];
  for (
    let pid = process.ppid;
    pid > 1 && launchers.length < FURTHEST_LAUNCHER;
    pid = parentOf(pid)
  ) {
    launchers.push({ pid, identity: identityOf(pid) });
    if (/^npm |npm-cli/.test(commandOf(pid))) return launchers;
  }
  return launchers.slice(0, 1); // some other tool that runs npm scripts
}

/** Calls `gone` once a launcher has ended: nothing would carry Ctrl-C to this process any more. */
export function watchLaunchers(launchers, gone) {
  const timer = setInterval(() => {
    if (allRun(launchers)) return;
    clearInterval(timer);
    gone();
  }, 1_000);
  timer.unref();
}

function allRun(launchers) {
  return launchers.every(({ pid, identity }) => identityOf(pid) === identity);
}

function runningSentence(dataDirectory, { pid, address }) {
  const where = address ? ` at ${address}` : "";
  return `Countersign already runs${where} on the data directory ${dataDirectory}. Use that one, or stop it first: Ctrl-C in its terminal, or \`kill ${pid}\`.`;
}
