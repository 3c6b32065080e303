import { execFileSync } from "node:child_process";
import { mkdtempSync, rmdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Why there is no small disk. */
export const NO_SMALL_DISK = "Mounting an 8 MiB tmpfs takes root on Linux.";

/** A file system of 8 MiB, in memory and of its own; null where this user may not mount one. */
export function smallDisk(): { readonly path: string; readonly unmount: () => void } | null {
  const path = mkdtempSync(join(tmpdir(), "countersign-small-"));
  try {
    const args = ["-t", "tmpfs", "-o", "size=8m", "tmpfs", path];
    execFileSync("mount", args, { stdio: "ignore" });
  } catch {
    rmdirSync(path);
    return null;
  }
  const unmount = () => {
    execFileSync("umount", [path]);
    rmdirSync(path);
  };
  return { path, unmount };
}
