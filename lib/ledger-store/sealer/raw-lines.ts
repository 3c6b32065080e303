// Lines of stored objects for whoever knows their hashes already: nothing of them is parsed a second time.
import { gunzipMember } from "@/lib/ledger/gzip";
import { splitLines } from "@/lib/ledger/lines";
import type { Read } from "@/lib/ledger/verdict";
import { LedgerDamage } from "../damage";
import { zlibDeflate } from "../gzip";
import type { Store } from "../store";

/** The lines of an object; null where there is none. `maxBytes`: of lines with their ends. Errors: LedgerDamage, the store's. */
export async function rawLines(
  store: Store,
  file: string,
  maxBytes: number,
): Promise<readonly Uint8Array[] | null> {
  const bytes = await store.read(file);
  if (bytes === null) return null;
  const content = sound(file, gunzipMember(bytes, maxBytes, zlibDeflate));
  return sound(file, splitLines(content));
}

/** What was read, or the damage of that file. */
export function sound<T>(file: string, read: Read<T>): T {
  if (read.ok) return read.value;
  throw new LedgerDamage({ ...read, file });
}
