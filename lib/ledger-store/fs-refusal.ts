// What keeps a folder from being a ledger's store, in words for whoever starts it.
import { AppError } from "@/lib/core/app-error";

const WORDS: Readonly<Record<string, string>> = {
  EACCES: "permission denied",
  EPERM: "permission denied",
  EROFS: "the file system is read-only",
  ENOTDIR: "a part of the path is a file",
  EEXIST: "it is a file, not a folder",
  ENOSPC: "no space is left",
  EDQUOT: "the quota is used up",
  ENOENT: "it cannot be made there",
};

/** An error of opening a folder as unavailable with a sentence; what is no error of a folder stays what it is. */
export function folderRefusal(error: unknown, directory: string): unknown {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  const words = WORDS[code];
  if (words === undefined) return error;
  const message = `The ledger cannot be kept in ${directory} (${words}). Set LEDGER_STORE to a folder of a local disk that Countersign may write to, or let this user write there.`;
  return new AppError("unavailable", { message, cause: error });
}
