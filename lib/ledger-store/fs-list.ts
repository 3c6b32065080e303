// ledger.md §7, fs: the names of a folder, ascending. A folder may hold millions: no more of it is in memory than is answered next.
import type { Dir } from "node:fs";
import { opendir, stat } from "node:fs/promises";
import { join } from "node:path";
import { compareBytewise } from "@/lib/ledger/bytes";
import { nullWhereMissing } from "./fs-errors";
import type { Listed } from "./store";

/** How many names one pass over a folder answers: few at first, as most callers stop early, then more, so that passes are few. */
const FIRST_PASS = 1_024;
const LONGEST_PASS = 65_536;

/** The objects whose key starts with `prefix` and sorts after `after`, ascending. Errors: the disk's. */
export async function* listFolder(
  directory: string,
  prefix: string,
  after: string,
): AsyncGenerator<Listed> {
  const folder = prefix.slice(0, prefix.lastIndexOf("/") + 1);
  let from = after;
  for (let most = FIRST_PASS; ; most = Math.min(most * 4, LONGEST_PASS)) {
    const keys = await firstKeys(join(directory, folder), folder, {
      most,
      fits: (key) => key.startsWith(prefix) && key > from,
    });
    for (const key of keys) {
      const found = await stat(join(directory, key)).catch(nullWhereMissing);
      if (found !== null) yield { key, size: found.size };
    }
    if (keys.length < most) return;
    from = keys.at(-1) ?? from;
  }
}

type Wanted = { readonly most: number; readonly fits: (key: string) => boolean };

/** The first `most` keys that fit, ascending, of a folder that is read as a stream. */
async function firstKeys(path: string, folder: string, { most, fits }: Wanted): Promise<string[]> {
  const opened: Dir | null = await opendir(path, { bufferSize: 1_024 }).catch(nullWhereMissing);
  if (opened === null) return [];
  let keys: string[] = [];
  let highest: string | null = null;
  for await (const entry of opened) {
    const key = folder + entry.name;
    if (!entry.isFile() || !fits(key) || (highest !== null && key > highest)) continue;
    keys.push(key);
    if (keys.length < 2 * most) continue;
    keys = keys.sort(compareBytewise).slice(0, most);
    highest = keys.at(-1) ?? null;
  }
  return keys.sort(compareBytewise).slice(0, most);
}
