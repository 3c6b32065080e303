// What keeps a folder or a key from being used, in words for whoever starts it.
import { AppError } from "@/lib/core/app-error";

const WORDS: Readonly<Record<string, string>> = {
  EACCES: "permission denied",
  EPERM: "permission denied",
  EROFS: "the file system is read-only",
  ENOTDIR: "a part of the path is a file",
  EEXIST: "it or a part of its path is a file",
  ENOSPC: "no space is left",
  EDQUOT: "the quota is used up",
  ENOENT: "it cannot be made there",
};

/** What is kept in a folder, and the setting that names another one. */
const KEPT = {
  ledger: { what: "The ledger", setting: "LEDGER_STORE" },
  keys: { what: "The signing keys", setting: "LEDGER_KEY_DIR" },
} as const;

/** An error of opening a folder as unavailable with a sentence; what is no error of a folder stays what it is. */
export function folderRefusal(
  error: unknown,
  directory: string,
  kept: keyof typeof KEPT = "ledger",
): unknown {
  const words = wordsOf(error);
  if (words === null) return error;
  const { what, setting } = KEPT[kept];
  const message = `${what} cannot be kept in ${directory} (${words}). Set ${setting} to a folder of a local disk that Countersign may write to, or let this user write there.`;
  return new AppError("unavailable", { message, cause: error });
}

/** An error of opening a key as unavailable with a sentence: keys are for their owner alone, so others are turned away. */
export function keyRefusal(error: unknown, path: string): unknown {
  const words = wordsOf(error);
  if (words === null) return error;
  const message = `The signing key ${path} cannot be read (${words}). Start the sealer as the user who owns the keys.`;
  return new AppError("unavailable", { message, cause: error });
}

function wordsOf(error: unknown): string | null {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  return WORDS[code] ?? null;
}
