// ledger.md §6, Sign: the record beside the key: what this key signed last, where neither store nor database can change it.
import { join } from "node:path";
import type { Log } from "@/lib/ledger/origin";
import { readFileIfThere, replaceFile } from "../durable-file";

const MODE = 0o600;

/** `<log>.last`: the last note that was signed here, or null. */
export async function readLastNote(directory: string, log: Log): Promise<Uint8Array | null> {
  return await readFileIfThere(pathOf(directory, log));
}

/** Writes the note down; durable when it returns. Errors: the disk's. */
export async function writeLastNote(directory: string, log: Log, note: Uint8Array): Promise<void> {
  await replaceFile(pathOf(directory, log), note, MODE);
}

function pathOf(directory: string, log: Log): string {
  return join(directory, `${log}.last`);
}
