import { randomUUID } from "node:crypto";
import { mkdir, open, readFile, rename } from "node:fs/promises";
import { join } from "node:path";
import type { Held } from "@/lib/ledger/verify/other-checkpoints";
import { rememberedName } from "@/lib/ledger/verify/remembered";

/** The checkpoint that was remembered for a log, or null. Errors: those of the disk. */
export async function recall(directory: string, origin: string): Promise<Held["remembered"]> {
  const path = join(directory, rememberedName(origin));
  try {
    return { name: path, bytes: new Uint8Array(await readFile(path)) };
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
    throw error;
  }
}

/** Keeps a checkpoint, whole or not at all. Answers its path. Errors: those of the disk. */
export async function keep(directory: string, origin: string, bytes: Uint8Array): Promise<string> {
  await mkdir(directory, { recursive: true, mode: 0o700 });
  const path = join(directory, rememberedName(origin));
  const draft = `${path}.${randomUUID()}`;
  const handle = await open(draft, "wx", 0o600);
  try {
    await handle.writeFile(bytes);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(draft, path);
  return path;
}
