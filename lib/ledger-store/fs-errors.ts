// What the errors of a disk mean to a ledger (ledger.md §7, fs).

/** An fsync that failed. The kernel may have dropped the dirty pages: only a new process may look at the disk again. */
export class SyncFailed extends Error {
  constructor(message: string, options: ErrorOptions) {
    super(message, options);
    this.name = "SyncFailed";
  }
}

/** Nothing was kept, and that is certain. */
export function isDiskFull(error: unknown): boolean {
  return hasCode(error, "ENOSPC", "EDQUOT");
}

/** What this process has seen of the disk is no longer worth anything. */
export function isDiskBroken(error: unknown): boolean {
  return error instanceof SyncFailed || hasCode(error, "EIO");
}

/** For a catch: null where there is no such file or folder. */
export function nullWhereMissing(error: unknown): null {
  if (hasCode(error, "ENOENT", "ENOTDIR")) return null;
  throw error;
}

/** The name is in use. */
export function isTaken(error: unknown): boolean {
  return hasCode(error, "EEXIST");
}

function hasCode(error: unknown, ...codes: readonly string[]): boolean {
  return error instanceof Error && "code" in error && codes.some((code) => code === error.code);
}
