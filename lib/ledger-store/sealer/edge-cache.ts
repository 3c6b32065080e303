// ledger.md §6, Tail: the cache that spares a start from hashing the whole log again. It is believed only after it has folded
// to the root of a signed checkpoint, so whoever edits it gains nothing.
import { join } from "node:path";
import { z } from "zod";
import { fromBase64, toBase64 } from "@/lib/ledger/base64";
import { textOf, utf8 } from "@/lib/ledger/bytes";
import { parseDecimal } from "@/lib/ledger/decimal";
import { Frontier } from "@/lib/ledger/frontier";
import { readFileIfThere, replaceFile } from "../durable-file";
import type { LedgerLog } from "../ledger-log";

/** The tree of all that is rolled, and the `ts` of its last entry; null where there is none. */
export type Edge = { readonly frontier: Frontier; readonly lastTs: string | null };

const cached = z.object({
  origin: z.string(),
  size: z.string(),
  peaks: z.string(),
  lastTs: z.string().nullable(),
});

const MODE = 0o600;

/** The cached edge of a log, if it is that of `size` entries; null where there is none that can be read. */
export async function readEdge(
  directory: string,
  { log, origin }: Pick<LedgerLog, "log" | "origin">,
  size: bigint,
): Promise<Edge | null> {
  const bytes = await readFileIfThere(pathOf(directory, log));
  const read = cached.safeParse(jsonOf(bytes));
  if (!read.success || read.data.origin !== origin) return null;
  const peaks = fromBase64(read.data.peaks);
  if (peaks === null || parseDecimal(read.data.size) !== size) return null;
  const frontier = Frontier.fromBytes(size, peaks);
  return frontier && { frontier, lastTs: read.data.lastTs };
}

/** Keeps the edge of a log for the next start. Errors: the disk's. */
export async function writeEdge(
  directory: string,
  { log, origin }: Pick<LedgerLog, "log" | "origin">,
  { frontier, lastTs }: Edge,
): Promise<void> {
  const [size, peaks] = [frontier.size.toString(), toBase64(frontier.toBytes())];
  const text = JSON.stringify({ origin, size, peaks, lastTs });
  await replaceFile(pathOf(directory, log), utf8(text), MODE);
}

function pathOf(directory: string, log: string): string {
  return join(directory, `${log}.frontier`);
}

/** What a file says as JSON; null where it says nothing. */
export function jsonOf(bytes: Uint8Array | null): unknown {
  const text = bytes === null ? null : textOf(bytes);
  if (text === null) return null;
  try {
    return JSON.parse(text);
  } catch {
    return null; // half a cache is none
  }
}
