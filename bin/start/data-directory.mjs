import { existsSync, mkdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { Refusal } from "../process/refusal.mjs";
import { ROOT } from "../process/root.mjs";

/** The database that an installation keeps in its embedded PostgreSQL. */
export const DATABASE = "countersign";

/** Where the embedded PostgreSQL of a data directory lives. */
export function postgresHome(dataDirectory) {
  return join(dataDirectory, "postgres");
}

/** Where the processes of a data directory note that they run. */
export function pidFileOf(dataDirectory, name) {
  return join(dataDirectory, "run", `${name}.json`);
}

/** The data directory as an absolute path; a relative one starts at the project, wherever it was typed. */
export function dataDirectoryOf(environment, { demo = false } = {}) {
  return resolve(ROOT, environment.DATA_DIR || (demo ? "data-demo" : "data"));
}

/** Makes the data directory where it is missing, and writes to it once to be sure. Errors: Refusal. */
export function openDataDirectory(directory) {
  const probe = join(directory, `.probe-${process.pid}`);
  try {
    makeFolder(directory);
    writeFileSync(probe, "");
    rmSync(probe);
  } catch (error) {
    throw new Refusal(
      `Countersign cannot write to its data directory ${directory} (${reasonOf(error)}). Set DATA_DIR to a folder that it may write to, or let this user write there.`,
      { cause: error },
    );
  }
}

// Node's own recursive mkdir never returns where a parent exists but takes no folders, as in /proc.
function makeFolder(folder) {
  if (isFolder(folder)) return;
  if (!existsSync(dirname(folder))) makeFolder(dirname(folder));
  mkdirSync(folder, { mode: 0o700 });
}

function isFolder(path) {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

const REASONS = {
  EACCES: "permission denied",
  EPERM: "permission denied",
  EROFS: "the file system is read-only",
  ENOTDIR: "a part of the path is a file",
  EEXIST: "it is a file, not a folder",
  ENOSPC: "no space is left",
  ENOENT: "it cannot be made there",
};

function reasonOf(error) {
  return REASONS[error.code] ?? error.message;
}
