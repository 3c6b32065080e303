import { spawnSync } from "node:child_process";
import { chmodSync, chownSync, cpSync, existsSync, renameSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";

const NOBODY = 65534;
const USER_NAMESPACE = ["unshare", "--user", "--map-user=1000", "--map-group=1000"];

/**
 * How to run PostgreSQL as this user: `wrap` turns a program and its arguments into what to spawn,
 * `ids` go into the options of spawn, `folder` is where its programs are. PostgreSQL refuses to run
 * as root, so for root it is either
 * - the ordinary user who owns the data already,
 * - a user namespace in which root is user 1000 (the files stay root's, in a closed home as well), or
 * - the user nobody, with a copy of the programs where nobody may read them.
 */
export function osUser(home, folder) {
  const plain = { wrap: (program, args) => [program, args], ids: {}, folder };
  if (process.getuid() !== 0) return plain;
  const owner = statSync(home);
  if (owner.uid !== 0)
    return {
      ...plain,
      ids: { uid: owner.uid, gid: owner.gid },
      folder: readableFor(home, owner, folder),
    };
  if (mayUseNamespaces()) {
    const [unshare, ...options] = USER_NAMESPACE;
    return { ...plain, wrap: (program, args) => [unshare, [...options, program, ...args]] };
  }
  chownSync(home, NOBODY, NOBODY); // every folder above must let nobody pass
  return {
    ...plain,
    ids: { uid: NOBODY, gid: NOBODY },
    folder: readableFor(home, { uid: NOBODY, gid: NOBODY }, folder),
  };
}

function mayUseNamespaces() {
  const [unshare, ...options] = USER_NAMESPACE;
  return spawnSync(unshare, [...options, "true"]).status === 0; // containers may forbid it
}

// The programs in node_modules if that user can run them, else a copy beside the data.
function readableFor(home, { uid, gid }, folder) {
  if (spawnSync(join(folder, "bin", "postgres"), ["--version"], { uid, gid }).status === 0)
    return folder;
  const copy = join(home, "programs");
  if (!existsSync(copy)) {
    const half = `${copy}.new`;
    rmSync(half, { recursive: true, force: true });
    cpSync(folder, half, { recursive: true, verbatimSymlinks: true });
    chmodSync(half, 0o755);
    renameSync(half, copy);
  }
  return copy;
}
