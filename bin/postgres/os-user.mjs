import { spawnSync } from "node:child_process";
import { chmodSync, chownSync, cpSync, existsSync, renameSync, rmSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { Refusal } from "../process/refusal.mjs";

const NOBODY = 65534;
const OTHERS_PASS = 0o001;
const PASS_THROUGH = 0o011;
const USER_NAMESPACE = ["unshare", "--user", "--map-user=1000", "--map-group=1000"];

/**
 * How to run PostgreSQL as this user: `wrap` turns a program and its arguments into what to spawn,
 * `ids` go into the options of spawn, `folder` is where its programs are. PostgreSQL refuses to run
 * as root, so for root it is either
 * - the ordinary user who owns the data already,
 * - a user namespace in which root is user 1000 (the files stay root's, in a closed home as well), or
 * - the user nobody, with a copy of the programs where nobody may read them. Errors: Refusal.
 */
export function osUser(home, folder) {
  const plain = { wrap: (program, args) => [program, args], ids: {}, folder };
  if (process.getuid() !== 0) return plain;
  const { uid, gid } = statSync(home);
  if (uid !== 0) return asOther(home, folder, { uid, gid });
  if (!mayUseNamespaces()) return asOther(home, folder, { uid: NOBODY, gid: NOBODY });
  const [unshare, ...options] = USER_NAMESPACE;
  return { ...plain, wrap: (program, args) => [unshare, [...options, program, ...args]] };
}

function asOther(home, folder, { uid, gid }) {
  letPass(home, uid);
  chownSync(home, uid, gid);
  const ids = { uid, gid };
  const reachable = runsFor(ids, folder) ? folder : copyOf(home, folder);
  return { wrap: (program, args) => [program, args], ids, folder: reachable };
}

// The data directory is ours to open, for passing through only. What lies above it is not.
function letPass(home, uid) {
  const directory = dirname(home);
  chmodSync(directory, statSync(directory).mode | PASS_THROUGH);
  for (let above = directory; above !== dirname(above); above = dirname(above)) {
    const { mode, uid: owner } = statSync(above);
    if (mode & OTHERS_PASS || owner === uid) continue;
    throw new Refusal(
      `PostgreSQL does not run as root, and its user may not enter ${above}. Set DATA_DIR to a folder that every user can reach, such as /var/lib/countersign, or start Countersign as an ordinary user.`,
    );
  }
}

function mayUseNamespaces() {
  const [unshare, ...options] = USER_NAMESPACE;
  return spawnSync(unshare, [...options, "true"]).status === 0; // containers may forbid it
}

function runsFor(ids, folder) {
  return spawnSync(join(folder, "bin", "postgres"), ["--version"], ids).status === 0;
}

// Made whole or not at all: an interrupted copy is never run.
function copyOf(home, folder) {
  const copy = join(home, "programs");
  if (existsSync(copy)) return copy;
  const half = `${copy}.new`;
  rmSync(half, { recursive: true, force: true });
  cpSync(folder, half, { recursive: true, verbatimSymlinks: true });
  chmodSync(half, 0o755);
  renameSync(half, copy);
  return copy;
}
